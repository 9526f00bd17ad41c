import { readFile, stat } from 'node:fs/promises';
import type { Committed } from '../../../shared/confirmed-action.ts';
import type { PepperAnswer, PepperPreview } from '../../../shared/settings-file.ts';
import { writeFileAtomically } from '../../atomic-file.ts';
import { createConfirmedAction } from '../../confirmed-action.ts';
import type { Keychain } from '../../secrets/keychain.ts';
import { findPepper, openPepper, storePepper } from './passport-hash.ts';
import { openPepperFile, pepperMark, sealPepper } from './pepper-file.ts';

const MOST_BYTES = 10_000;

/** Brings the pepper from one desk to the others, so that all of them know a guest's document by the same hash. */
export type PepperMove = {
  /** Null while this desk has none. */
  mark(): Promise<string | null>;
  /** Writes this desk's pepper, which is made if there is none; returns its mark. */
  write(file: string, passphrase: string): Promise<string>;
  /** The dry run of taking another one over. */
  read(file: string, passphrase: string): Promise<PepperAnswer>;
  commit(token: string): Promise<Committed<null>>;
};

/** `delivered`: contacts brought to a CRM so far; `replaced`: whoever keeps the pepper must ask for it again. */
export function createPepperMove(parts: {
  keychain: Keychain; delivered: () => number; replaced: () => void;
}): PepperMove {
  const { keychain, delivered, replaced } = parts;

  async function mark(): Promise<string | null> {
    const pepper = await findPepper(keychain);
    return pepper === null ? null : pepperMark(pepper);
  }

  const action = createConfirmedAction<Buffer, Buffer, PepperPreview, null>({
    look: async (pepper) => ({
      plan: pepper, preview: { mark: pepperMark(pepper), own: await mark(), delivered: delivered() },
    }),
    async commit(pepper) {
      await storePepper(keychain, pepper);
      replaced();
      return null;
    },
  });

  return {
    mark,
    async write(file, passphrase) {
      const pepper = await openPepper(keychain);
      await writeFileAtomically(file, Buffer.from(await sealPepper(pepper, passphrase)));
      return pepperMark(pepper);
    },
    async read(file, passphrase) {
      const text = (await stat(file)).size > MOST_BYTES ? '' : await readFile(file, 'utf8');
      const opened = await openPepperFile(text, passphrase);
      if (opened.kind !== 'opened') return { kind: opened.kind };
      return { kind: 'shown', shown: await action.preview(opened.pepper) };
    },
    commit: (token) => action.commit(token),
  };
}
