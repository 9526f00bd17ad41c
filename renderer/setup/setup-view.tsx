import { Tabs } from '@base-ui/react/tabs';
import { useEffect, useState, type ReactNode } from 'react';
import type { DestinationKind } from '../../shared/destinations.ts';
import { loadDestinations } from '../flows/destinations-flow.ts';
import { finishSetup } from '../flows/setup-flow.ts';
import { goToView } from '../flows/view-flow.ts';
import { DestinationForm } from '../settings/destinations/destination-form.tsx';
import { DestinationItem } from '../settings/destinations/destination-item.tsx';
import { LookSettings } from '../settings/look-settings.tsx';
import { PolicySection } from '../settings/policy/policy-section.tsx';
import { Button } from '../shell/button.tsx';
import { desk, useDesk } from '../store/desk-store.ts';
import { useTexts } from '../texts/use-texts.ts';
import '../settings/settings.css';
import '../settings/destinations/destinations.css';
import './setup.css';

const STEPS = ['look', 'bitrix', 's3', 'folder', 'policy', 'ready'] as const;
type Step = (typeof STEPS)[number];

/**
 * The set-up of a new desk, step by step. It is a place like any other: whoever has a guest to register goes to the
 * desk, and the set-up is over.
 */
export function SetupView(): ReactNode {
  const { setup } = useTexts();
  const [step, setStep] = useState<Step>('look');
  useEffect(() => {
    void loadDestinations();
    return () => {
      if (desk().view !== 'setup') void finishSetup();
    };
  }, []);
  return (
    <main className="wide-view settings">
      <Tabs.Root
        className="settings-frame"
        orientation="vertical"
        value={step}
        onValueChange={(chosen) => setStep(STEPS.find((one) => one === chosen) ?? step)}
      >
        <div className="settings-list">
          <h1>{setup.heading}</h1>
          <Tabs.List className="settings-tabs" aria-label={setup.heading}>
            {STEPS.map((one, index) => (
              <Tabs.Tab key={one} value={one} className="settings-tab">
                <span className="setup-number" aria-hidden="true">
                  {index + 1}
                </span>
                {setup.steps[one]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {step === 'ready' ? null : (
            <>
              <p className="setup-lead quiet">{setup.lead}</p>
              <Button look="quiet" onClick={() => goToView('desk')}>
                {setup.leave}
              </Button>
            </>
          )}
        </div>
        {STEPS.map((one) => (
          <Tabs.Panel key={one} value={one} className="settings-panel setup-panel">
            <h2>{setup.steps[one]}</h2>
            <p className="settings-lead">{setup.leads[one]}</p>
            <StepBody step={one} />
            <StepActions step={one} onStep={setStep} />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </main>
  );
}

function StepBody({ step }: { readonly step: Step }): ReactNode {
  switch (step) {
    case 'look':
      return <LookSettings />;
    case 'bitrix':
    case 's3':
    case 'folder':
      return <DestinationStep of={step} />;
    case 'policy':
      return <PolicySection />;
    case 'ready':
      return <Summary />;
  }
}

/** The form; once there is a destination of this kind, that one and how its test went. */
function DestinationStep({ of }: { readonly of: DestinationKind }): ReactNode {
  const cards = useDesk((state) => state.destinationCards);
  if (cards === null) return null;
  const mine = cards.filter(({ kind }) => kind === of);
  if (mine.length === 0) return <DestinationForm of={of} card={null} />;
  return (
    <ul className="destination-list">
      {mine.map((card) => (
        <DestinationItem key={card.id} card={card} />
      ))}
    </ul>
  );
}

function Summary(): ReactNode {
  const { setup } = useTexts();
  const names = useDesk(({ settings }) => settings.destinations)
    .filter(({ on }) => on)
    .map(({ name }) => name);
  return <p>{names.length === 0 ? setup.nowhere : setup.goesTo(names.join(', '))}</p>;
}

function StepActions({ step, onStep }: { readonly step: Step; readonly onStep: (step: Step) => void }): ReactNode {
  const { setup } = useTexts();
  const filled = useDesk(({ destinationCards }) => destinationCards?.some(({ kind }) => kind === step) === true);
  // Look and policy hold as they are; a destination is there only once it was filled in.
  const done = step === 'look' || step === 'policy' || filled;
  const at = STEPS.indexOf(step);
  const [before, after] = [STEPS[at - 1], STEPS[at + 1]];
  return (
    <div className="setup-actions">
      {before === undefined ? null : <Button onClick={() => onStep(before)}>{setup.back}</Button>}
      {after === undefined ? (
        <Button look="accent" onClick={() => goToView('desk')}>
          {setup.finish}
        </Button>
      ) : (
        <Button look={done ? 'accent' : 'plain'} onClick={() => onStep(after)}>
          {done ? setup.next : setup.skipStep}
        </Button>
      )}
    </div>
  );
}
