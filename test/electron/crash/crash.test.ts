/** Kills a busy desk at random moments and looks at what is left: each deed wholly there or not at all. */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { openProfile, temporaryFolder } from '../profile.ts';
import { confirmInput, draftOf } from '../specimens.ts';
import type { Promised } from './busy-desk.ts';
import { until } from '../until.ts';
import { untilKilled } from './until-killed.ts';

const ROUNDS = 6;

/** Rows per registration of every table that its confirming writes to. */
function rowsPerRegistration(folder: string): Record<string, unknown>[] {
  const raw = new DatabaseSync(join(folder, 'storage', 'desk.db'));
  const rows = raw.prepare(`
    SELECT
      (SELECT count(*) FROM registration_token WHERE registration_seq = seq) > 10 AS findable,
      (SELECT count(*) FROM audit_entry WHERE subject = registration.id) AS audited,
      (SELECT count(*) FROM delivery WHERE registration_id = registration.id) AS deliveries,
      (SELECT state FROM capture WHERE capture.id = capture_id) AS capture
    FROM registration
  `).all();
  const orphans = raw.prepare(`
    SELECT (SELECT count(*) FROM audit_entry) AS audited, (SELECT count(*) FROM delivery) AS deliveries,
      (SELECT count(*) FROM capture WHERE state = 'confirmed') AS confirmed
  `).get();
  raw.close();
  expect(orphans).toEqual({ audited: rows.length, deliveries: 2 * rows.length, confirmed: rows.length });
  return rows;
}

it('keeps every promise and nothing half done when it is killed at any moment', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const masterKey = randomBytes(32).toString('base64');
  const began = Date.now();
  const promised: Promised[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    promised.push(...await untilKilled<Promised>('busy-desk.ts', folder, masterKey));
    for (const row of rowsPerRegistration(folder)) {
      expect(row).toEqual({ findable: 1, audited: 1, deliveries: 2, capture: 'confirmed' });
    }
  }
  const confirmed = promised.filter((promise) => promise.registrationId !== undefined);
  expect(confirmed.length).toBeGreaterThan(0);

  const keychain = createMemoryKeychain();
  await keychain.set('master-key', masterKey);
  // The list shows what was confirmed since midnight of the day on which the test began.
  const profile = await openProfile({ folder, keychain, now: () => began });
  for (const { draftId = '', registrationId, captureId } of confirmed) {
    expect(await profile.registrations.confirm(confirmInput(draftOf(), { draftId, captureId })))
      .toEqual({ registrationId, already: true });
  }
  // Captures that nobody confirmed are taken up again, or wait for a person where blows fell on more than one reading of
  // them, as if the picture itself had felled the desk. Each still has its picture, and no other file is left.
  await until(async () => {
    const states = (await profile.captures.list()).map((capture) => capture.state);
    const ended = states.map((state) => (state.kind === 'parked' ? state.code : state.kind));
    expect(ended.filter((one) => !['read', 'confirmed', 'ocr.crashed'].includes(one))).toEqual([]);
  });
  const captures = (await profile.captures.list()).map((capture) => capture.id);
  for (const { captureId } of promised) expect(captures).toContain(captureId);
  await until(() => {
    const files = readdirSync(join(folder, 'storage', 'pictures'));
    const originals = files.filter((name) => name.endsWith('.original'));
    expect(originals.sort()).toEqual(captures.map((id) => `${id}.original`).sort());
    expect(files.filter((name) => !/\.(?:original|display|zone\d)$/.test(name))).toEqual([]);
  });
});
