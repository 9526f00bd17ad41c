import { writeFileAtomically } from '../atomic-file.ts';
import { csvFile } from '../csv-cell.ts';
import type { OpenStorage } from '../db/storage.ts';
import { checkedAudit } from './audit.ts';

const HEAD = ['number', 'time', 'who', 'action', 'subject', 'detail', 'whole', 'chain'];

/**
 * Writes every entry, oldest first, for spreadsheets (RFC 4180, UTF-8 with its mark, times in UTC). `chain` is the keyed
 * hash up to that entry: with the last one on paper it can be shown later that nothing was taken away from the end.
 */
export async function writeAuditCsv(store: Pick<OpenStorage, 'database' | 'keys'>, file: string): Promise<number> {
  const rows = [HEAD];
  for await (const { row, chain, whole } of checkedAudit(store)) {
    const { id, at, actor, action, subject, detail } = row;
    const cells = [id, new Date(at).toISOString(), actor, action, subject, detail, whole ? 'yes' : 'NO', chain.toString('hex')];
    rows.push(cells.map(String));
  }
  await writeFileAtomically(file, csvFile(rows));
  return rows.length - 1;
}
