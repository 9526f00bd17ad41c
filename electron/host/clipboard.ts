import { clipboard } from 'electron';
import type { Clipboard } from '../desk-lock/clipboard-guard.ts';

export const systemClipboard: Clipboard & { write(text: string): Promise<void> } = {
  read: () => clipboard.readText(),
  write: (text) => clipboard.writeText(text),
  clear: async () => clipboard.clear(),
};
