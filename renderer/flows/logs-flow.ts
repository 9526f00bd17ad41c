import { request } from '../api.ts';
import { desk } from '../store/desk-store.ts';
import type { LogsShown } from '../store/operation-slice.ts';
import { textsNow } from '../texts/use-texts.ts';
import { sayRefused } from './say.ts';

export const LOG_PAGE = 200;

/** Reads the newest lines that fit. */
export async function loadLogs(change: Partial<Omit<LogsShown, 'rows'>> = {}): Promise<void> {
  const { rows: _rows, ...filter } = { ...desk().logs, ...change };
  const answer = await request('logs:list', filter);
  if (answer.ok) desk().setOperation({ logs: { ...filter, rows: answer.value } });
  else if (answer.code !== 'admin.locked') sayRefused(answer.code);
}

export async function exportLogs(): Promise<void> {
  const answer = await request('logs:export', undefined);
  if (!answer.ok) sayRefused(answer.code);
  else if (answer.value !== null) desk().sayGood(textsNow().logs.exported(answer.value));
}
