import { DeskError } from '../../../shared/errors.ts';
import { readModels } from '../../ocr/nets/model-files.ts';
import type { ReaderState } from '../../ocr/ocr-port.ts';
import { finding, type Check } from '../check.ts';

/** The models against the checksums of their cards. */
export function checkModels(folder: string): Check {
  return {
    name: 'models',
    async run() {
      try {
        await readModels(folder);
        return [finding('models', 'models.fine')];
      } catch (error) {
        if (error instanceof DeskError && error.code === 'ocr.modelDamaged') return [finding('models', 'models.damaged')];
        throw error;
      }
    },
  };
}

/** The native libraries, by the child that has them loaded: in this process they are never. */
export function checkReader(state: () => ReaderState | Promise<ReaderState>): Check {
  return {
    name: 'reader',
    async run() {
      const now = await state();
      switch (now.kind) {
        case 'ready': return [finding('reader', now.engine === 'native' ? 'reader.native' : 'reader.wasm')];
        case 'starting':
        case 'restarting': return [finding('reader', 'reader.starting')];
        case 'down': return [finding('reader', 'reader.down', { detail: now.code })];
        default: return now satisfies never;
      }
    },
  };
}
