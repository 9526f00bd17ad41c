import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { DeskBridge } from '../../shared/contract.ts';
import type { DestinationSettings } from '../../shared/destinations.ts';
import { expect, test } from './app.ts';
import { confirmNow, openFiles, strip, untilRead } from './desk-page.ts';
import { GUEST, PASSPORT } from './specimen-files.ts';

test('what is confirmed reaches the folder that is switched on, and nothing before', async ({ desk }) => {
  const archive = path.join(desk.profile, '..', 'archive');
  mkdirSync(archive);
  const folder: DestinationSettings = { id: 'folder-1', kind: 'folder', name: 'Archive', on: true, options: { path: archive } };
  const app = await desk.open();
  await app.page.evaluate((destinations) => {
    const { desk } = window as unknown as { desk: DeskBridge };
    return desk.request('settings:set', { destinations });
  }, [folder]);
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
