import { Tabs } from '@base-ui/react/tabs';
import type { ReactNode } from 'react';
import { desk, useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import { SECTIONS } from './sections.ts';
import './settings.css';

/** The settings: a list of sections on the left, the chosen one beside it. */
export function SettingsView(): ReactNode {
  const texts = useTexts();
  const section = useDesk((state) => state.section);
  return (
    <main className="wide-view settings">
      <Tabs.Root
        className="settings-frame"
        orientation="vertical"
        value={section}
        onValueChange={(chosen) => {
          const next = SECTIONS.find(({ id }) => id === chosen);
          if (next !== undefined) desk().openSection(next.id);
        }}
      >
        <div className="settings-list">
          <h1>{texts.settings.heading}</h1>
          <Tabs.List className="settings-tabs" aria-label={texts.settings.heading}>
            {SECTIONS.map(({ id }) => (
              <Tabs.Tab key={id} value={id} className="settings-tab">
                {texts.settings.sections[id]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </div>
        {SECTIONS.map(({ id, Body }) => (
          <Tabs.Panel key={id} value={id} className="settings-panel">
            <h2>{texts.settings.sections[id]}</h2>
            <Body />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </main>
  );
}
