/** Devices that bring documents to this desk: scanners and serial readers, as its settings hold them and its page knows them. */
import { z } from 'zod';
import type { ErrorCode } from './errors.ts';

/** Why a device did not do what it was asked for. The page's catalogue has a sentence for each. */
export const SOURCE_CODES = [
  'source.noDevice', 'source.offline', 'source.busy', 'source.warmingUp', 'source.coverOpen', 'source.jam', 'source.paperEmpty',
  'source.denied', 'source.timedOut', 'source.cancelled', 'source.noFeeder', 'source.noFlatbed', 'source.unsupported',
  'source.notAScanner', 'source.driverMissing', 'source.certificateUnknown', 'source.certificateChanged', 'source.failed',
] as const;
export type SourceCode = (typeof SOURCE_CODES)[number];

/** Names a device in the log, so it begins with a small letter and never changes. */
export const sourceId = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const sourceName = z.string().trim().min(1).max(60);

const common = { id: sourceId, name: sourceName, on: z.boolean() };

/**
 * What a scan takes in. `passport`: one data page at the corner of the glass; `bed`: all there is. At 300 dpi always:
 * finer adds time and no sign, coarser loses signs.
 */
export const scanOptions = z.strictObject({
  input: z.enum(['flatbed', 'feeder']),
  area: z.enum(['passport', 'bed']),
  colour: z.enum(['grey', 'colour']),
});
export type ScanOptions = z.infer<typeof scanOptions>;
export const DEFAULT_SCAN: ScanOptions = { input: 'flatbed', area: 'passport', colour: 'grey' };

/** Where a network scanner answers, with its root: `http://192.168.1.20/eSCL`. No user, query or fragment. */
export const esclAddress = z.string().max(300).refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '' && url.username === '' && url.password === ''
    && url.search === '' && url.hash === '';
});

/** SHA-256 of a certificate as TLS libraries print it: 32 pairs of hex digits. */
export const fingerprintSchema = z.string().regex(/^[0-9A-F]{2}(:[0-9A-F]{2}){31}$/);

/** What a driver calls its device; never begins with a dash, as it becomes an argument of a program. */
const deviceName = z.string().max(300).regex(/^[^\p{Cc}-][^\p{Cc}]*$/u);

export const SERIAL_SPEEDS = [9600, 19_200, 38_400, 57_600, 115_200] as const;
const serialSpeed = z.literal(SERIAL_SPEEDS);
/** `/dev/ttyACM0`, `/dev/cu.usbmodem1`, `COM3`. */
const serialPath = z.string().max(200).regex(/^(\/dev\/[\w.+:/-]+|COM\d{1,3})$/);

/**
 * One device. `uuid`: what a network scanner calls itself, '' where it does not say; by it the device is found again when
 * its address has changed. `fingerprint`: the certificate that a person has accepted for it.
 */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common, kind: z.literal('escl'), scan: scanOptions,
    options: z.strictObject({ address: esclAddress, uuid: z.string().max(80), fingerprint: fingerprintSchema.nullable() }),
  }),
  z.strictObject({ ...common, kind: z.literal('sane'), scan: scanOptions, options: z.strictObject({ device: deviceName }) }),
  z.strictObject({ ...common, kind: z.literal('wia'), scan: scanOptions, options: z.strictObject({ device: deviceName }) }),
  z.strictObject({ ...common, kind: z.literal('serial'), options: z.strictObject({ path: serialPath, speed: serialSpeed }) }),
]);
export type SourceSettings = z.infer<typeof sourceSchema>;
export type SourceKind = SourceSettings['kind'];
export type ScannerSettings = Exclude<SourceSettings, { kind: 'serial' }>;
export type SerialSettings = Extract<SourceSettings, { kind: 'serial' }>;

export const sourcesSchema = z.array(sourceSchema).max(20)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length);

export const isScanner = (source: SourceSettings): source is ScannerSettings => source.kind !== 'serial';

/** Where a device is, as found or typed. An eSCL address may be as people say it: a host alone will do. */
export const sourcePlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('escl'), address: z.string().trim().min(1).max(300), uuid: z.string().max(80) }),
  z.strictObject({ kind: z.literal('sane'), device: deviceName }),
  z.strictObject({ kind: z.literal('wia'), device: deviceName }),
  z.strictObject({ kind: z.literal('serial'), path: serialPath, speed: serialSpeed }),
]);
export type SourcePlace = z.infer<typeof sourcePlace>;

/** A device that answered a search. `known`: the desk has it already. */
export type FoundSource = { readonly name: string; readonly place: SourcePlace; readonly known: boolean };

/** What a scanner says of itself. */
export type ScannerAbout = { readonly model: string; readonly flatbed: boolean; readonly feeder: boolean };

/** `fingerprint`: the certificate it showed, where that is the trouble; `about` is null for what is no scanner. */
export type SourceTest =
  | { readonly ok: true; readonly about: ScannerAbout | null }
  | { readonly ok: false; readonly code: SourceCode; readonly fingerprint?: string };

/** `page` counts from 1; `fraction` of the page (0..1), null where the device does not tell. */
export type ScanProgress = {
  readonly phase: 'connecting' | 'waiting' | 'warmingUp' | 'scanning' | 'receiving';
  readonly page: number;
  readonly fraction: number | null;
};

/** What came of a scan: captures that are in the queue now, and why it ended early, if it did. */
export type ScanEnd = { readonly captureIds: readonly string[]; readonly code: SourceCode | ErrorCode | null };
