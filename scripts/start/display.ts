import { spawnSync } from 'node:child_process';

/** True where a window can be shown: always on Windows and macOS, on Linux when an X or Wayland server answers. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  if (process.env['WAYLAND_DISPLAY'] !== undefined) return true;
  if (process.env['DISPLAY'] === undefined || process.env['DISPLAY'] === '') return false;
  // A forgotten DISPLAY points nowhere; where xset is missing, believe it.
  const probe = spawnSync('xset', ['q'], { stdio: 'ignore', timeout: 5000 });
  return probe.error !== undefined || probe.status === 0;
}
