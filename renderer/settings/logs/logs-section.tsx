import { useEffect, type ReactNode } from 'react';
import type { LogRow } from '../../../shared/log-row.ts';
import { exportLogs, loadLogs, LOG_PAGE } from '../../flows/logs-flow.ts';
import { Button } from '../../shell/button.tsx';
import { LookIcon, StopIcon } from '../../shell/icons.tsx';
import { useDesk } from '../../store/desk-store.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ToggleSetting } from '../toggle-setting.tsx';
import './logs.css';

/** What the program did and what went wrong, newest first, for whoever looks for a fault. */
export function LogsSection(): ReactNode {
  const { logs: words } = useTexts();
  const { rows, level, correlationId, limit } = useDesk((state) => state.logs);
  useEffect(() => void loadLogs(), []);
  return (
    <>
      <p className="settings-lead quiet">{words.lead}</p>
      <ToggleSetting
        name="log-level"
        label={words.show}
        options={['all', 'warn'] as const}
        words={words.levels}
        value={level}
        onChange={(chosen) => void loadLogs({ level: chosen, limit: LOG_PAGE })}
      />
      <div className="destination-actions">
        <Button onClick={() => void loadLogs()}>{words.again}</Button>
        <Button onClick={() => void exportLogs()}>{words.export}</Button>
        {correlationId === null ? null : (
          <Button onClick={() => void loadLogs({ correlationId: null, limit: LOG_PAGE })}>{words.everything}</Button>
        )}
      </div>
      {correlationId === null ? null : <p role="status">{words.one(rows?.length ?? 0)}</p>}
      {rows === null ? null : rows.length === 0 ? <p>{words.none}</p> : <Lines rows={rows} />}
      {rows !== null && rows.length === limit ? (
        <Button onClick={() => void loadLogs({ limit: Math.min(limit * 2, 5000) })}>{words.more}</Button>
      ) : null}
    </>
  );
}

function Lines({ rows }: { readonly rows: readonly LogRow[] }): ReactNode {
  const { logs: words } = useTexts();
  return (
    <table className="log-table">
      <thead>
        <tr>
          <th scope="col">{words.columns.at}</th>
          <th scope="col">{words.columns.event}</th>
          <th scope="col">{words.columns.document}</th>
          <th scope="col">{words.columns.details}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={`${row.at}/${at}`} data-level={row.level}>
            <td className="log-at">{timeOf(row.at)}</td>
            <td className="log-event">
              {row.level === 'error' ? <StopIcon /> : row.level === 'warn' ? <LookIcon /> : null}
              {row.level === 'info' ? null : <span className="only-heard">{words.levelNames[row.level]} </span>}
              {row.event}
            </td>
            <td>
              <DocumentOf row={row} />
            </td>
            <td>{row.details}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The beginning of the id; pressing it shows the whole way of that document. */
function DocumentOf({ row: { correlationId } }: { readonly row: LogRow }): ReactNode {
  const { logs: words } = useTexts();
  if (correlationId === null) return null;
  const short = correlationId.slice(0, 8);
  return (
    <button
      type="button"
      className="log-document"
      aria-label={words.follow(short)}
      onClick={() => void loadLogs({ correlationId, limit: LOG_PAGE })}
    >
      {short}
    </button>
  );
}

const two = (part: number): string => String(part).padStart(2, '0');

function timeOf(at: number): string {
  const time = new Date(at);
  const day = `${two(time.getDate())}.${two(time.getMonth() + 1)}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
