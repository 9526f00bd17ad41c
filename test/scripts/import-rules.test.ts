import { describe, expect, it } from 'vitest';
import { breaches } from '../../scripts/import-rules.ts';
import { importsIn } from '../../scripts/imports-of.ts';
import { ROOT } from '../../scripts/repository.ts';

const breachesOf = (file: string, text: string) => breaches(ROOT, importsIn(ROOT, file, text));

describe('import rules', () => {
  it('refuse electron outside the host', () => {
    expect(breachesOf('electron/records/x.ts', "import { app } from 'electron';")).toHaveLength(1);
    expect(breachesOf('electron/host/x.ts', "import { app } from 'electron';")).toHaveLength(0);
  });
  it('refuse Node in shared and in the page, also as a type and also without its prefix', () => {
    expect(breachesOf('shared/x.ts', "import { readFile } from 'fs/promises';")).toHaveLength(1);
    expect(breachesOf('renderer/x.tsx', "import type { Stats } from 'node:fs';")).toHaveLength(1);
  });
  it('refuse the reader the keychain and the database', () => {
    expect(breachesOf('electron/ocr/x.ts', "const k = await import('@napi-rs/keyring');")).toHaveLength(1);
    expect(breachesOf('electron/ocr/x.ts', "import { DatabaseSync } from 'node:sqlite';")).toHaveLength(1);
  });
  it('refuse the network to the domain, but not to a destination', () => {
    expect(breachesOf('electron/records/x.ts', "import https from 'node:https';")).toHaveLength(1);
    expect(breachesOf('electron/outbox/x.ts', "const s3 = await import('@aws-sdk/client-s3');")).toHaveLength(1);
    expect(breachesOf('electron/destinations/x.ts', "import https from 'node:https';")).toHaveLength(0);
  });
  it('find a package or a file that is not there', () => {
    expect(breachesOf('electron/x.ts', "import 'no-such-package-here';")).toHaveLength(1);
    expect(breachesOf('electron/x.ts', "export * from './no-such-file.ts';")).toHaveLength(1);
  });
  it('find a ring, unless only types go round', () => {
    const ring = (word: string) => breaches(ROOT, [
      ...importsIn(ROOT, 'shared/errors.ts', `${word} { A } from './origin.ts';`),
      ...importsIn(ROOT, 'shared/origin.ts', `${word} { B } from './errors.ts';`),
    ]);
    expect(ring('import')).toHaveLength(1);
    expect(ring('import type')).toHaveLength(0);
  });
  it('do not count what stands in comments and strings', () => {
    expect(breachesOf('shared/x.ts', "// import 'node:fs'\nexport const a = \"import 'node:fs'\";")).toHaveLength(0);
  });
});
