/**
 * Runs in the page, before it: a `window.desk` that keeps everything in memory and answers by the contract's types. It
 * stands for the main process in tests of the page alone; what main really does is tested end to end.
 */
import './no-eval.ts';
import {
  requestInputs,
  type Answer,
  type DeskBridge,
  type DeskStatus,
  type Events,
  type RequestInput,
  type RequestName,
  type RequestOutput,
} from '../../../shared/contract.ts';
import type { FrameSight } from '../../../shared/camera.ts';
import type { CaptureState, CaptureSummary, Source } from '../../../shared/capture.ts';
import type { DestinationCard } from '../../../shared/destination-card.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { checkDraft } from '../../../shared/draft.ts';
import { readingOfLines } from '../../../shared/mrz/text-reading.ts';
import type { Reading } from '../../../shared/reading.ts';
import type { EarlierStay, Registration, RegistrationRow } from '../../../shared/registration.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.ts';
import type { UpdateState } from '../../../shared/updates.ts';
import { memoryAdmin, type AdminAnswers, type AdminScene } from './memory-admin.ts';
import { memoryDrafts, type DraftAnswers } from './memory-drafts.ts';
import { memoryGroups, type GroupAnswers, type GroupScene } from './memory-groups.ts';
import { memoryIntake, type IntakeAnswers, type IntakeScene } from './memory-intake.ts';
import { memoryOperation, type OperationAnswers, type OperationScene } from './memory-operation.ts';
import { memorySources, type SourceAnswers, type SourceScene } from './memory-sources.ts';
import { memoryUpdates, type UpdateAnswers, type UpdateScene } from './memory-updates.ts';
import { memoryMessages, type MessageAnswers, type MessageScene } from './memory-messages.ts';
import { memoryDestinations, type DestinationAnswers, type DestinationScene } from './memory-destinations.ts';

export type Scene = DestinationScene & AdminScene & IntakeScene & GroupScene & SourceScene & OperationScene & MessageScene & UpdateScene & {
  readonly settings?: Partial<Settings>;
  readonly info?: Partial<RequestOutput<'app:info'>>;
  /** The first answer is kept back until the page's window hears the event `answer`. */
  readonly slowInfo?: boolean;
  readonly status?: Partial<DeskStatus>;
  readonly captures?: readonly { readonly summary: CaptureSummary; readonly reading: Reading | null }[];
  readonly earlier?: readonly EarlierStay[];
  readonly registrations?: readonly Registration[];
  /** What the reader says of the camera's frames, one after the other; then nothing is in sight. */
  readonly sights?: readonly FrameSight[];
  /** Reading that pictures added later get; left out, they stay unread. */
  readonly nextReading?: Reading;
  /** Code the next confirms are refused with. */
  readonly refuseConfirm?: ErrorCode;
};

const NOTHING_IN_SIGHT: FrameSight = {
  state: 'searching', outline: null, format: null, quality: [], frames: 0, clarity: 0, seen: null, name: null,
};

type Answers = { [N in RequestName]: (input: RequestInput<N>) => Answer<RequestOutput<N>> | Promise<Answer<RequestOutput<N>>> };

class MemoryDesk {
  readonly calls: { name: RequestName; input: unknown }[] = [];
  private readonly scene: Scene;
  private settings: Settings;
  private status: DeskStatus;
  private captures: CaptureSummary[];
  private readonly readings = new Map<string, Reading | null>();
  private readonly registrations: Registration[];
  private readonly confirmed = new Map<string, string>();
  private readonly answers: Answers;
  private sight = 0;
  private readonly admin: ReturnType<typeof memoryAdmin>;
  private readonly listeners = new Map<keyof Events, Set<(payload: never) => void>>();

  constructor(scene: Scene) {
    this.scene = scene;
    this.settings = { ...DEFAULT_SETTINGS, language: 'en', ...scene.settings };
    this.status = {
      storage: { kind: 'ready' },
      reader: { kind: 'ready', engine: 'native' },
      destinations: [],
      registrationsToday: 3,
      bot: { kind: 'off' },
      unreadMessages: 0,
      ...scene.status,
    };
    this.captures = (scene.captures ?? []).map(({ summary }) => summary);
    for (const { summary, reading } of scene.captures ?? []) this.readings.set(summary.id, reading);
    this.registrations = [...(scene.registrations ?? [])];
    this.admin = memoryAdmin(scene);
    this.answers = {
      ...this.ownAnswers,
      ...memoryDestinations(scene, (cards) => this.destinationsChanged(cards)),
      ...this.admin.answers,
      ...memoryDrafts(),
      ...memoryGroups(scene),
      ...memoryIntake(scene),
      ...memorySources(scene, {
        sources: () => this.settings.sources,
        changed: (sources) => { this.settings = { ...this.settings, sources: [...sources] }; },
        tell: (progress) => this.emit('scan:progress', progress),
        add: () => this.add('scanner'),
      }),
      ...memoryOperation(scene, (state) => this.emit('screen:changed', state)),
      ...memoryUpdates(scene, (state) => this.emit('update:changed', state)),
      ...memoryMessages(scene, (change) => this.emit('message:changed', change)),
    };
    this.destinationsChanged(scene.destinations ?? []);
  }

