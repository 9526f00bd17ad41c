/** What a network scanner says of itself and of its state. Lengths in 1/300 inch, resolutions in dpi. */
import type { SourceCode } from '../../../shared/sources.ts';
import { all, find, readXml, textAt, type XmlElement } from './xml.ts';

/** One way in for paper. `resolutions` is empty where the device does not list any. */
export type EsclInput = {
  readonly width: number;
  readonly height: number;
  readonly colours: readonly string[];
  readonly formats: readonly string[];
  readonly resolutions: readonly number[];
};

export type EsclCapabilities = {
  readonly model: string;
  readonly flatbed: EsclInput | null;
  readonly feeder: EsclInput | null;
};

/** `adf` as the device words it: ScannerAdfLoaded, ScannerAdfEmpty, …; '' where it has none or does not say. */
export type EsclStatus = { readonly state: string; readonly adf: string; readonly reasons: readonly string[] };

/** Longest side that can be (ledger paper and more), where a device does not say: it then refuses or cuts. */
const UNSAID_SIZE = 5100;

/** Null where the answer is not a scanner's. */
export function readCapabilities(xml: string): EsclCapabilities | null {
  const root = readXml(xml);
  if (root?.name !== 'ScannerCapabilities') return null;
  const platen = find(root, 'Platen', 'PlatenInputCaps') ?? find(root, 'Platen');
  const adf = find(root, 'Adf');
  const feeder = find(adf, 'AdfSimplexInputCaps') ?? find(adf, 'AdfDuplexInputCaps') ?? adf;
  return {
    model: textAt(root, 'MakeAndModel').slice(0, 80),
    flatbed: platen === undefined ? null : inputOf(platen),
    feeder: feeder === undefined ? null : inputOf(feeder),
  };
}

function inputOf(caps: XmlElement): EsclInput {
  const range = all(caps, 'XResolutionRange')[0];
  const listed = all(caps, 'DiscreteResolution').map((one) => Number(textAt(one, 'XResolution')));
  const from = Number(textAt(range, 'Min'));
  const to = Number(textAt(range, 'Max'));
  const within = range !== undefined && listed.length === 0 ? [from, 300, to].filter((dpi) => dpi >= from && dpi <= to) : [];
  return {
    width: positive(textAt(caps, 'MaxWidth')) ?? UNSAID_SIZE,
    height: positive(textAt(caps, 'MaxHeight')) ?? UNSAID_SIZE,
    colours: all(caps, 'ColorMode').map(({ text }) => text),
    formats: [...all(caps, 'DocumentFormat'), ...all(caps, 'DocumentFormatExt')].map(({ text }) => text.toLowerCase()),
    resolutions: [...new Set([...listed, ...within].filter((dpi) => dpi > 0))].toSorted((a, b) => a - b),
  };
}

const positive = (text: string): number | null => (Number(text) > 0 ? Math.floor(Number(text)) : null);

/** Null where the answer is not a scanner's. */
export function readStatus(xml: string): EsclStatus | null {
  const root = readXml(xml);
  if (root?.name !== 'ScannerStatus') return null;
  // Reasons of the device stand on top, those of its jobs below; the newest job comes first.
  const job = all(root, 'JobInfo')[0];
  const reasons = [...all(find(root, 'StateReasons') ?? root, 'StateReason'), ...(job === undefined ? [] : all(job, 'JobStateReason'))];
  return { state: textAt(root, 'State'), adf: textAt(root, 'AdfState'), reasons: reasons.map(({ text }) => text) };
}

/**
 * What the state of a scanner means for whoever waits for a page; null where it hinders nothing. Words of Mopria's eSCL
 * specification (AdfState) and of PWG 5100.13 (reasons), and makers' variations of them.
 */
export function hindrance(status: EsclStatus, input: 'flatbed' | 'feeder'): SourceCode | null {
  const words = [...(input === 'feeder' ? [status.adf] : []), ...status.reasons];
  const told = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  if (told(/jam|mispick|multipick/i)) return 'source.jam';
  if (told(/hatch|cover|door|lid/i)) return 'source.coverOpen';
  if (told(/warm/i)) return 'source.warmingUp';
  if (input === 'feeder' && told(/AdfEmpty|MediaNeeded|MediaEmpty/i)) return 'source.paperEmpty';
  if (status.state === 'Processing' || status.state === 'Testing') return 'source.busy';
  return status.state === 'Stopped' || status.state === 'Down' ? 'source.failed' : null;
}
