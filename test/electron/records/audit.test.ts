import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { checkAudit, listAudit, writeAudit } from '../../../electron/records/audit.ts';
import { writeAuditCsv } from '../../../electron/records/audit-csv.ts';
import { openProfile, temporaryFolder } from '../profile.ts';

/** A log of so many entries, oldest first, that a second connection may tamper with. */
async function logOf(count: number) {
  const profile = await openProfile();
  const store = profile.storage.opened();
  for (let n = 1; n <= count; n += 1) {
    store.database.transaction(() => writeAudit(store, { at: n, action: 'registration.revealed', subject: `id-${n}` }));
  }
  const tamper = (sql: string): void => {
    const raw = new DatabaseSync(join(profile.folder, 'storage', 'desk.db'));
    raw.exec(`DROP TRIGGER audit_entry_fixed; DROP TRIGGER audit_entry_kept; ${sql}`);
    raw.close();
  };
  return { profile, store, tamper };
}

describe('the audit log', () => {
  it('lists entries newest first, page by page', async () => {
    const { store } = await logOf(5);
    const first = listAudit(store, null, 2);
    expect(first.map(({ subject }) => subject)).toEqual(['id-5', 'id-4']);
    expect(listAudit(store, first[1]?.id ?? 0, 10).map(({ subject }) => subject)).toEqual(['id-3', 'id-2', 'id-1']);
    expect(first[0]).toMatchObject({ at: 5, actor: 'desk', action: 'registration.revealed', detail: '' });
  });

  it('finds itself whole', async () => {
    const { store } = await logOf(40);
    expect(await checkAudit(store)).toEqual({ entries: 40, brokenAt: null });
  });

  it.each([
    ['changed', 'UPDATE audit_entry SET subject = \'other\' WHERE id = 3', 3],
    ['taken away', 'DELETE FROM audit_entry WHERE id = 3', 4],
    ['put in between', 'UPDATE audit_entry SET id = id + 10 WHERE id > 3; '
      + 'INSERT INTO audit_entry (id, at, action, subject) VALUES (4, 4, \'registration.revealed\', \'x\')', 4],
    ['exchanged with its neighbour', 'UPDATE audit_entry SET id = -3 WHERE id = 3; UPDATE audit_entry SET id = 3 WHERE id = 4; '
      + 'UPDATE audit_entry SET id = 4 WHERE id = -3', 3],
  ])('knows an entry that was %s', async (_, sql, at) => {
    const { store, tamper } = await logOf(6);
    tamper(sql);
    expect(await checkAudit(store)).toMatchObject({ brokenAt: at });
  });

  it('is changed and shortened by no statement of the program', async () => {
    const { profile } = await logOf(2);
    const raw = new DatabaseSync(join(profile.folder, 'storage', 'desk.db'));
    expect(() => raw.exec('UPDATE audit_entry SET subject = \'other\'')).toThrow('do not change');
    expect(() => raw.exec('DELETE FROM audit_entry')).toThrow('are kept');
    raw.close();
  });

  it('gives entries of an older program their place in the chain', async () => {
    const { store, profile } = await logOf(0);
    const raw = new DatabaseSync(join(profile.folder, 'storage', 'desk.db'));
    raw.exec('INSERT INTO audit_entry (at, action, subject) VALUES (1, \'registration.confirmed\', \'old\'), (2, \'x\', \'y\')');
    raw.close();
    expect(await checkAudit(store)).toEqual({ entries: 2, brokenAt: null });
    store.database.transaction(() => writeAudit(store, { at: 3, action: 'admin.unlocked', subject: '-' }));
    expect(await checkAudit(store)).toEqual({ entries: 3, brokenAt: null });
  });

  it('is exported whole, marking what was tampered with', async () => {
    const { store, tamper } = await logOf(3);
    tamper('UPDATE audit_entry SET subject = \'=danger,"x"\' WHERE id = 2');
    const file = join(temporaryFolder(), 'audit.csv');
    expect(await writeAuditCsv(store, file)).toBe(3);
    const [head, one, two] = readFileSync(file, 'utf8').split('\r\n');
    expect(head).toBe('\u{FEFF}number,time,who,action,subject,detail,whole,chain');
    expect(one).toMatch(/^1,1970-01-01T00:00:00\.001Z,desk,registration\.revealed,id-1,,yes,[0-9a-f]{64}$/);
    expect(two).toMatch(/^2,[^,]+,desk,registration\.revealed,"'=danger,""x""",,NO,/);
  });
});
