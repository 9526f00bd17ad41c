/** The only place that knows which host runs an app: real Electron where its binary is, the double where it is not. */
import { _electron, type BrowserContext, type Page } from '@playwright/test';
import { launchDouble } from '../double/window/launch.ts';
import { realElectron } from './real-electron.ts';

export type LaunchOptions = {
  readonly appRoot: string;
  /** Of a package whose archive was opened at `appRoot`. Runs in the stand-in only: a package lets no debugger in. */
  readonly resources?: string;
  readonly userData: string;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly chromiumArgs?: readonly string[];
  readonly locale?: string;
};

/** A running app, whichever host it has. */
export type LaunchedApp = {
  firstWindow(): Promise<Page>;
  evaluate<R, A>(run: (electron: typeof import('electron'), argument: A) => R | Promise<R>, argument?: A): Promise<R>;
  context(): BrowserContext;
  pid(): number;
  close(): Promise<void>;
  /** As a power cut: no chance to do anything. */
  kill(): Promise<void>;
  readonly ended: Promise<unknown>;
};

/** `DESK_HOST` forces one; otherwise real Electron if it is there. */
export const HOST: 'electron' | 'double' = (() => {
  const wanted = process.env['DESK_HOST'];
  if (wanted === 'electron' || wanted === 'double') return wanted;
  if (wanted !== undefined) throw new Error(`DESK_HOST is electron or double, not ${wanted}`);
  return realElectron() === undefined ? 'double' : 'electron';
})();

async function launchElectron(options: LaunchOptions): Promise<LaunchedApp> {
  const executablePath = realElectron();
  if (executablePath === undefined) throw new Error('DESK_HOST=electron, but its binary is not there: run `npx install-electron`');
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath, env: cleaned({ ...process.env, ...options.env }), ...(options.locale === undefined ? {} : { locale: options.locale }),
    args: [options.appRoot, `--user-data-dir=${options.userData}`, ...(root ? ['--no-sandbox'] : []), '--disable-background-networking',
      ...(options.args ?? []), ...(options.chromiumArgs ?? [])],
  });
  const child = app.process();
  const ended = new Promise((resolve) => { child.once('exit', resolve); });
  return {
    firstWindow: () => app.firstWindow(),
    evaluate: (run, argument) => app.evaluate(run as never, argument as never),
    context: () => app.context(),
    pid: () => child.pid ?? 0,
    close: () => app.close(),
    kill: async () => { child.kill('SIGKILL'); await ended; },
    ended,
  };
}

const cleaned = (env: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

async function launchStandIn(options: LaunchOptions): Promise<LaunchedApp> {
  const app = await launchDouble({
    appRoot: options.appRoot, ...(options.resources === undefined ? {} : { resources: options.resources }),
    args: [`--user-data-dir=${options.userData}`, ...(options.locale === undefined ? [] : [`--lang=${options.locale}`]), ...(options.args ?? [])],
    ...(options.env === undefined ? {} : { env: options.env }), ...(options.chromiumArgs === undefined ? {} : { chromiumArgs: options.chromiumArgs }),
    ...(options.locale === undefined ? {} : { locale: options.locale }),
  });
  return {
    firstWindow: () => app.firstWindow(),
    evaluate: (run, argument) => app.evaluate(run, argument),
    context: () => app.context(),
    pid: () => app.process().pid ?? 0,
    close: () => app.close(),
    kill: async () => { app.process().kill('SIGKILL'); await app.ended; },
    ended: app.ended,
  };
}

export const launchApp = (options: LaunchOptions): Promise<LaunchedApp> =>
  HOST === 'electron' && options.resources === undefined ? launchElectron(options) : launchStandIn(options);
