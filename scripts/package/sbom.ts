/** The bill of materials of a package in CycloneDX 1.6: which software and which models are in it, from whom, under what terms. */
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../repository.ts';
import { shippedPackages } from './licences.ts';
import { readLockFile } from './lock-file.ts';
import type { Target } from './targets.ts';

type Component = {
  readonly type: 'library' | 'framework' | 'application' | 'machine-learning-model';
  readonly 'bom-ref': string;
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly purl?: string;
  readonly hashes?: readonly { readonly alg: 'SHA-512' | 'SHA-256'; readonly content: string }[];
  readonly licenses?: readonly ({ readonly license: { readonly id: string } | { readonly name: string } } | { readonly expression: string })[];
};

/** A package's own words are an SPDX id, an expression of several, or a sentence. */
function licences(said: string): NonNullable<Component['licenses']> {
  const words = said.replace(/^\((.*)\)$/, '$1');
  if (/^[A-Za-z0-9.+-]+$/.test(words)) return [{ license: { id: words } }];
  return /^[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)+$/.test(words) ? [{ expression: said }] : [{ license: { name: said } }];
}

const purlOf = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function libraries(target: Target): Component[] {
  const packages = readLockFile();
  return shippedPackages(packages, target).map(({ place, name, version, licence }) => {
    const [scope, short] = name.startsWith('@') ? name.split('/') : [undefined, name];
    const sha512 = /^sha512-(.+)$/.exec(packages.get(place)?.integrity ?? '')?.[1];
    return {
      type: 'library', 'bom-ref': place, ...(scope === undefined ? {} : { group: scope }), name: short ?? name, version,
      purl: purlOf(name, version), licenses: licences(licence),
      ...(sha512 === undefined ? {} : { hashes: [{ alg: 'SHA-512' as const, content: Buffer.from(sha512, 'base64').toString('hex') }] }),
    };
  });
}

function models(version: string): Component[] {
  return ['locator', 'recogniser'].map((name) => {
    const card = JSON.parse(readFileSync(path.join(ROOT, 'resources/models', `${name}.json`), 'utf8')) as { file: string; sha256: string };
    return {
      type: 'machine-learning-model', 'bom-ref': `model:${name}`, name: card.file, version,
      hashes: [{ alg: 'SHA-256', content: card.sha256 }], licenses: [{ license: { id: 'MIT' } }],
    };
  });
}

/** `at`: when, for the head of the file. */
export function billOfMaterials(target: Target, at: Date): object {
  const { name, version, devDependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as
    { name: string; version: string; devDependencies: { electron: string } };
  const electron = devDependencies.electron;
  const own = `${name}@${version}+${target.id}`;
  const components: Component[] = [
    { type: 'framework', 'bom-ref': 'electron', name: 'electron', version: electron, purl: purlOf('electron', electron), licenses: [{ license: { id: 'MIT' } }] },
    ...libraries(target), ...models(version),
  ];
  // Tells whether two packages are made of the same, whatever their numbers say.
  const digest = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json', bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
    serialNumber: `urn:uuid:${randomUUID()}`,
    metadata: {
      timestamp: at.toISOString(),
      component: { type: 'application', 'bom-ref': own, name, version, licenses: [{ license: { id: 'MIT' } }],
        properties: [{ name: 'kakdoma:target', value: target.id }, { name: 'kakdoma:components-sha256', value: digest }] },
    },
    components,
    dependencies: [{ ref: own, dependsOn: components.map((one) => one['bom-ref']) }],
  };
}
