import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { signingFor } from '../../../scripts/package/signing.ts';
import { ROOT } from '../../../scripts/repository.ts';

// The builder's own loading and validation, with its own schema: not exported by name, so reached by place.
const { getConfig, validateConfiguration } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config') as {
  getConfig: (folder: string, file: string, more: null) => Promise<Config>;
  validateConfiguration: (config: unknown, logger: { isEnabled: false }) => Promise<void>;
};
const { definitions } = createRequire(import.meta.url)('app-builder-lib/scheme.json') as
  { definitions: { FuseOptionsV1: { properties: Record<string, unknown> } } };

type Config = { readonly electronVersion: string; readonly electronFuses: Record<string, boolean>; readonly mac: { readonly entitlements: string } };
const config = await getConfig(ROOT, 'electron-builder.yml', null);
const valid = (of: object) => validateConfiguration(of, { isEnabled: false });
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { devDependencies: { electron: string } };

describe('the packages\' configuration', () => {
  it('is one that electron-builder takes', async () => {
    await expect(valid(config)).resolves.toBeUndefined();
    await expect(valid({ ...config, noSuchKey: true })).rejects.toThrow(/noSuchKey/);
  });

  it('packs the Electron that the types come from', () => {
    expect(config.electronVersion).toBe(manifest.devDependencies.electron);
  });

  it('decides every fuse the builder knows', () => {
    const known = Object.keys(definitions.FuseOptionsV1.properties).filter((name) => name !== 'resetAdHocDarwinSignature');
    expect(Object.keys(config.electronFuses).sort()).toEqual(known.sort());
  });

  it('stays valid with every way of signing', async () => {
    const all = new Proxy({}, { get: () => 'set' });
    for (const os of ['win', 'mac', 'linux'] as const) {
      const signing = signingFor(os, all);
      expect(signing.kind).toBe('signed');
      if (signing.kind === 'signed') await expect(valid({ ...config, ...signing.config })).resolves.toBeUndefined();
    }
  });
});

describe('signing', () => {
  it('is left out where its variables are not set, and names what is missing of the nearest way', () => {
    expect(signingFor('win', {})).toEqual({ kind: 'unsigned', missing: ['WIN_CSC_LINK', 'WIN_CSC_KEY_PASSWORD', 'WIN_PUBLISHER'] });
    expect(signingFor('win', { WIN_CSC_LINK: 'file', WIN_PUBLISHER: '' })).toEqual({ kind: 'unsigned', missing: ['WIN_CSC_KEY_PASSWORD', 'WIN_PUBLISHER'] });
  });

  it('takes a PFX where that is complete and Azure is not', () => {
    expect(signingFor('win', { AZURE_TENANT_ID: 't', WIN_CSC_LINK: 'f', WIN_CSC_KEY_PASSWORD: 'p', WIN_PUBLISHER: 'CN=K' }))
      .toMatchObject({ kind: 'signed', by: 'a PFX certificate', config: { win: { signtoolOptions: { publisherName: 'CN=K' } } } });
  });

  it('notarises on macOS only with a key to ask Apple with', () => {
    const half = { CSC_LINK: 'l', CSC_KEY_PASSWORD: 'p' };
    expect(signingFor('mac', half)).toMatchObject({ kind: 'unsigned' });
    expect(signingFor('mac', { ...half, APPLE_API_KEY: 'k', APPLE_API_KEY_ID: 'i', APPLE_API_ISSUER: 's' }))
      .toMatchObject({ kind: 'signed', config: { mac: { notarize: true } } });
  });
});