  readonly bridge = {
    request: async <K extends RequestName>(name: K, input: RequestInput<K>): Promise<Answer<RequestOutput<K>>> => {
      const parsed = requestInputs[name].safeParse(input);
      this.calls.push({ name, input });
      if (!parsed.success) return { ok: false, code: 'request.invalid' };
      return this.answers[name](input);
    },
    on: <K extends keyof Events>(name: K, listener: (payload: Events[K]) => void): (() => void) => {
      const listeners = this.listeners.get(name) ?? new Set();
      listeners.add(listener);
      this.listeners.set(name, listeners);
      return () => {
        listeners.delete(listener);
      };
    },
  } satisfies DeskBridge;

  /** A capture changes its state, as the reader would make it. */
  change(id: string, state: CaptureState, reading: Reading | null = null, title: string | null = null): void {
    const old = this.captures.find((capture) => capture.id === id);
    if (old === undefined) throw new Error(`no capture ${id}`);
    if (reading !== null) this.readings.set(id, reading);
    const next = { ...old, state, title: title ?? old.title };
    this.captures = this.captures.map((capture) => (capture.id === id ? next : capture));
    this.emit('capture:changed', next);
  }

  setStatus(change: Partial<DeskStatus>): void {
    this.status = { ...this.status, ...change };
    this.emit('status:changed', this.status);
  }

  /** How far main is with a newer version. */
  setUpdate(update: UpdateState): void {
    this.emit('update:changed', update);
  }

  /** The strip tells of a scene's own status where it has one. */
  private destinationsChanged(cards: readonly DestinationCard[]): void {
    this.settings = { ...this.settings, destinations: cards.map(({ secret: _secret, ...settings }) => settings) };
    if (this.scene.status?.destinations !== undefined) return this.emit('status:changed', this.status);
    this.setStatus({
      destinations: cards.filter(({ on }) => on).map(({ id, name }) => ({
        id, name, deliveredToday: 2, waiting: 0, parked: 0, mendable: 0, code: null,
      })),
    });
  }

  private emit<K extends keyof Events>(name: K, payload: Events[K]): void {
    for (const listener of this.listeners.get(name) ?? []) (listener as (payload: Events[K]) => void)(payload);
  }

  private add(source: Source): string {
    const id = crypto.randomUUID();
    const number = this.captures.length + 1;
    const capture: CaptureSummary = {
      id,
      source,
      capturedAt: Date.now(),
      number,
      state: { kind: 'captured' },
      title: null,
    };
    this.captures.push(capture);
    this.emit('capture:changed', capture);
    const { nextReading } = this.scene;
    if (nextReading !== undefined) {
      queueMicrotask(() => {
        this.change(id, { kind: 'reading', fraction: 0.5 });
        const title = nextReading.documents[0]?.fields.surname?.value ?? null;
        this.change(
          id,
          { kind: 'read', status: nextReading.status, documents: nextReading.documents.length },
          nextReading,
          title,
        );
      });
    }
    return id;
  }

  private addRead(source: Source, reading: Reading): string {
    const id = crypto.randomUUID();
    const title = reading.documents[0]?.fields.surname?.value ?? null;
    this.readings.set(id, reading);
    const state: CaptureState = { kind: 'read', status: reading.status, documents: reading.documents.length };
    const capture: CaptureSummary = { id, source, capturedAt: Date.now(), number: this.captures.length + 1, state, title };
    this.captures.push(capture);
    this.emit('capture:changed', capture);
    return id;
  }

