import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createLogFiles } from '../../../electron/logs/log-files.ts';
import { openDesk, delivered, scripted } from '../outbox/outbox-desk.ts';
import { confirmInput, draftOf } from '../specimens.ts';

it('follows one document through the log, from its picture over reading and confirming to every delivery', async () => {
  const busy = { kind: 'retry', code: 'server.busy' } as const;
  const crm = scripted('bitrix-1', busy, delivered);
  const desk = await openDesk([crm, scripted('folder-1', delivered)]);
  const { captures, registrations, folder } = desk.profile;
  const { captureId } = await captures.add(new Uint8Array([1, 2, 3]), 'drop');
  await expect.poll(async () => (await captures.list())[0]?.state.kind).toBe('read');
  await registrations.confirm({
    ...confirmInput(draftOf({ documentNumber: 'UTO123456' }), { destinations: ['bitrix-1', 'folder-1'] }), captureId,
  });
  desk.courier.kick();
  await desk.clock.pass(60 * 60_000);

  const rows = await createLogFiles(join(folder, 'logs')).list({ level: 'all', correlationId: captureId, limit: 100 });
  const events = rows.toReversed().map(({ event }) => event);
  expect(events.slice(0, 3)).toEqual(['capture.added', 'capture.read', 'registration.confirmed']);
  expect(events.slice(3).every((event) => event === 'delivery.attempted')).toBe(true);
  expect(events.length).toBeGreaterThanOrEqual(6);
  // What is told to the other side is the same id.
  expect(new Set(crm.jobs.map(({ correlationId }) => correlationId))).toEqual(new Set([captureId]));
});
