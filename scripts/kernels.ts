import { createHash } from 'node:crypto';

export const KERNELS_SOURCE = 'electron/ocr/picture/kernels.as';
export const KERNELS_MODULE = 'electron/ocr/picture/kernels-code.ts';

const LINE = 100;

/** SHA-256 of the source, its line ends as git keeps them. */
export const sourceHash = (source: Uint8Array): string =>
  createHash('sha256').update(Buffer.from(source).toString('utf8').replaceAll('\r\n', '\n')).digest('hex');

/** Text of the module that holds the compiled kernels, and which source they were compiled from. */
export function kernelsModule(source: Uint8Array, wasm: Uint8Array): string {
  const lines = Buffer.from(wasm).toString('base64').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return `/** Compiled from kernels.as by \`npm run kernels\`; not to be edited. */
export const KERNELS_SOURCE_SHA256 = '${sourceHash(source)}';

export const KERNELS = \`
${lines.join('\n')}
\`;
`;
}
