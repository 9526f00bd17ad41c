/**
 * `npm run package`: installers of the desk for this machine, in release/out. `-- --dir` stops at the folder an installer
 * would lay down; `--target linux-arm64` packs for another machine; `--electron-dist <folder>` takes Electron from there;
 * `--vc-runtime <folder>` brings Microsoft's C++ runtime; `--release` refuses to go on without signing and a feed.
 */
import { parseArgs } from 'node:util';
import { buildDesk } from '../build-desk.ts';
import { buildPackage } from '../package/build-package.ts';
import { feedFrom } from '../package/feed.ts';
import { ownTarget, targetNamed } from '../package/targets.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false }, release: { type: 'boolean', default: false }, target: { type: 'string' },
    'electron-dist': { type: 'string' }, 'vc-runtime': { type: 'string' },
  },
});

try {
  const target = values.target === undefined ? ownTarget() : targetNamed(values.target);
  const feed = feedFrom(process.env);
  if (values.release && feed === null) throw new Error('A release has an update feed: set DESK_UPDATE_URL and DESK_UPDATE_PUBLIC_KEY; see docs/release.md.');
  await buildDesk();
  const folder = await buildPackage({
    target, feed, release: values.release, dirOnly: values.dir, env: process.env,
    electronDist: values['electron-dist'] ?? null, vcRuntime: values['vc-runtime'] ?? null,
  });
  console.log(`The packed program lies in ${folder}.`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
