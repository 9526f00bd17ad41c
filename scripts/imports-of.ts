import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { parseAst } from 'vite';

/** One import as written in `from`. `to` is a file from the root for our own, `node:x` or a package name otherwise. */
export type Import = { readonly from: string; readonly to: string; readonly line: number; readonly typeOnly: boolean };

type Node = { readonly type: string; readonly start: number; readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
const IMPORTING = new Set(['ImportDeclaration', 'ImportExpression', 'ExportAllDeclaration', 'ExportNamedDeclaration', 'TSImportType']);

function* importingNodes(node: Node): Generator<Node> {
  if (IMPORTING.has(node.type)) yield node;
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* importingNodes(child);
  }
}

function target(root: string, from: string, specifier: string): string {
  if (specifier.startsWith('.')) return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier)).replace(/\?.*$/, '');
  const bare = specifier.replace(/^node:/, '');
  if (specifier.startsWith('node:') || builtinModules.includes(bare)) return `node:${bare}`;
  const [scope = '', name] = specifier.split('/');
  const packageName = scope.startsWith('@') ? `${scope}/${name ?? ''}` : scope;
  return existsSync(path.join(root, 'node_modules', packageName)) ? packageName : `missing:${specifier}`;
}

/** All imports of one source text. Parsed, not matched, so that comments and strings do not count. */
export function importsIn(root: string, from: string, text: string): Import[] {
  const program: unknown = parseAst(text, { lang: from.endsWith('x') ? 'tsx' : 'ts' }, from);
  if (!isNode(program)) throw new Error(`${from} could not be parsed`);
  const found: Import[] = [];
  for (const node of importingNodes(program)) {
    const source = node['source'];
    if (!isNode(source) || typeof source['value'] !== 'string') continue;
    const kind = node['importKind'] ?? node['exportKind'];
    found.push({
      from, to: target(root, from, source['value']), line: text.slice(0, node.start).split('\n').length,
      typeOnly: kind === 'type' || node.type === 'TSImportType',
    });
  }
  return found;
}

/** All imports of the TypeScript files under these folders. */
export function importsOf(root: string, folders: readonly string[]): Import[] {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mts}`, { cwd: root }))
    .map((file) => file.replaceAll(path.sep, '/'))
    .toSorted();
  return files.flatMap((file) => importsIn(root, file, readFileSync(path.join(root, file), 'utf8')));
}
