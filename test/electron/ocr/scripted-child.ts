/**
 * A child that speaks the worker's language and does what the bytes of its job say, so that every way to die can be
 * called for: `answer`, `paint` (read, its JPEGs made later, after the next one's where there is one), `hang`, `die`, `spin` (a busy loop), `fail`. `START` in the environment spoils the start.
 */
import type { FromWorker, ToWorker } from '../../../electron/ocr/worker-messages.ts';

const NOTHING = { state: 'searching', outline: null, format: null, quality: [], frames: 0, clarity: 0, seen: null, name: null } as const;
const start = process.env['START'] ?? 'well';
const post = (message: FromWorker): void => void process.send?.(message);
process.on('disconnect', () => process.exit(0));

if (start === 'dead') process.exit(3);

let painted: (() => void) | null = null;

process.on('message', (message: ToWorker) => {
  if (message.kind === 'open') {
    if (start === 'damaged') post({ kind: 'down', code: 'ocr.modelDamaged' });
    else if (start !== 'silent') post({ kind: 'ready', engine: 'native', loadMs: 1 });
  }
  if (message.kind === 'look') {
    if (message.session === 'die') process.kill(process.pid, 'SIGKILL');
    else if (message.session === 'fail') post({ kind: 'failed', id: message.id, code: 'picture.damaged' });
    else post({ kind: 'sight', id: message.id, sight: NOTHING });
  }
  if (message.kind !== 'read') return;
  const { id } = message;
  const order = new TextDecoder().decode(message.bytes);
  post({ kind: 'progress', id, fraction: 0.5 });
  if (order === 'die') process.kill(process.pid, 'SIGKILL');
  if (order === 'spin') for (;;);
  if (order === 'fail') post({ kind: 'failed', id, code: 'picture.damaged' });
  if (order.startsWith('answer') || order === 'paint') {
    const model = String(process.pid);
    const reading = { status: 'none', documents: [], quality: [], width: 1, height: 1, ms: 1, model } as const;
    const answer = (): void => post({ kind: 'done', id, picture: { reading, display: message.bytes, zones: [] } });
    if (order === 'paint') {
      painted = answer;
      setTimeout(answer, 2000);
      post({ kind: 'read', id });
      return;
    }
    setTimeout(() => {
      answer();
      painted?.();
    }, order === 'answer slowly' ? 150 : 0);
  }
});
