import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const version = (binary) => {
  const result = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim().slice(1) : undefined;
};

/**
 * Path of the Node that package.json pins (npm package `node`). Its install script is the one that allowScripts names; as
 * .npmrc lets no script run, it is run here.
 */
export function pinnedNode(root) {
  const folder = path.join(root, 'node_modules/node');
  const { version: wanted } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (process.versions.node === wanted) return process.execPath;
  const binary = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(binary) && version(binary) === wanted) return binary;

  console.log(`Getting Node ${wanted} (once)…`);
  const result = spawnSync(process.execPath, ['installArchSpecificPackage'], {
    cwd: folder, stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, npm_config_ignore_scripts: 'true', npm_config_loglevel: 'error' },
  });
  if (result.status !== 0 || version(binary) !== wanted) {
    console.error(`Could not get Node ${wanted} for ${process.platform} ${process.arch} from npm (package "node"). Is the npm registry reachable?`);
    process.exit(1);
  }
  return binary;
}
