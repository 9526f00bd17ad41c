/** The window half of the double: starts the main half, and gives each of its windows a page in Chromium. */
import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { type AskedOfMain, type AskedOfWindow, connect, type Question, type Reply } from '../wire.ts';
import { toApp, toWeb } from './addresses.ts';
import { decode, encode } from './clone-codec.ts';
import { findChromium } from './find-chromium.ts';
import { chooseFiles } from './file-dialog.ts';
import { pageHalf } from './page-half.ts';
import { answerRoutes } from './routes.ts';

export type DoubleOptions = {
  /** Folder with the app's package.json. */
  readonly appRoot: string;
  /** The resources folder of a package whose archive was opened at `appRoot`: the app then runs as packaged. */
  readonly resources?: string;
  /** Given to the app, such as `--user-data-dir=`. */
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly chromiumArgs?: readonly string[];
  readonly headed?: boolean;
  readonly locale?: string;
};

/** What a spec may do with a running app; the same as of Playwright's ElectronApplication. */
export type DoubleApp = {
  firstWindow(): Promise<Page>;
  windows(): Page[];
  evaluate<R, A>(run: (electron: typeof import('electron'), argument: A) => R | Promise<R>, argument?: A): Promise<R>;
  process(): ChildProcess;
  context(): BrowserContext;
  /** Asks the app to quit and waits until it has. */
  close(): Promise<void>;
  /** The exit code, once the app has ended by itself or been closed. */
  readonly ended: Promise<number | null>;
};

/** Nothing of Chromium's own may reach the network: no updates, no lists, no translation. */
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
  '--no-default-browser-check', '--disable-domain-reliability', '--disable-client-side-phishing-detection',
  '--password-store=basic'];
/** For an app to end in, on a machine that others use, too; one that hangs is killed. */
const PATIENCE = 60_000;

async function openChromium(folder: string, options: DoubleOptions): Promise<BrowserContext> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('No Chromium, Chrome or Edge is installed.');
  const root = process.platform === 'linux' && process.getuid?.() === 0;
  return chromium.launchPersistentContext(folder, {
    executablePath, headless: options.headed !== true, serviceWorkers: 'block', acceptDownloads: false,
    handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false,
    ...(options.locale === undefined ? {} : { locale: options.locale }),
    ...(options.headed === true ? { viewport: null, ignoreDefaultArgs: ['--enable-automation'] } : { viewport: { width: 1280, height: 720 } }),
    args: [...QUIET, ...(root ? ['--no-sandbox', '--test-type'] : []), ...(options.headed === true ? ['--app=data:text/html,', '--window-size=1360,860'] : []),
      ...(options.chromiumArgs ?? [])],
  });
}

