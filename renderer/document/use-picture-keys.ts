import { useEffect, useRef } from 'react';
import { isTyping } from '../shell/is-typing.ts';
import { desk, isWindowOpen } from '../store/desk-store.ts';

export type PictureCommands = {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly fit: () => void;
  readonly turn: () => void;
};

/**
 * Unless single keys are switched off in the settings: R turns; +, − and 0 zoom. By place on the keyboard, so that R is R on
 * a Russian layout too.
 */
export function usePictureKeys(commands: PictureCommands): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { view, settings } = desk();
      if (!settings.singleKeys || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (view !== 'desk' || isWindowOpen(desk()) || isTyping(event.target)) return;
      const command = commandOf(event, latest.current);
      if (command === null) return;
      event.preventDefault();
      command();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function commandOf({ key, code }: KeyboardEvent, commands: PictureCommands): (() => void) | null {
  if (code === 'KeyR') return commands.turn;
  if (key === '+' || key === '=') return commands.zoomIn;
  if (key === '-' || key === '−') return commands.zoomOut;
  return key === '0' ? commands.fit : null;
}
