/**
 * `npm run package:finish [-- --target linux-x64] [--release] [--rollout 20]`: after `npm run package`, writes the bill of
 * materials, signs .deb files and the update feed, and writes SHA256SUMS with its signature. `--rollout`: percent of the desks
 * that are offered this release at first. What there is no key for stays unsigned; with
 * `--release` that is a failure.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { outputFolder } from '../package/build-package.ts';
import { refreshFeed, signFeed, stageRollout } from '../package/feed-files.ts';
import { openGpgSigner } from '../package/gpg.ts';
import { billOfMaterials } from '../package/sbom.ts';
import { signDeb } from '../package/sign-deb.ts';
import { sha256Sums } from '../package/sums.ts';
import { ownTarget, targetNamed } from '../package/targets.ts';

const { values } = parseArgs({ options: { target: { type: 'string' }, release: { type: 'boolean', default: false }, rollout: { type: 'string', default: '100' } } });
const target = values.target === undefined ? ownTarget() : targetNamed(values.target);
const folder = outputFolder(target);
const keys = { gpg: process.env['GPG_SIGNING_KEY'] ?? '', feed: (process.env['DESK_UPDATE_SIGNING_KEY'] ?? '').replaceAll('\\n', '\n') };
if (values.release && (keys.gpg === '' || keys.feed === '')) {
  console.error('A release needs GPG_SIGNING_KEY and DESK_UPDATE_SIGNING_KEY; see docs/release.md.');
  process.exit(1);
}

writeFileSync(path.join(folder, `kakdoma-desk-${target.id}.cdx.json`), `${JSON.stringify(billOfMaterials(target, new Date()), null, 2)}\n`);
const signer = keys.gpg === '' ? null : openGpgSigner({ key: keys.gpg, passphrase: process.env['GPG_PASSPHRASE'] ?? '' });
try {
  if (signer !== null) {
    for (const deb of globSync('*.deb', { cwd: folder })) {
      const file = path.join(folder, deb);
      writeFileSync(file, signDeb(readFileSync(file), signer));
    }
  }
  refreshFeed(folder);
  stageRollout(folder, Number(values.rollout));
  const feeds = keys.feed === '' ? [] : signFeed(folder, keys.feed);
  const sums = await sha256Sums(folder);
  writeFileSync(path.join(folder, 'SHA256SUMS'), sums);
  if (signer !== null) writeFileSync(path.join(folder, 'SHA256SUMS.asc'), signer.sign(Buffer.from(sums), { armour: true }));
  console.log(`${sums.split('\n').length - 1} files in ${folder}; ${signer === null ? 'not signed by GPG' : `signed by ${signer.fingerprint}`}; feed files signed: ${feeds.join(', ') || 'none'}.`);
} finally {
  signer?.close();
}
