import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createDatabase } from '../../../electron/db/database.ts';
import { openDatabase } from '../../../electron/db/open.ts';
import { claimDelivery, nextClaimAt } from '../../../electron/outbox/delivery-rows.ts';
import { deliverBacklog } from '../../torture/backlog.ts';
import { temporaryFolder } from '../profile.ts';

it('keeps its memory flat while it delivers what has gathered', { timeout: 120_000 }, async () => {
  const { heapMib } = await deliverBacklog(temporaryFolder(), 3000);
  const [, early = 0] = heapMib;
  // What once piled up at a signal that lives as long as the desk was 2.4 KiB a delivery, so here 6 MiB.
  expect((heapMib.at(-1) ?? Infinity) - early).toBeLessThan(2);
});

it('claims from the index, in its order, and sorts nothing', () => {
  const file = join(temporaryFolder(), 'desk.db');
  openDatabase(file).close();
  const raw = new DatabaseSync(file);
  const asked: string[] = [];
  const database = createDatabase(new Proxy(raw, {
    get: (target, name) => (name === 'prepare'
      ? (text: string) => { asked.push(text); return target.prepare(text); }
      : Reflect.get(target, name) as unknown),
  }));
  claimDelivery(database, 'crm', 1, 1);
  nextClaimAt(database, 'crm');
  expect(asked).toHaveLength(2);
  const plans = asked.map((text) => raw.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...Array.from(text.matchAll(/\?/g), () => 1))
    .map((row) => String(row['detail'])).join('; '));
  for (const plan of plans) {
    expect(plan).toContain('delivery_claim');
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN/);
  }
  raw.close();
});
