import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../atomic-file.ts';
import { cutOffCode, untilCutOff } from './cut-off.ts';
import type { DeliveryCode } from '../../shared/delivery.ts';
import type { Eraser } from './eraser.ts';
import { folderFailure } from './folder-failure.ts';
import { isMissing } from '../system-code.ts';

/** Objects of a registration lie in a folder of its own, so nothing else is there to be spared. */
export function createFolderEraser(root: string): Eraser {
  async function filesOf(registrationId: string): Promise<string[]> {
    await mustBeThere(root); // a share that is not there looks like one that is empty
    try {
      return await readdir(join(root, registrationId));
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  }

  const failed = (error: unknown, signal: AbortSignal): { code: DeliveryCode; passes: boolean } => {
    if (signal.aborted) return { code: cutOffCode(signal), passes: true };
    const { kind, code } = folderFailure(error);
    return { code, passes: kind === 'retry' };
  };

  return {
    async look({ registrationId }, signal) {
      try {
        return { kind: 'found', count: (await untilCutOff(signal, () => filesOf(registrationId))).length };
      } catch (error) {
        return { kind: 'unknown', code: failed(error, signal).code };
      }
    },
    async erase({ registrationId }, signal) {
      try {
        return await untilCutOff(signal, async () => {
          await mustBeThere(root);
          await rm(join(root, registrationId), { recursive: true, force: true });
          await syncFolder(root);
          const left = await filesOf(registrationId);
          return left.length === 0 ? { kind: 'erased', left: null } : { kind: 'retry', code: 'archive.differs' };
        });
      } catch (error) {
        const { code, passes } = failed(error, signal);
        return { kind: passes ? 'retry' : 'refused', code };
      }
    },
  };
}

async function mustBeThere(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
}
