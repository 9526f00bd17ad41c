import { clipboard } from 'electron';
import type { Clipboard } from '../desk-lock/clipboard-guard.ts';

export const systemClipboard: Clipboard = {
  read: () => clipboard.readText(),
  clear: async () => clipboard.clear(),
};
