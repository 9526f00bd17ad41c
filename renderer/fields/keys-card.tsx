import type { ReactNode } from 'react';
import { KeysTable } from '../shell/keys-table.tsx';
import { useTexts } from '../texts/use-texts.ts';

/** While nothing is on the desk the right zone teaches the keys. */
export function KeysCard(): ReactNode {
  const texts = useTexts();
  return (
    <div className="keys-card">
      <h2 className="zone-heading">{texts.keys.heading}</h2>
      <KeysTable />
    </div>
  );
}