/** Where Chromium keeps its things: in the app's profile as in Electron, or for one run only. */
function chromiumFolder(args: readonly string[]): { folder: string; forget: () => void } {
  const profile = args.find((argument) => argument.startsWith('--user-data-dir='))?.slice('--user-data-dir='.length);
  if (profile !== undefined) return { folder: path.join(profile, 'Chromium'), forget: () => undefined };
  const folder = mkdtempSync(path.join(tmpdir(), 'double-chromium-'));
  return { folder, forget: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function launchDouble(options: DoubleOptions): Promise<DoubleApp> {
  const manifest = JSON.parse(readFileSync(path.join(options.appRoot, 'package.json'), 'utf8')) as { main: string };
  const mainHalf = (file: string) => new URL(`../main/${file}`, import.meta.url);
  const child = fork(mainHalf('entry.ts'), options.args ?? [], {
    serialization: 'advanced', execArgv: ['--import', mainHalf('register.ts').href], stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env, ...options.env, DOUBLE_APP_ROOT: options.appRoot, DOUBLE_MAIN: manifest.main,
      ...(options.resources === undefined ? {} : { DOUBLE_RESOURCES: options.resources }),
    },
  });

  const pages = new Map<number, Promise<Page>>();
  const shown: Page[] = [];
  const events = new EventEmitter();
  const page = (id: number) => pages.get(id) ?? Promise.reject(new Error(`no window ${id}`));
  /** The last of what the app said on stderr: why it ended, as a rule. */
  let said = '';
  child.stderr?.on('data', (text) => { said = `${said}${String(text)}`.slice(-2000); });
  // Read, or an app that says much would wait for ever for somebody to listen.
  child.stdout?.resume();
  const { folder, forget } = chromiumFolder(options.args ?? []);
  let making = 0;
  let opened: BrowserContext | undefined;

  // Chromium starts with the first window: an app that may not run twice never comes that far.
  let opening: Promise<BrowserContext> | undefined;
  const browser = () => opening ??= openChromium(folder, options).then(async (context) => {
    opened = context;
    // A page that no window of the app asked for is a pop-up; routes.ts has told main, which denied it.
    context.on('page', (made) => {
      if (making === 0) void made.close().catch(() => undefined);
    });
    await context.exposeBinding('__double', async ({ frame }, text: string) => {
      const { name, body } = decode(text) as { name: keyof AskedOfMain; body: object };
      const whole = { ...body, frameUrl: toApp(frame.url()), url: toApp(frame.url()), mainFrame: frame.parentFrame() === null, ...urlOf(body) };
      return line.ask(name, whole as never).then((value) => encode({ value }), (error: Error) => encode({ error: error.message }));
    });
    await answerRoutes(context, { line, firstId: () => [...pages.keys()][0] ?? 0, idOf: async (wanted) => {
      for (const [id, made] of pages) if ((await made) === wanted) return id;
      return undefined;
    } });
    return context;
  });

  const createPage = async (id: number, preload: string | null): Promise<Page> => {
    const context = await browser();
    making += 1;
    const spare = id === 1 ? context.pages()[0] : undefined;
    const made = spare ?? await context.newPage();
    making -= 1;
    const codec = `{ encode: ${encode.toString()}, decode: ${decode.toString()} }`;
    // The preload is a function's body, not text to be compiled, so that the page's policy has no say in it.
    await made.addInitScript(`(${pageHalf.toString()})(${id}, ${codec}, (require, process) => { ${preload ?? ''}\n })`);
    made.on('close', () => void line.ask('window.closed', { id }).catch(() => undefined));
    made.on('download', (download) => {
      const asked = { id, url: toApp(download.url()), filename: download.suggestedFilename() };
      // Chromium was told to take none, so that there is nothing to wait for.
      void line.ask('download', asked).catch(() => undefined);
    });
    return made;
  };

  const line = connect<AskedOfMain, AskedOfWindow>({
    send: (message) => {
      // The child may end between the question and the send; hangUp then answers what was asked.
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as Question | Reply)),
  }, {
    'window.create': async ({ id, preload }) => {
      pages.set(id, createPage(id, preload));
      await page(id);
      return null;
    },
    'window.load': async ({ id, url }) => {
      const target = await page(id);
      const origin = new URL(toWeb(url)).origin;
      const camera = await line.ask('permission.check', { id, url, mediaType: 'video' });
      const microphone = await line.ask('permission.check', { id, url, mediaType: 'audio' });
      const context = await browser();
      await context.grantPermissions([...(camera ? ['camera'] : []), ...(microphone ? ['microphone'] : [])], { origin });
      await target.goto(toWeb(url)).catch(async (error: unknown) => {
        // Closed while it was loading: main hears of that first, as in Electron.
        if (target.isClosed()) await line.ask('window.closed', { id }).catch(() => undefined);
        throw error;
      });
      shown.push(target);
      events.emit('window', target);
      return null;
    },
    'window.send': async ({ id, channel, args }) => {
      // The page may be gone or between two documents: Electron drops the message then, too.
      await (await page(id)).evaluate(([name, text]) => {
        (window as unknown as { __doubleDeliver?: (channel: string, text: string) => void }).__doubleDeliver?.(name, text);
      }, [channel, encode(args)] as const).catch(() => undefined);
      return null;
    },
    'window.show': async ({ id }) => {
      const target = await page(id);
      await target.bringToFront().catch((error: unknown) => {
        if (!target.isClosed()) throw error;
      });
      return null;
    },
    'window.close': async ({ id }) => { await (await page(id)).close(); return null; },
    'dialog.open': async ({ id, multiple, extensions }) => chooseFiles(await page(id), multiple, extensions),
  });

  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => {
    line.hangUp(`the app has ended (exit code ${String(code)}): ${said}`);
    const end = (): void => resolve(code);
    // A folder for one run that will not be erased is the system's to tidy.
    void Promise.resolve(opening).then((context) => context?.close()).catch(() => undefined).then(forget).then(end, end);
  }));
  if (process.env['DESK_TALK'] !== undefined || options.headed === true) {
    child.stdout?.pipe(process.stdout);
    child.stderr?.pipe(process.stderr);
  }

  return {
    firstWindow: () => shown[0] === undefined ? new Promise((resolve, reject) => {
      events.once('window', resolve);
      void ended.then((code) => reject(new Error(`the app ended (exit code ${String(code)}) before it showed a window: ${said}`)));
    }) : Promise.resolve(shown[0]),
    windows: () => [...shown],
    evaluate: async <R, A>(run: (electron: typeof import('electron'), argument: A) => R | Promise<R>, argument?: A) =>
      (await line.ask('evaluate', { source: run.toString(), argument })) as R,
    process: () => child,
    context: () => {
      if (opened === undefined) throw new Error('the app has no window yet');
      return opened;
    },
    close: async () => {
      // Killed by a spec; or ended by itself, which must have been well, too.
      if (child.signalCode !== null) return void (await ended);
      await line.ask('app.quit', null).catch(() => undefined);
      const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      const code = await ended;
      clearTimeout(patience);
      if (code === null) throw new Error(`the app did not quit within ${PATIENCE} ms and was killed`);
      if (code !== 0) throw new Error(`the app ended with exit code ${code}: ${said}`);
    },
    ended,
  };
}

const urlOf = (body: object) => ('url' in body && typeof body.url === 'string' ? { url: toApp(body.url) } : {});
