/**
 * `npm run doctor [-- --profile <folder>] [--lang ru]`: looks at this computer as the page "Check-up" does, without a
 * window and beside a running desk. Exit codes: 0 nothing is bad, 1 something is, 64 for a wrong call.
 */
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { verdictOf } from '../../shared/doctor.ts';
import { DeskError } from '../../shared/errors.ts';
import { doctorReport } from '../../shared/doctor-report.ts';
import { laidOver } from '../../shared/policy-file.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import { createStorage } from '../db/storage.ts';
import { createDeskDestinations } from '../destinations/desk-destinations.ts';
import { camerasOfSystem } from '../doctor/checks/camera.ts';
import { deskChecks } from '../doctor/desk-checks.ts';
import { checkScanners } from '../doctor/checks/scanners.ts';
import { checkUpdates } from '../doctor/checks/updates.ts';
import { examine } from '../doctor/examine.ts';
import type { Log } from '../log.ts';
import type { OcrPort, ReaderState } from '../ocr/ocr-port.ts';
import { policyFilePlace, readPolicyFile } from '../policy-file/policy-file.ts';
import { keychainService } from '../secrets/keychain-service.ts';
import { createOsKeychain } from '../secrets/os-keychain.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { readVersionedSettings } from '../settings/versions.ts';
import { createDeskSources } from '../sources/desk-sources.ts';
import { forkReader } from './fork-reader.ts';
import { usualProfileFolder } from './profile-folder.ts';

const USAGE = 'usage: npm run doctor [-- --profile <folder>] [--lang ru|en]\n';
const MODELS = fileURLToPath(new URL('../../resources/models', import.meta.url));
const MANIFEST = fileURLToPath(new URL('../../package.json', import.meta.url));

/** Nothing is written beside a desk that may be running. */
const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function settingsIn(folder: string): Settings {
  const file = path.join(folder, 'settings.json');
  if (!existsSync(file)) return DEFAULT_SETTINGS;
  const read = readVersionedSettings(JSON.parse(readFileSync(file, 'utf8')));
  return read.kind === 'read' ? read.settings : DEFAULT_SETTINGS;
}

/** The devices of the desk, to be tested and nothing else: what they find out is for the desk itself to keep. */
function devicesOf(settings: Settings) {
  const refuse = () => Promise.reject(new DeskError('settings.locked'));
  const fixed: SettingsStore = {
    get: () => settings, isNew: () => false, trouble: () => null, set: refuse, onChanged: () => () => undefined, settled: async () => undefined,
  };
  const nothing = () => undefined;
  return createDeskSources({
    settings: fixed, captures: { add: refuse, addLines: refuse }, log: silent, platform: process.platform,
    progress: nothing, unread: nothing, changed: nothing,
  });
}

/** Resolves when the reader is up or has given up. */
function settled(reader: OcrPort): Promise<ReaderState> {
  const isSettled = ({ kind }: ReaderState): boolean => kind === 'ready' || kind === 'down';
  if (isSettled(reader.state())) return Promise.resolve(reader.state());
  return new Promise((resolve) => {
    const unhear = reader.onState((state) => {
      if (!isSettled(state)) return;
      unhear();
      resolve(state);
    });
  });
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { profile: { type: 'string' }, lang: { type: 'string', default: 'en' } } });
  if (values.lang !== 'ru' && values.lang !== 'en') {
    process.stderr.write(USAGE);
    return 64;
  }
  const own = values.profile === undefined ? null : path.resolve(values.profile);
  const profile = own ?? usualProfileFolder();
  const keychain = createOsKeychain({ service: keychainService(own), timeoutMs: 20_000 });
  const policy = await readPolicyFile(policyFilePlace(), silent);
  const settings = policy.kind === 'read' ? laidOver(settingsIn(profile), policy.lock) : settingsIn(profile);
  const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string };
  const storage = createStorage({ folder: path.join(profile, 'store'), keychain, log: silent });
  const destinations = createDeskDestinations({
    keychain, storage, log: silent, fetch, version, policy: () => settings.policy,
  });
  const devices = devicesOf(settings);
  const reader = forkReader();
  try {
    const findings = await examine(deskChecks({
      about: { version, platform: `${process.platform}-${process.arch}`, demo: false, policy },
      profile: existsSync(profile) ? profile : tmpdir(), models: MODELS, keychain, fetch, settings: () => settings,
      reader: () => settled(reader), audit: async () => null, cameras: camerasOfSystem,
      test: (one, signal) => destinations.single(one).test(signal),
      // The command runs from the source, which follows no feed; a package's own feed is asked by its window.
      more: [checkScanners({ settings: () => settings.sources, test: devices.admin.test }), checkUpdates(() => Promise.resolve('off'))],
    }), silent);
    process.stdout.write(doctorReport(findings, values.lang, new Date()));
    return findings.some((one) => verdictOf(one) === 'bad') ? 1 : 0;
  } finally {
    await Promise.all([reader.stop(), devices.stop()]);
  }
}

process.exitCode = await main();
