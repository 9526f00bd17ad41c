import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { KERNELS, KERNELS_SOURCE_SHA256 } from '../../electron/ocr/picture/kernels-code.ts';
import { KERNELS_MODULE, KERNELS_SOURCE, kernelsModule, sourceHash } from '../../scripts/kernels.ts';
import { ROOT } from '../../scripts/repository.ts';

const source = readFileSync(path.join(ROOT, KERNELS_SOURCE));

it('the compiled kernels are those of the source beside them', () => {
  expect(KERNELS_SOURCE_SHA256, 'kernels.as was changed: run `npm run kernels`').toBe(sourceHash(source));
});

it('nothing was changed by hand in the module that holds them', () => {
  const module = readFileSync(path.join(ROOT, KERNELS_MODULE), 'utf8').replaceAll('\r\n', '\n');
  expect(module).toBe(kernelsModule(source, Buffer.from(KERNELS, 'base64')));
});
