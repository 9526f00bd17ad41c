import { readdir } from 'node:fs/promises';
import { finding, type Check } from '../check.ts';

/** `cameras`: how many the page sees; null: nobody can tell. */
export function checkCamera(cameras: () => Promise<number | null>): Check {
  return {
    name: 'camera',
    async run() {
      const count = await cameras();
      if (count === null) return [finding('camera', 'camera.unknown')];
      return [finding('camera', count === 0 ? 'camera.none' : 'camera.fine', { facts: [count] })];
    },
  };
}

/** Without a window: on Linux a camera is a file, elsewhere only the page is told. */
export async function camerasOfSystem(): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  return (await readdir('/dev')).filter((name) => /^video\d+$/.test(name)).length;
}
