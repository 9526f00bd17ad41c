import { expect, it } from 'vitest';
import { endInOrder } from '../../electron/end-in-order.ts';

it('ends every part in its order though one cannot, says which, and that not all is well', async () => {
  const told: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (event: string, details?: object) => void told.push([event, details]) };
  const ended: string[] = [];
  const stuck = new Error('stuck');
  const ending = endInOrder([
    ['bot', async () => { ended.push('bot'); throw stuck; }],
    ['courier', async () => { ended.push('courier'); }],
    ['storage', () => { ended.push('storage'); }],
  ], log);
  await expect(ending).rejects.toThrow('1 of 3');
  expect(ended).toEqual(['bot', 'courier', 'storage']);
  expect(told).toEqual([['desk.endFailed', { state: 'bot', error: stuck }]]);
  await endInOrder([['bot', () => undefined]], log);
  expect(told).toHaveLength(1);
});
