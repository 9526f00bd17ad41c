/**
 * A network scanner on 127.0.0.1 that speaks eSCL as Mopria wrote it down, and is strict: what a real device would
 * swallow or misunderstand is refused and noted. It can be told to misbehave as known devices do. `scanimage` with
 * Debian's sane-airscan scans from it too (test/electron/sources/escl/fake-scanner.test.ts).
 */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { DOMParser } from '@xmldom/xmldom';

const SCAN = 'http://schemas.hp.com/imaging/escl/2011/05/03';
const PWG = 'http://www.pwg.org/schemas/2010/12/sm';

/** What the scanner is asked for, once its request was found to be right. */
export type AskedScan = {
  readonly input: 'Platen' | 'Feeder'; readonly colour: string; readonly dpi: number;
  readonly width: number; readonly height: number; readonly format: string;
};

export type EsclOptions = {
  /** Pages in the feeder, or the one on the glass; each a whole JPEG. */
  readonly pages: readonly Uint8Array[];
  readonly model?: string;
  readonly server?: string;
  readonly uuid?: string;
  readonly flatbed?: boolean;
  readonly feeder?: boolean;
  readonly colours?: readonly string[];
  readonly resolutions?: readonly number[] | { readonly min: number; readonly max: number };
  readonly formats?: readonly string[];
  /** `Location` of a new job. */
  readonly location?: (path: string, origin: string) => string;
  readonly tls?: { readonly key: string; readonly cert: string };
  readonly port?: number;
};

/** What goes on at the scanner; tests change it as a person at the device would. */
export type EsclState = {
  /** As eSCL words it. */
  adf: string;
  state: string;
  reasons: readonly string[];
  /** How many of the coming requests for a job, or for a page, are answered by 503. */
  jobsRefused: number;
  pagesNotReady: number;
  /** 404 instead of 503 while a page is not ready. */
  notReadyIs404: boolean;
  /** Status of the page of this number (from 1) instead of the picture. */
  failPage: { page: number; status: number } | null;
  /** Hangs instead of sending a page. */
  hangPages: boolean;
  /** Connections to cut before they are answered. */
  drop: number;
  /** What `Host` must be; others get 400. */
  host: string | null;
};

export type EsclServer = {
  readonly address: string;
  readonly origin: string;
  readonly state: EsclState;
  readonly scans: readonly AskedScan[];
  /** `METHOD path status`, in the order they were answered. */
  readonly requests: readonly string[];
  /** Jobs that were not put away. */
  readonly openJobs: () => number;
  /** What of the requests was wrong. */
  readonly complaints: readonly string[];
  /** Settles when a page was asked for that will not come. */
  readonly hanging: Promise<void>;
  close(): Promise<void>;
};

