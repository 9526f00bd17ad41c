/** Document readers on serial ports (USB CDC among them): what they send becomes captures without a picture. */
import { SerialPort } from 'serialport';
import type { FoundSource, SerialSettings } from '../../../shared/sources.ts';
import type { ZoneLines } from '../../../shared/mrz/text-zones.ts';
import type { Clock } from '../../clock.ts';
import { isoDayOf } from '../../local-day.ts';
import type { Log } from '../../log.ts';
import { abortError, SourceError } from '../scanner.ts';
import { createZoneCollector } from './zone-collector.ts';

/** After so long without a byte a reader has said all it has; they send a zone in one go. */
const SILENCE_MS = 300;
/** How soon a port that is gone is looked for again. */
const AGAIN_MS = 3000;

/** What of a port we need; serialport's own class or its mock. */
export type OpenPort = (settings: SerialSettings['options']) => SerialPort;

const openPort: OpenPort = ({ path, speed }) => new SerialPort({ path, baudRate: speed, autoOpen: false });

export type SerialReaders = {
  /** Listens to these and to no others; those that are listened to already go on. */
  serve(sources: readonly SerialSettings[]): void;
  /** Rejects with a SourceError where the port cannot be opened. */
  test(source: SerialSettings, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
};

/** `read` is called with each zone; `unread` with the name of a reader that sent something else. */
export function createSerialReaders(parts: {
  read: (lines: ZoneLines) => Promise<unknown>; unread: (name: string) => void; clock: Clock; log: Log; open?: OpenPort;
}): SerialReaders {
  const { read, unread, clock, log, open = openPort } = parts;
  const listening = new Map<string, { readonly stop: AbortController; readonly over: Promise<void>; isOpen: boolean }>();

  function take(zones: readonly ZoneLines[], name: string): void {
    for (const lines of zones) {
      read(lines).catch((error: unknown) => {
        log.warn('serial.refused', { error });
        unread(name);
      });
    }
  }

  /** Until the port is closed, whoever closes it. Rejects where it cannot be opened. */
  async function listen(source: SerialSettings, signal: AbortSignal, opened: () => void): Promise<void> {
    const port = open(source.options);
    const collector = createZoneCollector(() => isoDayOf(clock.now()));
    let silence = new AbortController();
    const closed = Promise.withResolvers<void>();
    port.on('data', (bytes: Buffer) => {
      silence.abort();
      silence = new AbortController();
      take(collector.take(bytes), source.name);
      const { signal: cut } = silence;
      void clock.wait(SILENCE_MS, cut).then(() => {
        if (cut.aborted) return;
        const zones = collector.rest();
        if (zones === null) unread(source.name);
        else take(zones, source.name);
      });
    });
    port.once('close', () => closed.resolve());
    port.on('error', () => closed.resolve());
    await opening(port);
    opened();
    const end = (): void => void port.close(() => closed.resolve());
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
    await closed.promise;
    silence.abort();
  }

  async function keepListening(source: SerialSettings, signal: AbortSignal, state: { isOpen: boolean }): Promise<void> {
    while (!signal.aborted) {
      try {
        await listen(source, signal, () => {
          state.isOpen = true;
          log.info('serial.opened');
        });
      } catch (error) {
        // Unplugged for now; it is tried again until it is back or switched off.
        if (state.isOpen) log.warn('serial.lost', { error });
      }
      state.isOpen = false;
      await clock.wait(AGAIN_MS, signal);
    }
  }

  return {
    serve(sources) {
      const wanted = new Map(sources.filter(({ on }) => on).map((one) => [JSON.stringify([one.id, one.options]), one]));
      for (const [sign, { stop }] of listening) {
        if (wanted.has(sign)) continue;
        stop.abort();
        listening.delete(sign);
      }
      for (const [sign, source] of wanted) {
        if (listening.has(sign)) continue;
        const stop = new AbortController();
        const state = { stop, isOpen: false, over: Promise.resolve() };
        state.over = keepListening(source, stop.signal, state);
        listening.set(sign, state);
      }
    },
    async test(source, signal) {
      // A port has one listener: when that is us, it works.
      if (listening.get(JSON.stringify([source.id, source.options]))?.isOpen === true) return;
      if (signal.aborted) throw abortError(signal);
      const port = open(source.options);
      port.on('error', () => undefined);
      await opening(port);
      await new Promise<void>((resolve) => { port.close(() => resolve()); });
    },
    async stop() {
      const all = [...listening.values()];
      listening.clear();
      for (const { stop } of all) stop.abort();
      await Promise.all(all.map(({ over }) => over));
    },
  };
}

function opening(port: SerialPort): Promise<void> {
  return new Promise((resolve, reject) => {
    port.open((error) => {
      if (error) reject(portFailure(error));
      else resolve();
    });
  });
}

/** Windows and POSIX say it in words of their own. */
function portFailure(error: Error): SourceError {
  const { message } = error;
  const code = /denied|permission|EACCES/i.test(message) ? 'source.denied'
    : /busy|lock|EBUSY/i.test(message) ? 'source.busy'
      : /no such|not exist|cannot find|file not found|ENOENT|ENODEV|ENXIO/i.test(message) ? 'source.noDevice' : 'source.failed';
  return new SourceError(code, 'the port did not open', { cause: error });
}

/** Every serial port with something on it; built-in ones that nothing is known of are passed over. */
export async function findSerial(): Promise<Omit<FoundSource, 'known'>[]> {
  const ports = await SerialPort.list();
  return ports.filter(({ vendorId, pnpId }) => Boolean(vendorId ?? pnpId)).map((port) => ({
    name: ('friendlyName' in port && typeof port.friendlyName === 'string' ? port.friendlyName : port.manufacturer ?? port.path).slice(0, 60),
    place: { kind: 'serial', path: port.path, speed: 9600 },
  }));
}
