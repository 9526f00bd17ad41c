import { SerialPortMock } from 'serialport';
import type { SerialPort } from 'serialport';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSerialReaders } from '../../../electron/sources/serial/serial-readers.ts';
import { createZoneCollector } from '../../../electron/sources/serial/zone-collector.ts';
import type { SerialSettings } from '../../../shared/sources.ts';
import { createManualClock, settle } from '../manual-clock.ts';
import { openProfile } from '../profile.ts';

const LINES = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const PATH = '/dev/ttyMADEUP0';
const READER: SerialSettings = { id: 'serial-1', name: 'Reader', on: true, kind: 'serial', options: { path: PATH, speed: 9600 } };

beforeEach(() => {
  SerialPortMock.binding.reset();
  SerialPortMock.binding.createPort(PATH);
});

async function openReaders() {
  const profile = await openProfile();
  const clock = createManualClock(Date.UTC(2026, 0, 5, 12));
  const ports: SerialPortMock[] = [];
  const unread: string[] = [];
  const readers = createSerialReaders({
    read: (lines) => profile.captures.addLines(lines, 'reader'), unread: (name) => void unread.push(name), clock, log: profile.log,
    open: ({ path, speed }) => {
      const port = new SerialPortMock({ path, baudRate: speed, autoOpen: false });
      ports.push(port);
      return port as unknown as SerialPort;
    },
  });
  /** What the reader sends, in pieces. */
  const send = async (...pieces: string[]): Promise<void> => {
    for (const piece of pieces) {
      await expect.poll(() => ports.at(-1)?.isOpen).toBe(true);
      const port = ports.at(-1);
      const heard = new Promise((resolve) => { port?.once('data', resolve); });
      port?.port?.emitData(Buffer.from(piece));
      await heard;
    }
  };
  return { ...profile, readers, clock, send, unread, ports };
}

describe('a reader on a serial port', () => {
  it('is listened to: its lines become a capture without a picture, however they are cut', async () => {
    const { readers, send, captures } = await openReaders();
    readers.serve([READER]);
    await send(`\u0002${LINES[0]?.slice(0, 20)}`, `${LINES[0]?.slice(20)}\r${LINES[1]}`, '\r\u0003');
    await expect.poll(async () => (await captures.list()).map(({ source, state }) => [source, state.kind])).toEqual([['reader', 'read']]);
    await readers.stop();
  });

  it('that sends no document is said so once it is silent', async () => {
    const { readers, send, unread, clock } = await openReaders();
    readers.serve([READER]);
    await send('4006381333931\r\n');
    expect(unread).toEqual([]);
    await clock.pass(1000);
    expect(unread).toEqual(['Reader']);
    await readers.stop();
  });

  it('that is unplugged is listened to again once it is back', async () => {
    const { readers, send, clock, ports, captures } = await openReaders();
    readers.serve([READER]);
    await expect.poll(() => ports[0]?.isOpen).toBe(true);
    ports[0]?.close();
    await settle();
    await clock.pass(4000);
    await send(LINES.join('\r\n'));
    await expect.poll(async () => (await captures.list()).length).toBe(1);
    expect(ports).toHaveLength(2);
    await readers.stop();
  });

  it('is tested by opening its port, and named as missing where there is none', async () => {
    const { readers } = await openReaders();
    await readers.test(READER, new AbortController().signal);
    const other = { ...READER, options: { ...READER.options, path: '/dev/ttyNONE' } };
    await expect(readers.test(other, new AbortController().signal)).rejects.toMatchObject({ code: 'source.noDevice' });
  });

  it('that is switched off is let go', async () => {
    const { readers, ports } = await openReaders();
    readers.serve([READER]);
    await expect.poll(() => ports[0]?.isOpen).toBe(true);
    readers.serve([{ ...READER, on: false }]);
    await expect.poll(() => ports[0]?.isOpen).toBe(false);
    await readers.stop();
  });
});

describe('what a serial reader sends', () => {
  it('is a zone at once where that is sure, and else when the reader has fallen silent', () => {
    const collector = createZoneCollector(() => '2026-01-05');
    const bytes = (text: string) => Buffer.from(text);
    expect(collector.take(bytes(`${LINES[0]}\n`))).toEqual([]);
    expect(collector.take(bytes(`${LINES[1]}\n`))).toEqual([LINES]);
    expect(collector.rest()).toEqual([]);
    const misread = `${LINES[0]}\n${LINES[1]?.replace('L898902C3', 'L898902C4')}\n`;
    expect(collector.take(bytes(misread))).toEqual([]);
    expect(collector.rest()).toEqual([misread.trim().split('\n')]);
    expect(collector.rest()).toEqual([]);
  });
});
