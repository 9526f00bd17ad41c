import { statfs } from 'node:fs/promises';
import { finding, type Check } from '../check.ts';

const MEGABYTE = 1024 * 1024;
const GIGABYTE = 1024 * MEGABYTE;
/** A day's pictures of a busy desk are some hundred megabytes. */
const LOW = 2 * GIGABYTE;
const FULL = 300 * MEGABYTE;

/** How much room the disk of the profile has left. */
export function checkDisk(folder: string): Check {
  return {
    name: 'disk',
    async run() {
      const { bavail, bsize } = await statfs(folder);
      const free = bavail * bsize;
      if (free < FULL) return [finding('disk', 'disk.full', { facts: [Math.floor(free / MEGABYTE)] })];
      const gigabytes = (free / GIGABYTE).toFixed(1);
      return [finding('disk', free < LOW ? 'disk.low' : 'disk.fine', { facts: [gigabytes] })];
    },
  };
}
