import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { DeskBridge } from '../../shared/contract.ts';
import { expect, test } from './app.ts';
import { confirmNow, openFiles, strip, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT } from './specimen-files.ts';

test('what is confirmed reaches the folder that is switched on, and nothing before', async ({ desk }) => {
  const archive = path.join(desk.profile, 'archive');
  const app = await desk.open();
  await app.page.evaluate(async () => {
    const { desk } = window as unknown as { desk: DeskBridge };
    const place = { kind: 'folder', folder: 'own' } as const;
    const added = await desk.request('destination:add', { name: 'Archive', place, secret: null });
    if (added.ok) await desk.request('destination:edit', { destinationId: added.value.id, on: true });
  });
  await expect(strip(app.page, 'Archive')).toBeVisible();
  await openFiles(app, [PASSPORT]);
  await untilRead(app.page, 1);
  expect(readdirSync(archive)).toEqual([]);
  await confirmNow(app.page, GUEST.title);
  await expect.poll(() => readdirSync(archive).length).toBe(1);
  await app.close();

  const again = await desk.open();
  await expect(strip(again.page, 'Archive')).toBeVisible();
  expect(readdirSync(archive)).toHaveLength(1);
});
