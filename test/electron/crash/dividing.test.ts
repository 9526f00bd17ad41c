import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createMemoryKeychain } from '../../../electron/secrets/memory-keychain.ts';
import { openProfile, temporaryFolder } from '../profile.ts';
import { createScriptedOcr } from '../scripted-ocr.ts';
import { specimenReading } from '../specimens.ts';
import { until } from '../until.ts';
import { untilKilled } from './until-killed.ts';

const ROUNDS = 3;

it('makes of every picture of three documents three captures, killed at any moment', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const masterKey = randomBytes(32).toString('base64');
  const began = Date.now();
  const added: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) added.push(...await untilKilled<string>('dividing-desk.ts', folder, masterKey));
  const keychain = createMemoryKeychain();
  await keychain.set('master-key', masterKey);
  const ocr = createScriptedOcr(({ bytes }) => ({ reading: specimenReading(3), display: bytes, zones: [bytes, bytes, bytes] }));
  const { captures } = await openProfile({ folder, keychain, ocr, now: () => began });
  // One that was being read at several blows waits for a person, as if it had felled the desk.
  const settle = async (): Promise<void> => {
    for (const { id, state } of await captures.list()) if (state.kind === 'parked') await captures.retry(id);
    const states = new Set((await captures.list()).map(({ state }) => state.kind));
    expect([...states]).toEqual(['read']);
  };
  await until(settle);
  const list = await captures.list();
  const pictures = Map.groupBy(list, ({ id, part }) => part?.pictureId ?? id);
  for (const id of added) expect(pictures.has(id)).toBe(true);
  for (const parts of pictures.values()) {
    expect(parts.map(({ part }) => [part?.number, part?.of]).toSorted()).toEqual([[1, 3], [2, 3], [3, 3]]);
  }
  const files = list.flatMap(({ id }) => ['display', 'original', 'zone0'].map((kind) => `${id}.${kind}`)).toSorted();
  await until(() => expect(readdirSync(join(folder, 'storage', 'pictures')).toSorted()).toEqual(files));
});
