import type { DraftCheck } from '../../shared/draft.ts';
import type { Doubt, DoubtCode, FieldName, QualityHint } from '../../shared/reading.ts';
import { FIELD_NAMES } from '../../shared/reading.ts';
import type { Warning, WarningCode } from '../../shared/registration.ts';
import type { OpenDraft } from '../store/drafts-slice.ts';
import type { Place } from '../store/view-slice.ts';

/** One thing a person should look at before confirming. `stop` must be mended, `look` compared, `tip` only helps. */
export type Attention = {
  readonly key: string;
  readonly level: 'stop' | 'look' | 'tip';
  readonly place: Place | null;
  readonly looked: boolean;
  /** Enter leads here before it confirms: the reading itself is in doubt. */
  readonly leads: boolean;
  readonly about:
    | { readonly kind: 'warning'; readonly warning: Warning }
    | { readonly kind: 'doubt'; readonly doubt: Doubt }
    | { readonly kind: 'quality'; readonly hint: QualityHint }
    /** What the guest made of it before arrival; `printed`: what was read. */
    | { readonly kind: 'resident'; readonly field: FieldName; readonly printed: string };
};

/** Doubts which `checkDraft` says again of the draft as it stands; the reading's own word is then out of date. */
const SAID_BY_WARNING: Readonly<Partial<Record<DoubtCode, WarningCode>>> = {
  'checkDigit.wrong': 'checkDigitWrong',
  'date.impossible': 'dateImpossible',
  'state.unknown': 'stateUnknown',
  'name.truncated': 'nameTruncated',
};

const OF_THE_READING: ReadonlySet<WarningCode> = new Set(['checkDigitWrong', 'nameTruncated', 'stateUnknown']);

/** What the guest must be told of, however well the document was read. */
const OF_THE_GUEST: ReadonlySet<WarningCode> = new Set(['expired', 'expiresSoon', 'minor']);

/** All to look at in a draft: what blocks first, what the guest is told, then doubts in reading order, then the rest. */
export function attentionOf(open: OpenDraft, check: DraftCheck): readonly Attention[] {
  const warnings = check.warnings
    .filter((warning) => warning.code !== 'fieldEmpty' || complainsOfEmpty(open, warning))
    .map((warning): Attention => {
      const key = `${warning.code}:${warning.field ?? ''}`;
      return {
        key,
        level: warning.blocks ? 'stop' : 'look',
        place: placeOfWarning(warning),
        looked: open.looked.includes(key),
        leads: !warning.blocks && OF_THE_READING.has(warning.code) && open.read !== null,
        about: { kind: 'warning', warning },
      };
    });
  const doubts = openDoubts(open).map((doubt): Attention => {
    const key = doubtKey(doubt);
    return {
      key,
      level: 'look',
      place: placeOfDoubt(doubt),
      looked: open.looked.includes(key),
      leads: true,
      about: { kind: 'doubt', doubt },
    };
  });
  const corrected = correctedAhead(open).map((about): Attention => {
    const key = `resident:${about.field}`;
    return { key, level: 'look', place: { kind: 'field', field: about.field }, looked: open.looked.includes(key), leads: true, about };
  });
  // Without a document the hints stand with the sentence that nothing was read.
  const hints = open.read?.status === 'check' ? (open.reading?.quality ?? []) : [];
  const tips = hints.map((hint): Attention => ({
    key: hint,
    level: 'tip',
    place: null,
    looked: false,
    leads: false,
    about: { kind: 'quality', hint },
  }));
  const ofTheGuest = ({ about }: Attention): boolean => about.kind === 'warning' && OF_THE_GUEST.has(about.warning.code);
  const others = warnings.filter((item) => item.level !== 'stop');
  return [
    ...warnings.filter((item) => item.level === 'stop'),
    ...others.filter(ofTheGuest),
    ...corrected,
    ...doubts,
    ...others.filter((item) => !ofTheGuest(item)),
    ...tips,
  ];
}

/** Fields that the guest corrected to something else than was read: nobody but the guest has compared them so far. */
function correctedAhead({ draft, read }: OpenDraft): Extract<Attention['about'], { kind: 'resident' }>[] {
  if (read === null) return [];
  return FIELD_NAMES.filter((field) => draft.fields[field].origin === 'resident').flatMap((field) => {
    const printed = read.fields[field]?.value ?? '';
    if (draft.fields[field].value !== printed) return [{ kind: 'resident' as const, field, printed }];
    const inCyrillic = field === 'surname' || field === 'givenNames' ? (read.cyrillic?.[field] ?? '') : null;
    if (inCyrillic === null || inCyrillic === draft.cyrillic[field as 'surname' | 'givenNames']) return [];
    return [{ kind: 'resident' as const, field, printed: inCyrillic }];
  });
}

/** Empty fields are named at once where something was read, and after the first Confirm where it is typed. */
function complainsOfEmpty(open: OpenDraft, warning: Warning): boolean {
  return open.attempted ? warning.blocks || open.read !== null : open.read !== null;
}

/** Doubts of the reading that no correction has settled yet. */
export function openDoubts(open: OpenDraft): readonly Doubt[] {
  return (open.read?.doubts ?? []).filter((doubt) => {
    if (SAID_BY_WARNING[doubt.code] !== undefined) return false;
    return !isSettled(open, doubt);
  });
}

function isSettled({ draft, read }: OpenDraft, { field, line, column }: Doubt): boolean {
  if (field !== undefined && draft.fields[field].origin !== 'mrz') return true;
  if (line === undefined || column === undefined) return false;
  return draft.lines[line]?.charAt(column) !== read?.lines[line]?.text.charAt(column);
}

function doubtKey(doubt: Doubt): string {
  return [doubt.code, doubt.field ?? '', doubt.line ?? '', doubt.column ?? ''].join(':');
}

function placeOfDoubt({ line, column, field }: Doubt): Place | null {
  if (line !== undefined && column !== undefined) return { kind: 'sign', line, column };
  if (field !== undefined) return { kind: 'field', field };
  return line === undefined ? null : { kind: 'sign', line, column: 0 };
}

export function placeOfWarning({ field }: Warning): Place | null {
  return field === undefined ? null : { kind: 'field', field };
}

export type Mark = 'sure' | 'look' | 'stop' | 'plain';

/** State of each field, for its colour and shape. */
export function marksOf(open: OpenDraft, items: readonly Attention[]): Readonly<Record<FieldName, Mark>> {
  const marks: Partial<Record<FieldName, Mark>> = {};
  for (const name of FIELD_NAMES) marks[name] = markOf(name, open, items);
  return marks as Record<FieldName, Mark>;
}

function markOf(name: FieldName, open: OpenDraft, items: readonly Attention[]): Mark {
  const mine = items.filter((item) => fieldOf(item) === name);
  if (mine.some((item) => item.level === 'stop')) return 'stop';
  if (mine.length > 0) return 'look';
  const { value, origin } = open.draft.fields[name];
  return origin === 'mrz' && value !== '' ? 'sure' : 'plain';
}

/** The field an item speaks of. */
export function fieldOf(item: Attention): string | undefined {
  switch (item.about.kind) {
    case 'warning':
      return item.about.warning.field;
    case 'doubt':
      return item.about.doubt.field;
    case 'resident':
      return item.about.field;
    case 'quality':
      return undefined;
  }
}

/** The next doubt Enter should lead to; null when the draft may be confirmed. */
export function nextToLook(items: readonly Attention[]): Attention | null {
  return items.find((item) => item.leads && !item.looked) ?? null;
}