  private readonly ownAnswers: Omit<Answers, keyof DestinationAnswers | keyof AdminAnswers | keyof OperationAnswers | keyof IntakeAnswers | keyof GroupAnswers | keyof SourceAnswers | keyof MessageAnswers | keyof UpdateAnswers | keyof DraftAnswers> = {
    'app:info': async () => {
      if (this.scene.slowInfo) await new Promise((resolve) => { addEventListener('answer', resolve, { once: true }); });
      return {
        ok: true,
        value: {
          version: '0.1.0',
          host: 'electron',
          platform: 'linux',
          demo: false,
          firstRun: false,
          settingsTrouble: null,
          systemLanguage: 'en',
          ...this.scene.info,
        },
      };
    },
    'desk:status': () => ({ ok: true, value: this.status }),
    'desk:retryKeychain': () => {
      this.setStatus({ storage: { kind: 'ready' } });
      return { ok: true, value: this.status };
    },
    'settings:get': () => ({ ok: true, value: this.settings }),
    'settings:set': (change) => {
      if (change.policy !== undefined && !this.admin.guarded()) return { ok: false, code: 'admin.locked' };
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      this.settings = { ...this.settings, ...given };
      return { ok: true, value: this.settings };
    },
    'capture:list': () => ({ ok: true, value: this.captures }),
    'capture:add': ({ source }) => ({ ok: true, value: { captureIds: [this.add(source)] } }),
    'camera:look': () => ({ ok: true, value: this.scene.sights?.[this.sight++] ?? NOTHING_IN_SIGHT }),
    'camera:keep': () => ({ ok: true, value: { captureId: this.add('camera') } }),
    'capture:addLines': ({ lines, source }) => {
      const reading = readingOfLines(lines, new Date().toISOString().slice(0, 10));
      if (reading === null) return { ok: false, code: 'lines.incomplete' };
      return { ok: true, value: { captureId: this.addRead(source, reading) } };
    },
    'capture:open': () => ({
      ok: true,
      value: { captureIds: [this.add('file')], refused: [{ name: 'notes.txt', code: 'picture.unknownFormat' }] },
    }),
    'capture:cancel': ({ captureId }) => {
      this.change(captureId, { kind: 'parked', code: 'ocr.cancelled' });
      return { ok: true, value: null };
    },
    'capture:retry': ({ captureId }) => {
      this.change(captureId, { kind: 'reading', fraction: 0 });
      return { ok: true, value: null };
    },
    'capture:discard': ({ captureId }) => {
      this.captures = this.captures.filter(({ id }) => id !== captureId);
      this.emit('capture:gone', { id: captureId });
      return { ok: true, value: null };
    },
    'reading:get': ({ captureId }) => ({ ok: true, value: this.readings.get(captureId) ?? null }),
    'capture:sentAhead': () => ({ ok: true, value: [] }),
    'registration:earlier': ({ documentNumber, surname }) => ({
      ok: true,
      value: (this.scene.earlier ?? []).filter(({ why, registration }) =>
        why === 'document'
          ? registration.fields.documentNumber.value === documentNumber
          : registration.fields.surname.value === surname,
      ),
    }),
    'registration:confirm': ({ draftId, captureId, draft }) => {
      if (this.scene.refuseConfirm !== undefined) return { ok: false, code: this.scene.refuseConfirm };
      const known = this.confirmed.get(draftId);
      if (known !== undefined) return { ok: true, value: { registrationId: known, already: true } };
      const id = crypto.randomUUID();
      this.confirmed.set(draftId, id);
      this.registrations.unshift({
        id,
        residentId: crypto.randomUUID(),
        confirmedAt: Date.now(),
        source: captureId === null ? 'typed' : 'file',
        captureId,
        ...draft,
        checks: checkDraft(draft, new Date().toISOString().slice(0, 10)).checks,
      });
      if (captureId !== null) this.change(captureId, { kind: 'confirmed', registrationIds: [id] });
      this.setStatus({ registrationsToday: this.status.registrationsToday + 1 });
      return { ok: true, value: { registrationId: id, already: false } };
    },
    'registration:list': ({ query, limit, after }) => {
      const found = this.registrations.filter(
        ({ fields }) =>
          query === '' ||
          fields.surname.value.startsWith(query.toUpperCase()) ||
          fields.documentNumber.value === query.toUpperCase() ||
          fields.birthDate.value === query,
      );
      const from = after === null ? 0 : found.findIndex(({ id }) => id === after) + 1;
      const rows = found.slice(from, from + limit);
      return {
        ok: true,
        value: { rows: rows.map(rowOf), next: from + limit < found.length ? (rows.at(-1)?.id ?? null) : null },
      };
    },
    'registration:open': ({ registrationId }) => {
      const found = this.registrations.find(({ id }) => id === registrationId);
      if (found === undefined) return { ok: false, code: 'registration.missing' };
      const { fields } = found;
      return {
        ok: true,
        value: {
          ...found,
          lines: found.lines.map((line) => '•'.repeat(line.length)),
          fields: {
            ...fields,
            documentNumber: { ...fields.documentNumber, value: masked(fields.documentNumber.value) },
          },
        },
      };
    },
    'registration:reveal': ({ registrationId }) => {
      const found = this.registrations.find(({ id }) => id === registrationId);
      if (found === undefined) return { ok: false, code: 'registration.missing' };
      const { fields, lines } = found;
      return {
        ok: true,
        value: { documentNumber: fields.documentNumber.value, optionalData: fields.optionalData.value, lines },
      };
    },
  };
}

const masked = (number: string): string => '•'.repeat(Math.max(number.length - 3, 0)) + number.slice(-3);

function rowOf({ id, confirmedAt, fields, stay }: Registration): RegistrationRow {
  return {
    id,
    confirmedAt,
    surname: fields.surname.value,
    givenNames: fields.givenNames.value,
    nationality: fields.nationality.value,
    birthDate: fields.birthDate.value,
    maskedNumber: masked(fields.documentNumber.value),
    room: stay.room,
    arrival: stay.arrival,
    departure: stay.departure,
  };
}

declare global {
  interface Window {
    scene: Scene;
    memoryDesk: MemoryDesk;
  }
}

window.memoryDesk = new MemoryDesk(window.scene);
Object.defineProperty(window, 'desk', { value: window.memoryDesk.bridge });
