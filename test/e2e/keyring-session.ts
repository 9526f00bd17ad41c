/**
 * A real gnome-keyring on a D-Bus session of its own for one spec, over as many starts of the desk as the spec likes: the
 * keychain of whoever runs the specs is neither needed nor touched. On Windows and macOS the system's own is used, where
 * each profile's secrets stand under its folder's name.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

export type KeyringSession = {
  /** Given to the desk so that it finds this session's bus. */
  readonly env: NodeJS.ProcessEnv;
  /** As when a person locks the keychain in the middle of things. */
  lock(): void;
  /** As when they type the password. */
  unlock(): Promise<void>;
  stop(): Promise<void>;
};

const PASSWORD = 'test';
const COLLECTION = '/org/freedesktop/secrets/collection/login';
const exited = (child: ChildProcess) => new Promise<void>((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  else child.once('exit', () => resolve());
});
const firstLine = (child: ChildProcess) => new Promise<string>((resolve, reject) => {
  if (child.stdout === null) return reject(new Error('no output to read'));
  createInterface(child.stdout).once('line', resolve);
  child.once('exit', (code) => reject(new Error(`it ended with ${String(code)} before it said anything`)));
});

const busSays = (env: NodeJS.ProcessEnv, method: string, ...args: string[]) => spawnSync('dbus-send', ['--session', '--print-reply',
  '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus', `org.freedesktop.DBus.${method}`, ...args], { env, encoding: 'utf8' }).stdout;

/** Talks to the Secret Service as a password manager would. */
function secretService(env: NodeJS.ProcessEnv, method: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.secrets',
    '/org/freedesktop/secrets', `org.freedesktop.Secret.Service.${method}`, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${method}: ${stderr}`);
  return stdout;
}

export async function startKeyring(home: string): Promise<KeyringSession> {
  if (process.platform !== 'linux') {
    const unsupported = () => { throw new Error('only a private keyring can be locked'); };
    return { env: {}, lock: unsupported, unlock: unsupported, stop: async () => undefined };
  }
  const runtime = path.join(home, 'run');
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...rest } = process.env;
  const own = { HOME: home, XDG_DATA_HOME: path.join(home, 'data'), XDG_RUNTIME_DIR: runtime };
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    env: { ...rest, ...own }, stdio: ['ignore', 'pipe', 'ignore'],
  });
  const env = { ...own, DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) };
  const busEnv = { ...rest, ...env };
  const logIn = () => {
    const started = spawn('gnome-keyring-daemon', ['--foreground', '--unlock', '--components=secrets'], {
      env: busEnv, stdio: ['pipe', 'ignore', 'ignore'],
    });
    started.stdin.end(PASSWORD);
    return started;
  };
  let daemon = logIn();

  const isLocked = () => {
    const { stdout } = spawnSync('dbus-send', ['--session', '--print-reply', '--dest=org.freedesktop.secrets', COLLECTION,
      'org.freedesktop.DBus.Properties.Get', 'string:org.freedesktop.Secret.Collection', 'string:Locked'], { env: busEnv, encoding: 'utf8' });
    return !stdout.includes('boolean false');
  };
  const untilUnlocked = async () => {
    const patience = Date.now() + 60_000;
    // Asking for a service that is not there yet would have the bus start another, locked one.
    while (!busSays(busEnv, 'NameHasOwner', 'string:org.freedesktop.secrets').includes('true') || isLocked()) {
      if (Date.now() > patience) throw new Error('gnome-keyring did not unlock its collection');
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  };
  await untilUnlocked();

  return {
    env,
    lock: () => {
      secretService(busEnv, 'Lock', `array:objpath:${COLLECTION}`);
      if (!isLocked()) throw new Error('the collection is still open');
    },
    unlock: async () => {
      // Logging in anew: a daemon that runs takes no password but through a prompt on a screen.
      daemon.kill();
      await exited(daemon);
      daemon = logIn();
      await untilUnlocked();
    },
    stop: async () => {
      daemon.kill();
      bus.kill();
      await Promise.all([exited(daemon), exited(bus)]);
    },
  };
}
