import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ModelFiles } from './model-files.ts';
import type { Nets } from './nets.ts';
import { openSessions } from './sessions.ts';

/** As many as the native engine gets. */
const THREADS = 2;
/** The module every thread of the runtime runs. */
const THREAD_MODULE = 'ort-wasm-simd-threaded.mjs';
const PROBE_MS = 2000;

/**
 * Whether a thread can run the runtime's module. Asked before the runtime is: where it cannot, inside an archive say, the
 * runtime would wait for its threads for ever.
 */
function threadsRun(module: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const worker = new Worker(module);
    const patience = setTimeout(() => void worker.terminate(), PROBE_MS);
    worker.once('error', () => resolve(false));
    worker.once('exit', (code) => {
      clearTimeout(patience);
      resolve(code === 0);
    });
  });
}

/**
 * The nets on onnxruntime's WebAssembly build, in Node: for an Intel Mac, which has no native build, and wherever the
 * native library will not load. Everything comes from the installed package; nothing is fetched.
 */
export async function openWasmNets(files: ModelFiles): Promise<Nets> {
  const runtime = await import('onnxruntime-web');
  const dist = pathToFileURL(path.dirname(createRequire(import.meta.url).resolve('onnxruntime-web')) + path.sep);
  runtime.env.wasm.wasmPaths = dist.href;
  runtime.env.wasm.numThreads = await threadsRun(new URL(THREAD_MODULE, dist)) ? THREADS : 1;
  runtime.env.logLevel = 'error';
  return openSessions('wasm', runtime, files, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
}
