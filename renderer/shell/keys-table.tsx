import type { ReactNode } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Every key of the desk and what it does; single ones only while they are switched on. */
export function KeysTable(): ReactNode {
  const { keys } = useTexts();
  const singleKeys = useDesk((state) => state.settings.singleKeys);
  const { enter, escape, tab, space, delete: remove, ctrl, alt } = keys.names;
  const rows: readonly (readonly [readonly string[], string])[] = [
    [[enter], keys.enter],
    [[`${ctrl}+${enter}`], keys.confirmNow],
    [[escape], keys.escape],
    [[tab], keys.tab],
    [['↑', '↓'], keys.arrows],
    [[`${alt}+↑`, `${alt}+↓`], keys.arrowsInField],
    [['F2'], keys.scan],
    [[`${ctrl}+O`], keys.open],
    [[`${ctrl}+V`], keys.paste],
    [[`${ctrl}+K`], keys.camera],
    [[space], keys.shoot],
    [[`${ctrl}+N`], keys.byHand],
    [[`${ctrl}+F`], keys.registrations],
    [[remove], keys.discard],
    [[`${ctrl}+L`], keys.lock],
    ...(singleKeys
      ? ([
          [['R'], keys.turn],
          [['+', '−', '0'], keys.zoom],
        ] as const)
      : []),
    [singleKeys ? ['?', 'F1'] : ['F1'], keys.help],
  ];
  return (
    <dl className="keys">
      {rows.map(([names, does]) => (
        <div key={does}>
          <dt>
            {names.map((name) => (
              <kbd key={name}>{name}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
