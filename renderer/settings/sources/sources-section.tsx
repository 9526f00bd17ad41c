import type { ReactNode } from 'react';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { HeldNote, useHeld } from '../held.tsx';
import { SourceItem } from './source-item.tsx';
import { SourceSearch } from './source-search.tsx';
import '../destinations/destinations.css';
import './sources.css';

/** Scanners and serial readers of this desk, and the ways to another one. */
export function SourcesSection(): ReactNode {
  const { sources: words } = useTexts();
  const sources = useDesk((state) => state.settings.sources);
  const held = useHeld('sources');
  return (
    <>
      <p className="settings-lead">{words.lead}</p>
      <HeldNote setting="sources" />
      {sources.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="destination-list">
          {sources.map((source) => (
            <SourceItem key={source.id} source={source} />
          ))}
        </ul>
      )}
      {held ? null : <SourceSearch />}
    </>
  );
}
