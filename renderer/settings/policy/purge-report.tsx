import { useEffect, type ReactNode } from 'react';
import type { PurgeRun } from '../../../shared/policy.ts';
import { showMoment } from '../../fields/date-text.ts';
import { loadPurge, purgeNow } from '../../flows/admin-flow.ts';
import { Button } from '../../shell/button.tsx';
import { useDesk } from '../../store/desk-store.ts';
import type { Texts } from '../../texts/ru.ts';
import { useTexts } from '../../texts/use-texts.ts';

/** When the policy was last applied, what went, and when it is next. */
export function PurgeReport(): ReactNode {
  const { policy } = useTexts();
  const purge = useDesk((state) => state.purge);
  useEffect(() => {
    void loadPurge();
  }, []);
  if (purge === null) return null;
  const { last, nextAt } = purge;
  return (
    <section className="policy-part">
      <h3>{policy.purgeHeading}</h3>
      <p>
        {wordsOf(last, policy)} {policy.purgeNext(showMoment(nextAt))}
      </p>
      <div>
        <Button onClick={() => void purgeNow()}>{policy.purgeNow}</Button>
      </div>
    </section>
  );
}

function wordsOf(last: PurgeRun | null, policy: Texts['policy']): string {
  if (last === null) return policy.purgeNever;
  const { finishedAt, pictures, registrations, guests, heldBack } = last;
  const removed = `${policy.purgeLast(showMoment(finishedAt))} ${policy.purgeRemoved(pictures, registrations, guests)}`;
  return heldBack === 0 ? removed : `${removed} ${policy.purgeHeld(heldBack)}`;
}
