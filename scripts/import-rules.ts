import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Import } from './imports-of.ts';

type Rule = { readonly name: string; readonly why: string; readonly from: RegExp; readonly except?: RegExp; readonly to: RegExp };

const NETWORK = /^node:(https?|http2|net|tls|dgram|dns)(\/|$)|^@aws-sdk\//;
const either = (...parts: readonly RegExp[]) => new RegExp(parts.map((part) => part.source).join('|'));

/** Who may import what. The reasons stand in the design page; a rule is changed by a decision in docs/decisions. */
export const IMPORT_RULES: readonly Rule[] = [
  { name: 'shared is alone', why: 'it runs anywhere', from: /^shared\//, to: either(/^(electron|renderer|test|scripts)\//, /^node:/) },
  { name: 'the page knows shared only', why: 'it reaches the rest through window.desk', from: /^renderer\//,
    to: either(/^(electron|test|scripts)\//, /^node:/) },
  { name: 'main draws nothing', why: 'the page does', from: /^electron\//, to: /^(renderer|test|scripts|react|react-dom|zustand)(\/|$)/ },
  { name: 'electron in the host only', why: 'so the domain is plain Node and its tests need no mock',
    from: /^(electron|shared|renderer|scripts)\//, except: /^electron\/(main\.ts|preload\.ts|host\/)/, to: /^electron$/ },
  { name: 'the domain knows no host', why: 'services are handed what they need by start.ts',
    from: /^electron\//, except: /^electron\/(main\.ts|start\.ts|preload\.ts|host\/)/, to: /^electron\/host\// },
  { name: 'the reader sees no secret', why: 'the child that decodes hostile pictures must have nothing to give away',
    from: /^electron\/(ocr\/|pages\/(worker|pages-of-file|pdf-pages|tiff-pages|guest-table))/, to: either(/^electron\/(db|secrets|records|capture|settings|ipc|host)\//, /^@napi-rs\/keyring$/, /^node:sqlite$/) },
  { name: 'no network in the domain', why: 'nothing leaves the desk but through destinations and the bot; scanners are asked, and told nothing',
    from: /^(electron|shared)\//, except: /^electron\/(destinations|telegram|sources\/escl)\//, to: NETWORK },
  { name: 'the product needs no test', why: 'tests are not shipped', from: /^(electron|shared|renderer)\//, to: /^test\// },
];

const describe = (found: Import, rule: string, why: string) => `${found.from}:${found.line} imports ${found.to}: ${rule} (${why})`;

/** Files that import each other in a ring; imports of types alone do not count, they are gone at run time. */
function rings(imports: readonly Import[]): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to, typeOnly } of imports) {
    if (!typeOnly && to.includes('/')) next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]) => {
    const at = trail.indexOf(file);
    if (at !== -1) { found.push(`a ring of imports: ${[...trail.slice(at), file].join(' → ')}`); return; }
    if (done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}

/** Every breach, one sentence each. */
export function breaches(root: string, imports: readonly Import[]): string[] {
  const broken = imports.flatMap((found) => IMPORT_RULES
    .filter((rule) => rule.from.test(found.from) && !(rule.except?.test(found.from) ?? false) && rule.to.test(found.to))
    .map((rule) => describe(found, rule.name, rule.why)));
  const dangling = imports
    .filter(({ to }) => to.startsWith('missing:') || (/^(electron|renderer|shared|scripts|test)\//.test(to) && !existsSync(path.join(root, to))))
    .map((found) => describe(found, 'there is no such file or package', 'it would fail when run'));
  return [...broken, ...dangling, ...rings(imports)];
}
