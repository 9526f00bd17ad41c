import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ModelFiles } from './model-files.ts';
import type { Nets } from './nets.ts';
import { openSessions } from './sessions.ts';

/**
 * The nets on onnxruntime's WebAssembly build, in Node: for an Intel Mac, which has no native build, and wherever the
 * native library will not load. Everything comes from the installed package; nothing is fetched.
 */
export async function openWasmNets(files: ModelFiles): Promise<Nets> {
  const runtime = await import('onnxruntime-web');
  const dist = path.dirname(createRequire(import.meta.url).resolve('onnxruntime-web'));
  runtime.env.wasm.wasmPaths = pathToFileURL(dist + path.sep).href;
  runtime.env.wasm.numThreads = 1;
  runtime.env.logLevel = 'error';
  return openSessions('wasm', runtime, files, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
}
