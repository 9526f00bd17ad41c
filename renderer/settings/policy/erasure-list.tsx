import { useEffect, type ReactNode } from 'react';
import type { EraseStep, ErasureReport } from '../../../shared/erasure.ts';
import { showMoment } from '../../fields/date-text.ts';
import { eraseSentence, loadErasures, settleErasure } from '../../flows/erase-flow.ts';
import { Button } from '../../shell/button.tsx';
import { LookIcon, StopIcon, SureIcon, WaitIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** What became of each erasing; of the guests it holds nothing. */
export function ErasureList(): ReactNode {
  const { erase } = useTexts();
  const erasures = useDesk((state) => state.erasures);
  useEffect(() => {
    void loadErasures();
  }, []);
  if (erasures === null) return null;
  return (
    <section className="policy-part">
      <h3>{erase.listHeading}</h3>
      {erasures.length === 0 ? <p className="quiet">{erase.none}</p> : null}
      <ul className="erasures">
        {erasures.map((one) => (
          <Erasure key={one.id} report={one} />
        ))}
      </ul>
    </section>
  );
}

function Erasure({ report }: { readonly report: ErasureReport }): ReactNode {
  const { erase } = useTexts();
  const { id, askedAt, finishedAt, registrations, pictures, steps } = report;
  const unfinished = steps.some(({ state }) => state === 'failed' || state === 'waiting');
  const complete = steps.every(({ state }) => state === 'done');
  return (
    <li className="erasure">
      <p>
        <strong>
          {showMoment(askedAt)}: {erase.entry(registrations, pictures)}
        </strong>{' '}
        <span className="quiet">
          {finishedAt === null ? erase.running : complete ? erase.complete : erase.incomplete}
        </span>
      </p>
      <ul className="erase-steps">
        {grouped(steps).map(({ step, count }) => (
          <Step key={`${step.name}/${step.state}/${String(step.code)}`} step={step} count={count} />
        ))}
      </ul>
      {unfinished ? (
        <div className="destination-actions">
          <Button onClick={() => void settleErasure('retry', id)}>{erase.retry}</Button>
          <Button look="quiet" onClick={() => void settleErasure('leave', id)}>
            {erase.leave}
          </Button>
        </div>
      ) : null}
    </li>
  );
}

/** Several registrations at one place that fared alike are one line. */
function grouped(steps: readonly EraseStep[]): { step: EraseStep; count: number }[] {
  const groups: { step: EraseStep; count: number }[] = [];
  for (const step of steps) {
    const same = groups.find(
      (one) => one.step.destinationId === step.destinationId && one.step.state === step.state && one.step.code === step.code,
    );
    if (same === undefined) groups.push({ step, count: 1 });
    else same.count += 1;
  }
  return groups;
}

function Step({ step, count }: { readonly step: EraseStep; readonly count: number }): ReactNode {
  const texts = useTexts();
  const { destinationId, name, state, code } = step;
  const icons = { done: <SureIcon />, waiting: <WaitIcon />, failed: <StopIcon />, left: <LookIcon /> } as const;
  return (
    <li data-state={state}>
      {icons[state]}
      <span>
        {destinationId === null ? texts.erase.here : name}
        {count > 1 ? ` (${count})` : ''}: {texts.erase.states[state]}
        {code === null ? '' : `. ${eraseSentence(code, texts)}`}
      </span>
    </li>
  );
}
