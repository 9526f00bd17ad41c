/**
 * A real gnome-keyring on a D-Bus session of its own, so that the tests neither need nor touch the keychain of whoever
 * runs them. `keyringIsInstalled` tells whether this machine can.
 */
import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type KeychainStep =
  | { readonly call: 'get' | 'delete'; readonly account: string }
  | { readonly call: 'set'; readonly account: string; readonly secret: string };
export type StepResult = { readonly value: string | boolean | null } | { readonly code: string };

/** `unlocked`: as after a login; `locked`: the daemon runs and nobody has typed the password; `noBus`: no D-Bus. */
export type KeyringState = 'unlocked' | 'locked' | 'noBus';

const probe = join(import.meta.dirname, 'keychain-probe.ts');

export const keyringIsInstalled = ['dbus-run-session', 'gnome-keyring-daemon'].every(
  (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0,
);

const START: Record<Exclude<KeyringState, 'noBus'>, string> = {
  unlocked: 'printf test | gnome-keyring-daemon --unlock --components=secrets',
  locked: 'gnome-keyring-daemon --start --components=secrets',
};

/** Does the steps in a fresh session over `home`, which keeps the keyring's files from one session to the next. */
export async function inSession(
  home: string, state: KeyringState, steps: readonly KeychainStep[], options: { timeoutMs?: number; service?: string } = {},
): Promise<StepResult[]> {
  const { timeoutMs = 20_000, service = 'Kakdoma Desk test' } = options;
  const { stdout } = await runInSession(home, state, [probe, JSON.stringify({ steps, timeoutMs, service })]);
  return JSON.parse(stdout) as StepResult[];
}

/** Runs Node with these arguments in such a session; rejects when it ends with anything but 0. */
export async function runInSession(
  home: string, state: KeyringState, args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  const runtime = join(home, 'run');
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  const env = { ...rest, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: runtime };
  const run = promisify(execFile);
  return state === 'noBus'
    ? run(process.execPath, args, { env })
    : run('dbus-run-session', [
        '--', 'sh', '-c', `${START[state]} >/dev/null && exec "$0" "$@"`, process.execPath, ...args,
      ], { env });
}

/** Answers every request to unlock with silence, as a prompt does that nobody sees. */
export function installSilentPrompter(home: string): void {
  const services = join(home, 'data', 'dbus-1', 'services');
  mkdirSync(services, { recursive: true });
  writeFileSync(
    join(services, 'org.gnome.keyring.SystemPrompter.service'),
    '[D-BUS Service]\nName=org.gnome.keyring.SystemPrompter\nExec=/bin/sh -c "sleep 2; exit 1"\n',
  );
}
