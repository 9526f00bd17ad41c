import type { ReactNode } from 'react';
import { confirm } from '../flows/confirm-flow.ts';
import { Button } from '../shell/button.tsx';
import { useDesk } from '../store/desk-store.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import { useTexts } from '../texts/use-texts.ts';
import { nextToLook, type Attention } from './attention.ts';

/** Confirm, with what Enter will do; what stands in its way is said in a sentence right above. */
export function ConfirmBar({
  open,
  items,
}: {
  readonly open: OpenDraft;
  readonly items: readonly Attention[];
}): ReactNode {
  const texts = useTexts();
  const storage = useDesk((state) => state.status?.storage);
  const blocked = items.some((item) => item.level === 'stop');
  const left = items.filter((item) => item.leads && !item.looked).length;
  const enter = texts.keys.names.enter;
  const { phase } = open;
  return (
    <div className="confirm-bar">
      {storage?.kind === 'closed' ? (
        <p className="confirm-trouble">
          {texts.confirm.closed}. {texts.errors[storage.code]}
        </p>
      ) : null}
      {phase.kind === 'refused' && storage?.kind !== 'closed' ? (
        <p className="confirm-trouble" role="alert">
          {texts.errors[phase.code]}
        </p>
      ) : null}
      <div className="confirm-row">
        <Button
          look="accent"
          className="confirm-button"
          onClick={() => void confirm()}
          disabled={phase.kind === 'confirming'}
          focusableWhenDisabled
          aria-describedby="confirm-next"
        >
          {phase.kind === 'confirming' ? texts.confirm.busy : texts.confirm.button}
          {nextToLook(items) === null ? (
            <kbd>{enter}</kbd>
          ) : (
            <kbd>
              {texts.keys.names.ctrl}+{enter}
            </kbd>
          )}
        </Button>
      </div>
      <p id="confirm-next" className="confirm-next quiet">
        {blocked ? (
          texts.confirm.blocked
        ) : left > 0 ? (
          <>
            <kbd>{enter}</kbd> {texts.confirm.lookNext(left)}
          </>
        ) : null}
      </p>
    </div>
  );
}
