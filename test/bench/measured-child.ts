import { readFileSync } from 'node:fs';
import { forkWorker, MODELS } from '../../electron/cli/fork-reader.ts';
import type { Engine } from '../../electron/ocr/nets/nets.ts';
import type { OcrPort } from '../../electron/ocr/ocr-port.ts';
import { superviseReader } from '../../electron/ocr/supervisor.ts';
import type { FromWorker } from '../../electron/ocr/worker-messages.ts';

export type MeasuredReader = {
  readonly port: OcrPort;
  /** Milliseconds the child's models took to load, once it is ready. */
  loadMs(): number;
  /** Highest resident memory of any child so far in MB; NaN where the system does not tell. */
  peakMb(): number;
  starts(): number;
};

/** The desk's OCR child, forked by plain Node, watched from outside. */
export function measuredReader(engines: readonly Engine[], options: { jobTimeoutMs?: number } = {}): MeasuredReader {
  let [loadMs, peak, starts, pid] = [NaN, 0, 0, -1];
  const look = (): void => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024);
    } catch {
      // Gone, or a system without /proc: the last figure stands.
    }
  };
  const port = superviseReader({
    engines, modelFolder: MODELS, ...options,
    fork: () => {
      starts += 1;
      const { reader, child } = forkWorker();
      pid = child.pid ?? -1;
      child.on('message', (message: FromWorker) => {
        look();
        if (message.kind === 'ready') loadMs = message.loadMs;
      });
      return reader;
    },
  });
  return { port, loadMs: () => loadMs, peakMb: () => (peak === 0 ? NaN : peak), starts: () => starts };
}