export async function startEscl(options: EsclOptions): Promise<EsclServer> {
  const {
    pages, model = 'Made-up M1', server = 'Made-up/1.0', uuid = '4509a320-00a0-008f-00b6-002507510eca', flatbed = true, feeder = false, tls,
  } = options;
  const state: EsclState = {
    adf: feeder ? 'ScannerAdfLoaded' : '', state: 'Idle', reasons: [], jobsRefused: 0, pagesNotReady: 0, notReadyIs404: false,
    failPage: null, hangPages: false, drop: 0, host: null,
  };
  const scans: AskedScan[] = [];
  const requests: string[] = [];
  const complaints: string[] = [];
  const jobs = new Map<string, { readonly scan: AskedScan; given: number }>();
  const hanging = Promise.withResolvers<void>();
  let lastJob = 0;
  let origin = '';

  const listener: RequestListener = (incoming, answer) => {
    answer.setHeader('server', server);
    const note = (): void => void requests.push(`${incoming.method} ${incoming.url?.replace(/^\/eSCL/, '')} ${answer.statusCode}`);
    answer.on('finish', note);
    if (state.drop > 0) {
      state.drop -= 1;
      incoming.socket.resetAndDestroy();
      return;
    }
    if (state.host !== null && incoming.headers.host !== state.host) return end(answer, 400);
    // Who asked may hang up in the middle of it.
    serve(incoming, answer).catch(() => incoming.socket.destroy());
  };

  async function serve(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const path = incoming.url ?? '';
    const body = await bodyOf(incoming);
    if (path === '/eSCL/ScannerCapabilities' && incoming.method === 'GET') return xml(answer, capabilities());
    if (path === '/eSCL/ScannerStatus' && incoming.method === 'GET') return xml(answer, status());
    if (path === '/eSCL/ScanJobs' && incoming.method === 'POST') return newJob(incoming, body, answer);
    const [, id = '', next] = /^\/eSCL\/ScanJobs\/([\w-]+)(\/NextDocument)?$/.exec(path) ?? [];
    const job = jobs.get(id);
    if (job === undefined) return end(answer, 404);
    if (incoming.method === 'DELETE' && next === undefined) {
      jobs.delete(id);
      return end(answer, 200);
    }
    if (incoming.method === 'GET' && next !== undefined) return page(job, answer);
    complaints.push(`${incoming.method} ${path}`);
    return end(answer, 405);
  }

  function newJob(incoming: IncomingMessage, body: string, answer: ServerResponse): void {
    if (!/^(text|application)\/xml\b/.test(incoming.headers['content-type'] ?? '')) complaints.push('a job is not sent as XML');
    const read = readScanSettings(body, options);
    if (typeof read === 'string') {
      complaints.push(read);
      return end(answer, 400);
    }
    if (state.jobsRefused > 0) {
      state.jobsRefused -= 1;
      return end(answer, 503);
    }
    if (read.input === 'Feeder' && state.adf !== 'ScannerAdfLoaded') return end(answer, 409);
    if (jobs.size > 0) return end(answer, 503);
    lastJob += 1;
    const id = `job-${lastJob}`;
    jobs.set(id, { scan: read, given: 0 });
    scans.push(read);
    const path = `/eSCL/ScanJobs/${id}`;
    answer.setHeader('location', options.location?.(path, origin) ?? `${origin}${path}`);
    return end(answer, 201);
  }

  function page(job: { readonly scan: AskedScan; given: number }, answer: ServerResponse): void {
    if (state.hangPages) return hanging.resolve();
    if (state.pagesNotReady > 0) {
      state.pagesNotReady -= 1;
      return end(answer, state.notReadyIs404 ? 404 : 503);
    }
    const number = job.given + 1;
    if (state.failPage?.page === number) return end(answer, state.failPage.status);
    const picture = job.scan.input === 'Platen' ? (number === 1 ? pages[0] : undefined) : pages[job.given];
    if (picture === undefined) return end(answer, 404);
    job.given = number;
    answer.setHeader('content-type', 'image/jpeg');
    answer.setHeader('content-length', picture.length);
    answer.end(picture);
  }

  const status = (): string => `<scan:ScannerStatus xmlns:scan="${SCAN}" xmlns:pwg="${PWG}"><pwg:Version>2.6</pwg:Version>
    <pwg:State>${jobs.size > 0 ? 'Processing' : state.state}</pwg:State>
    ${state.reasons.length > 0 ? `<pwg:StateReasons>${state.reasons.map((one) => `<pwg:StateReason>${one}</pwg:StateReason>`).join('')}</pwg:StateReasons>` : ''}
    ${feeder ? `<scan:AdfState>${state.adf}</scan:AdfState>` : ''}</scan:ScannerStatus>`;

  const capabilities = (): string => `<?xml version="1.0" encoding="UTF-8"?>
    <scan:ScannerCapabilities xmlns:scan="${SCAN}" xmlns:pwg="${PWG}">
      <pwg:Version>2.6</pwg:Version><pwg:MakeAndModel>${model}</pwg:MakeAndModel><scan:UUID>${uuid}</scan:UUID>
      ${flatbed ? `<scan:Platen><scan:PlatenInputCaps>${inputCaps(options)}</scan:PlatenInputCaps></scan:Platen>` : ''}
      ${feeder ? `<scan:Adf><scan:AdfSimplexInputCaps>${inputCaps(options)}</scan:AdfSimplexInputCaps><scan:FeederCapacity>50</scan:FeederCapacity></scan:Adf>` : ''}
    </scan:ScannerCapabilities>`;

  const http = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
  await new Promise<void>((resolve) => void http.listen(options.port ?? 0, '127.0.0.1', resolve));
  origin = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return {
    address: `${origin}/eSCL`, origin, state, scans, requests, complaints, openJobs: () => jobs.size, hanging: hanging.promise,
    close: () => new Promise((resolve) => {
      http.closeAllConnections();
      http.close(() => resolve());
    }),
  };
}

const WIDTH = 2550;
const HEIGHT = 3508;

