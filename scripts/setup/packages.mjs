import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const read = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;

/**
 * True when every package of the lock file lies installed in its version, going by npm's own record. Optional ones may be
 * missing: they are for other platforms.
 */
export function packagesAreInPlace(root) {
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = read(path.join(root, 'package-lock.json'));
  const installed = read(record);
  return Object.entries(wanted).every(([name, { version, optional, devOptional, link }]) => {
    if (name === '' || link) return true;
    const there = installed[name];
    if (there === undefined) return Boolean(optional || devOptional);
    return there.version === version && existsSync(path.join(root, name));
  });
}

/** Runs npm with its own script where we know it, so that no shell is needed on Windows either. */
export function npm(args, options) {
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_ignore_scripts: 'true', ...options.env };
  const script = process.env.npm_execpath;
  const ours = script !== undefined && /npm-cli\.c?js$/.test(script);
  return ours
    ? spawnSync(process.execPath, [script, ...args], { ...options, env })
    : spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { ...options, env, shell: process.platform === 'win32' });
}

/** `npm ci` from the lock file when something is missing; ends the program with npm's own words when that fails. */
export function installPackages(root) {
  if (packagesAreInPlace(root)) return;
  console.log('Installing packages from package-lock.json (once)…');
  const result = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) {
    console.error('Could not install the packages: npm ci failed, see above. Is the npm registry reachable?');
    process.exit(1);
  }
}
