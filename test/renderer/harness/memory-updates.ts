/** Updates in memory, for the bridge in memory. */
import type { Answer, RequestInput, RequestOutput } from '../../../shared/contract.ts';
import type { updateInputs } from '../../../shared/update-contract.ts';
import type { UpdateState } from '../../../shared/updates.ts';

type Names = keyof typeof updateInputs;
export type UpdateAnswers = { [N in Names]: (input: RequestInput<N>) => Answer<RequestOutput<N>> };

export type UpdateScene = {
  /** Left out: a program that is no package. */
  readonly update?: UpdateState;
  /** What looking for a newer version comes to. */
  readonly updateFound?: UpdateState;
};

/** `changed`: as main tells the page of how far it is. */
export function memoryUpdates(scene: UpdateScene, changed: (state: UpdateState) => void): UpdateAnswers {
  let state: UpdateState = scene.update ?? { kind: 'off', why: 'notPackaged' };
  let typing = false;
  const tell = (next: UpdateState): Answer<UpdateState> => {
    state = next;
    changed(next);
    return { ok: true, value: next };
  };
  return {
    'update:state': () => ({ ok: true, value: state }),
    'update:check': () => tell(scene.updateFound ?? state),
    'update:install': () => {
      if (typing) return { ok: false, code: 'update.checkIn' };
      return tell({ kind: 'installing', version: state.kind === 'ready' ? state.version : '' });
    },
    'update:busy': (input) => {
      typing = input.typing;
      return { ok: true, value: null };
    },
  };
}