function inputCaps({ colours = ['Grayscale8', 'RGB24'], formats = ['image/jpeg'], resolutions = [75, 150, 300, 600] }: EsclOptions): string {
  const listed = 'min' in resolutions
    ? ['X', 'Y'].map((side) => `<scan:${side}ResolutionRange><scan:Min>${resolutions.min}</scan:Min><scan:Max>${resolutions.max}</scan:Max>
        <scan:Normal>300</scan:Normal><scan:Step>1</scan:Step></scan:${side}ResolutionRange>`).join('')
    : resolutions.map((dpi) => `<scan:DiscreteResolution><scan:XResolution>${dpi}</scan:XResolution>
        <scan:YResolution>${dpi}</scan:YResolution></scan:DiscreteResolution>`).join('');
  const kind = 'min' in resolutions ? 'ResolutionRange' : 'DiscreteResolutions';
  return `<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>${WIDTH}</scan:MaxWidth>
    <scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>${HEIGHT}</scan:MaxHeight><scan:MaxScanRegions>1</scan:MaxScanRegions>
    <scan:SettingProfiles><scan:SettingProfile>
      <scan:ColorModes>${colours.map((one) => `<scan:ColorMode>${one}</scan:ColorMode>`).join('')}</scan:ColorModes>
      <scan:DocumentFormats>${formats.map((one) => `<pwg:DocumentFormat>${one}</pwg:DocumentFormat><scan:DocumentFormatExt>${one}</scan:DocumentFormatExt>`).join('')}</scan:DocumentFormats>
      <scan:SupportedResolutions><scan:${kind}>${listed}</scan:${kind}></scan:SupportedResolutions>
    </scan:SettingProfile></scan:SettingProfiles>`;
}

/** The settings, or what is wrong with them. Elements count by namespace and name, as in the schema. */
function readScanSettings(body: string, options: EsclOptions): AskedScan | string {
  const faults: string[] = [];
  const parser = new DOMParser({ errorHandler: (_level: string, message: string) => void faults.push(message) });
  const root = parser.parseFromString(body, 'text/xml')?.documentElement;
  if (faults.length > 0 || !root) return `not well-formed: ${faults.join(', ')}`;
  if (root.namespaceURI !== SCAN || root.localName !== 'ScanSettings') return 'no scan:ScanSettings';
  const values = new Map<string, string>();
  const walk = (element: Element): void => {
    const prefix = element.namespaceURI === SCAN ? 'scan' : element.namespaceURI === PWG ? 'pwg' : '?';
    const children = Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
    const name = `${prefix}:${element.localName}`;
    if (values.has(name)) faults.push(`${name} stands twice`);
    values.set(name, children.length === 0 ? (element.textContent ?? '').trim() : '');
    for (const child of children) walk(child);
  };
  walk(root);
  const number = (name: string): number => (/^\d+$/.test(values.get(name) ?? '') ? Number(values.get(name)) : Number.NaN);
  const { flatbed = true, feeder = false, colours = ['Grayscale8', 'RGB24'], resolutions = [75, 150, 300, 600], formats = ['image/jpeg'] } = options;
  const input = values.get('pwg:InputSource');
  const dpi = number('scan:XResolution');
  const colour = values.get('scan:ColorMode') ?? '';
  const [width, height] = [number('pwg:Width'), number('pwg:Height')];
  const format = values.get('scan:DocumentFormatExt') ?? values.get('pwg:DocumentFormat') ?? '';
  const fits = 'min' in resolutions ? dpi >= resolutions.min && dpi <= resolutions.max : resolutions.includes(dpi);
  for (const name of values.keys()) if (name.startsWith('?')) faults.push(`${name} has a strange namespace`);
  if (!values.get('pwg:Version')) faults.push('no pwg:Version');
  if (values.get('pwg:ContentRegionUnits') !== 'escl:ThreeHundredthsOfInches') faults.push('units');
  if (!fits || dpi !== number('scan:YResolution')) faults.push(`resolution ${dpi}`);
  if (!colours.includes(colour)) faults.push(`colour ${colour}`);
  if (!formats.includes(format)) faults.push(`format ${format}`);
  if (!(width + number('pwg:XOffset') <= WIDTH && height + number('pwg:YOffset') <= HEIGHT && width >= 16 && height >= 16)) faults.push('region');
  if (input !== 'Platen' && input !== 'Feeder') return `input ${input}`;
  if (input === 'Platen' ? !flatbed : !feeder) faults.push(`no ${input}`);
  return faults.length > 0 ? faults.join(', ') : { input, colour, dpi, width, height, format };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of incoming) text += String(part);
  return text;
}

function end(answer: ServerResponse, status: number): void {
  answer.statusCode = status;
  answer.end();
}

function xml(answer: ServerResponse, text: string): void {
  answer.setHeader('content-type', 'text/xml');
  answer.end(text);
}
