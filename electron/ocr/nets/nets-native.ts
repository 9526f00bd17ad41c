import type { ModelFiles } from './model-files.ts';
import type { Nets } from './nets.ts';
import { openSessions } from './sessions.ts';

/**
 * The nets on onnxruntime's native library. Imported only when asked for: on a machine without the C++ runtime the
 * import itself fails, and then the WASM engine takes over.
 */
export async function openNativeNets(files: ModelFiles): Promise<Nets> {
  const runtime = await import('onnxruntime-node');
  return openSessions('native', runtime, files, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: 2,
    interOpNumThreads: 1,
    // Pictures differ in size, so remembered layouts are never used again and only hold memory.
    enableMemPattern: false,
    // Threads that spin while they wait would take the page's time on a desk of two cores.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    logSeverityLevel: 3,
  });
}
