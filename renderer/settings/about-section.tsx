import type { ReactNode } from 'react';
import { goToView } from '../flows/view-flow.ts';
import { Button } from '../shell/button.tsx';
import { useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';

/** Which program this is, and whether it is fit for work with real documents. */
export function AboutSection(): ReactNode {
  const texts = useTexts();
  const info = useDesk((state) => state.info);
  if (info === null) return null;
  return (
    <div className="about">
      <p>{texts.settings.about(info.version)}</p>
      {info.host === 'double' ? <p>{texts.settings.double}</p> : null}
      {info.demo ? <p>{texts.settings.demo}</p> : null}
      <p>
        <Button onClick={() => goToView('setup')}>{texts.setup.again}</Button>
      </p>
    </div>
  );
}
