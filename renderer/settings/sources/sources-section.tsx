import type { ReactNode } from 'react';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { SourceItem } from './source-item.tsx';
import { SourceSearch } from './source-search.tsx';
import '../destinations/destinations.css';
import './sources.css';

/** Scanners and serial readers of this desk, and the ways to another one. */
export function SourcesSection(): ReactNode {
  const { sources: words } = useTexts();
  const sources = useDesk((state) => state.settings.sources);
  return (
    <>
      <p className="settings-lead">{words.lead}</p>
      {sources.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="destination-list">
          {sources.map((source) => (
            <SourceItem key={source.id} source={source} />
          ))}
        </ul>
      )}
      <SourceSearch />
    </>
  );
}
