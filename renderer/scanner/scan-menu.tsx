import { Menu } from '@base-ui/react/menu';
import { useMemo, type ReactNode } from 'react';
import { isScanner } from '../../shared/sources.ts';
import { changeSettings } from '../flows/settings-flow.ts';
import { goToSection } from '../flows/view-flow.ts';
import { DownIcon } from '../shell/icons.tsx';
import { useHeld } from '../settings/held.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Which scanner, and whether the next scan begins by itself. */
export function ScanMenu(): ReactNode {
  const { scan: words } = useTexts();
  const sources = useDesk((state) => state.settings.sources);
  const wanted = useDesk((state) => state.settings.scannerId);
  const continuously = useDesk((state) => state.settings.scanContinuously);
  const scanners = useMemo(() => sources.filter(isScanner).filter(({ on }) => on), [sources]);
  const held = { scanner: useHeld('scannerId'), continuous: useHeld('scanContinuously') };
  const chosen = scanners.find(({ id }) => id === wanted) ?? scanners[0];
  return (
    <Menu.Root>
      <Menu.Trigger className="button scan-choose" aria-label={words.choose}>
        <DownIcon />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="popup-place" sideOffset={4} align="end">
          <Menu.Popup className="popup popup-list scan-menu">
            <Menu.RadioGroup
              value={chosen?.id ?? ''}
              aria-label={words.scanner}
              disabled={held.scanner}
              onValueChange={(scannerId: string) => void changeSettings({ scannerId })}
            >
              {scanners.map(({ id, name }) => (
                <Menu.RadioItem key={id} value={id} className="popup-item scan-menu-item" closeOnClick>
                  <Menu.RadioItemIndicator className="scan-menu-mark">●</Menu.RadioItemIndicator>
                  {name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="scan-menu-line" />
            <Menu.CheckboxItem
              className="popup-item scan-menu-item"
              checked={continuously}
              disabled={held.continuous}
              onCheckedChange={(scanContinuously) => void changeSettings({ scanContinuously })}
            >
              <Menu.CheckboxItemIndicator className="scan-menu-mark">✓</Menu.CheckboxItemIndicator>
              {words.continuous}
            </Menu.CheckboxItem>
            <Menu.Separator className="scan-menu-line" />
            <Menu.Item className="popup-item scan-menu-item" onClick={() => goToSection('sources')}>
              {words.settings}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
