import { useEffect, useState, type ReactNode } from 'react';
import type { AuditRow } from '../../../shared/audit.ts';
import { showMoment } from '../../fields/date-text.ts';
import { exportAudit, loadAudit, loadMoreAudit } from '../../flows/admin-flow.ts';
import { Button } from '../../shell/button.tsx';
import { StopIcon, SureIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import './audit.css';

/** Who looked, changed, sent and erased; newest first, without a word of any guest. */
export function AuditSection(): ReactNode {
  const { audit: words } = useTexts();
  const audit = useDesk((state) => state.audit);
  const [written, setWritten] = useState<number | null>(null);
  useEffect(() => {
    void loadAudit();
  }, []);
  if (audit === null)
    return (
      <div className="audit-closed">
        <p>{words.closed}</p>
        <Button look="accent" onClick={() => void loadAudit()}>
          {words.open}
        </Button>
      </div>
    );
  return (
    <>
      <p className="settings-lead quiet">{words.lead}</p>
      <div className="audit-head">
        <Wholeness />
        <Button onClick={() => void exportAudit().then(setWritten)}>{words.export}</Button>
        <p role="status" className="quiet">
          {written === null ? '' : words.exported(written)}
        </p>
      </div>
      {audit.rows.length === 0 ? <p className="quiet">{words.empty}</p> : <AuditTable rows={audit.rows} />}
      {audit.next === null ? null : (
        <div>
          <Button onClick={() => void loadMoreAudit()}>{words.more}</Button>
        </div>
      )}
    </>
  );
}

function Wholeness(): ReactNode {
  const { audit: words } = useTexts();
  const check = useDesk((state) => state.auditCheck);
  if (check === null) return <p className="audit-whole" />;
  const { entries, brokenAt } = check;
  return (
    <p className="audit-whole" data-broken={brokenAt !== null}>
      {brokenAt === null ? <SureIcon /> : <StopIcon />}
      {brokenAt === null ? words.whole(entries) : words.broken(brokenAt)}
    </p>
  );
}

function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }): ReactNode {
  const { audit: words } = useTexts();
  return (
    <table className="audit-table">
      <thead>
        <tr>
          <th scope="col">{words.columns.at}</th>
          <th scope="col">{words.columns.who}</th>
          <th scope="col">{words.columns.what}</th>
          <th scope="col">{words.columns.subject}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{showMoment(row.at)}</td>
            <td>{words.actors[row.actor]}</td>
            <td>{words.actions[row.action]}</td>
            <td className="mono">{subjectOf(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Ids are long; their beginning tells them apart here, the export has them whole. */
function subjectOf({ subject, detail }: AuditRow): string {
  const short = /^[0-9a-f]{8}-/.test(subject) ? subject.slice(0, 8) : subject;
  return [short === '-' ? '' : short, detail].filter(Boolean).join(' · ');
}
