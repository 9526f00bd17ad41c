/**
 * The whole protocol between the page and the main process: every request the page may make, every event it may hear.
 * Input is parsed with these schemas once, in electron/ipc; outputs are plain data. Read this first.
 */
import { z } from 'zod';
import { pinSchema, type AdminState } from './admin.ts';
import type { AuditCheck, AuditRow } from './audit.ts';
import { cameraInputs, type CameraOutputs } from './camera.ts';
import type { CaptureSummary } from './capture.ts';
import { actionToken, type Committed, type Previewed } from './confirmed-action.ts';
import { begunDraft, draftInputs, type DraftOutputs } from './draft-contract.ts';
import type { DeliveryCode, DeliveryHistory, DeliveryRow, ResendPreview, RetryPreview } from './delivery.ts';
import {
  destinationPlace, destinationSecret, newDestination, type ConnectionTest, type DestinationCard, type FieldsPreview, type NumberPresets,
  type RemovalPreview,
} from './destination-card.ts';
import { destinationId, destinationName } from './destinations.ts';
import type { ErasePreview, ErasureReport } from './erasure.ts';
import type { ErrorCode } from './errors.ts';
import { groupInputs, type GroupEvents, type GroupOutputs } from './group-contract.ts';
import { intakeInputs, type IntakeEvents, type IntakeOutputs } from './intake-contract.ts';
import { operationInputs, type OperationEvents, type OperationOutputs } from './operation-contract.ts';
import { sourceInputs, type SourceEvents, type SourceOutputs } from './source-contract.ts';
import { updateInputs, type UpdateEvents, type UpdateOutputs } from './update-contract.ts';
import type { Reading } from './reading.ts';
import type { EarlierStay, Registration, RegistrationRow } from './registration.ts';
import type { TypedAhead } from './sent-ahead.ts';
import type { BotState, Conversation, ConversationEntry, RatingSummary } from './telegram.ts';
import type { PurgeState } from './policy.ts';
import { settingsSchema, type Settings } from './settings.ts';
import { passphraseSchema, type ImportAnswer, type PepperAnswer } from './settings-file.ts';

const id = z.uuid();
const text = (max: number) => z.string().max(max);
const isoDate = z.union([z.literal(''), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)]);

const stayInput = begunDraft.shape.stay.extend({ arrival: isoDate, departure: isoDate });
const draftInput = begunDraft.extend({ stay: stayInput });

/** Input schema of each request. Bytes cross here once (`capture:add`); afterwards a picture is named by id. */
export const requestInputs = {
  'app:info': z.undefined(),
  'desk:status': z.undefined(),
  'desk:retryKeychain': z.undefined(),
  'settings:get': z.undefined(),
  /** Destinations, scanners and readers have requests of their own. */
  'settings:set': settingsSchema.omit({ destinations: true, sources: true }).partial(),
  'capture:list': z.undefined(),
  /**
   * A file from drop, paste or camera; each page of a PDF or TIFF becomes a capture, and each document on it once it is
   * read. The picture itself is shown from `app://desk/capture/<id>.jpg`.
   */
  'capture:add': z.strictObject({ bytes: z.instanceof(Uint8Array), source: z.enum(['drop', 'paste', 'camera', 'file']) }),
  /** Lines of one zone, from a reader or pasted; `lines.incomplete` where they are none. Its capture has no picture. */
  'capture:addLines': z.strictObject({ lines: z.array(text(48)).min(1).max(3), source: z.enum(['reader', 'text']) }),
  /** Opens the system's open dialog; several files may be chosen. */
  'capture:open': z.undefined(),
  'capture:cancel': z.strictObject({ captureId: id }),
  'capture:retry': z.strictObject({ captureId: id }),
  'capture:discard': z.strictObject({ captureId: id }),
  'reading:get': z.strictObject({ captureId: id }),
  /** What the resident who sent the picture ahead corrected, for each document of it. */
  'capture:sentAhead': z.strictObject({ captureId: id }),
  /** Earlier registrations of the same document, or of the same names and birth date. */
  'registration:earlier': z.strictObject({
    documentNumber: text(50), issuingState: text(3), surname: text(200), givenNames: text(200), birthDate: isoDate,
  }),
  /** `draftId` is made by the page when the draft is opened: a second confirm of it returns the first's registration. */
  'registration:confirm': z.strictObject({ draftId: id, captureId: id.nullable(), document: z.int().min(0).max(7), draft: draftInput }),
  'registration:list': z.strictObject({
    query: text(80), from: isoDate, to: isoDate, after: id.nullable(), limit: z.int().min(1).max(200),
  }),
  'registration:open': z.strictObject({ registrationId: id }),
  /** The unmasked document number; writes an audit entry. */
  'registration:reveal': z.strictObject({ registrationId: id }),
  'destination:list': z.undefined(),
  /** Made switched off: it is tested first. */
  'destination:add': newDestination,
  'destination:edit': z.strictObject({
    destinationId, name: destinationName.optional(), on: z.boolean().optional(), place: destinationPlace.optional(),
  }),
  /** Opens the system's dialog; the answer's id stands for the folder in `destination:add`. */
  'destination:chooseFolder': z.undefined(),
  /** There is no request that reads one. */
  'destination:setSecret': z.strictObject({ destinationId, secret: destinationSecret }),
  'destination:test': z.strictObject({ destinationId }),
  /** Templates of a portal's requisites that have a place for a document's number. */
  'destination:numberPresets': z.strictObject({ destinationId }),
  'destination:previewFields': z.strictObject({ destinationId }),
  'destination:addFields': z.strictObject({ token: actionToken }),
  'destination:previewRemoval': z.strictObject({ destinationId }),
  'destination:remove': z.strictObject({ token: actionToken }),
  /** Newest first. `open`: due, leased or waiting. */
  'delivery:list': z.strictObject({
    destinationId: destinationId.nullable(), state: z.enum(['all', 'open', 'parked', 'delivered']),
    after: z.int().positive().nullable(), limit: z.int().min(1).max(200),
  }),
  'delivery:history': z.strictObject({ registrationId: id }),
  /** Tries what waits there now, also where everything was refused; what is parked stays parked. Null: everywhere. */
  'delivery:retryNow': z.strictObject({ destinationId: destinationId.nullable() }),
  'delivery:retry': z.strictObject({ deliveryId: z.int().positive() }),
  'delivery:previewRetry': z.strictObject({ destinationId: destinationId.nullable(), mended: z.boolean() }),
  'delivery:retryParked': z.strictObject({ token: actionToken }),
  'delivery:previewResend': z.strictObject({ registrationId: id, destinationId }),
  'delivery:resend': z.strictObject({ token: actionToken }),
  'message:list': z.undefined(),
  'message:entries': z.strictObject({ conversationId: id }),
  'message:read': z.strictObject({ conversationId: id }),
  /** `answerId` is made by the page: an answer sent twice is one answer. */
  'message:answer': z.strictObject({ conversationId: id, answerId: id, text: text(4000).trim().min(1) }),
  /** An answer of which nobody knows whether it arrived. */
  'message:repeat': z.strictObject({ conversationId: id, answerId: id }),
  /** Stars of the last thirty days. */
  'message:ratings': z.undefined(),
  'message:voice': z.strictObject({ entryId: id }),
  'telegram:hasToken': z.undefined(),
  /** Goes into the keychain and never comes back; '' removes it. */
  'telegram:setToken': z.strictObject({ token: text(200) }),
  'admin:state': z.undefined(),
  /** The first PIN, or another one while unlocked. */
  'admin:setPin': z.strictObject({ pin: pinSchema }),
  'admin:unlock': z.strictObject({ pin: text(12) }),
  'admin:lock': z.undefined(),
  'admin:resetPin': z.strictObject({ recoveryCode: text(40), pin: pinSchema }),
  /** The dry run: everything of the guest of this registration, wherever it is. */
  'erasure:preview': z.strictObject({ registrationId: id }),
  'erasure:commit': z.strictObject({ token: actionToken }),
  'erasure:list': z.undefined(),
  'erasure:retry': z.strictObject({ erasureId: id }),
  /** Gives up on what could not be erased. */
  'erasure:leave': z.strictObject({ erasureId: id }),
  /** Both ask for a file by the system's dialog. */
  'settingsFile:export': z.undefined(),
  'settingsFile:import': z.undefined(),
  'settingsFile:commit': z.strictObject({ token: actionToken }),
  'pepper:mark': z.undefined(),
  'pepper:export': z.strictObject({ passphrase: passphraseSchema }),
  'pepper:import': z.strictObject({ passphrase: text(200) }),
  'pepper:commit': z.strictObject({ token: actionToken }),
  'purge:state': z.undefined(),
  'purge:run': z.undefined(),
  /** Newest first; `before`: the id that the list goes on from. */
  'audit:list': z.strictObject({ before: z.int().positive().nullable(), limit: z.int().min(1).max(200) }),
  'audit:check': z.undefined(),
  /** Asks for a place by the system's save dialog; null when it was left. */
  'audit:export': z.undefined(),
  ...cameraInputs,
  ...operationInputs,
  ...intakeInputs,
  ...groupInputs,
  ...sourceInputs,
  ...updateInputs,
  ...draftInputs,
} as const;

/** What each request answers with. */
export type RequestOutputs = CameraOutputs & OperationOutputs & IntakeOutputs & GroupOutputs & SourceOutputs & UpdateOutputs & DraftOutputs & {
  'app:info': {
    version: string; host: 'electron' | 'double'; platform: string; demo: boolean; firstRun: boolean; systemLanguage: 'ru' | 'en';
    /** Why what was set does not hold. */
    settingsTrouble: 'settings.damaged' | 'settings.fromTheFuture' | null;
  };
  'desk:status': DeskStatus;
  'desk:retryKeychain': DeskStatus;
  'settings:get': Settings;
  'settings:set': Settings;
  'capture:list': CaptureSummary[];
  /** In the order of its pages. */
  'capture:add': { captureIds: string[] };
  'capture:addLines': { captureId: string };
  'capture:open': { captureIds: string[]; refused: { name: string; code: ErrorCode }[] };
  'capture:cancel': null;
  'capture:retry': null;
  'capture:discard': null;
  'reading:get': Reading | null;
  'capture:sentAhead': readonly TypedAhead[];
  'registration:earlier': EarlierStay[];
  'registration:confirm': { registrationId: string; already: boolean };
  'registration:list': { rows: RegistrationRow[]; next: string | null };
  /** Document number, optional data and MRZ lines come masked; see `registration:reveal`. */
  'registration:open': Registration;
  'registration:reveal': { documentNumber: string; optionalData: string; lines: readonly string[] };
  'destination:list': DestinationCard[];
  'destination:add': DestinationCard;
  'destination:edit': DestinationCard;
  /** Null: the dialog was left. */
  'destination:chooseFolder': { choiceId: string; path: string } | null;
  'destination:setSecret': DestinationCard;
  'destination:test': ConnectionTest;
  'destination:numberPresets': NumberPresets;
  'destination:previewFields': Previewed<FieldsPreview>;
  'destination:addFields': Committed<ConnectionTest>;
  'destination:previewRemoval': Previewed<RemovalPreview>;
  'destination:remove': Committed<null>;
  'delivery:list': { rows: DeliveryRow[]; next: number | null };
  'delivery:history': DeliveryHistory[];
  'delivery:retryNow': null;
  'delivery:retry': null;
  'delivery:previewRetry': Previewed<RetryPreview>;
  /** `retried`: how many were taken up again. */
  'delivery:retryParked': Committed<{ retried: number }>;
  'delivery:previewResend': Previewed<ResendPreview>;
  'delivery:resend': Committed<null>;
  'message:list': Conversation[];
  'message:entries': ConversationEntry[];
  'message:read': null;
  'message:answer': null;
  'message:repeat': null;
  'message:ratings': RatingSummary;
  'message:voice': { bytes: Uint8Array };
  'telegram:hasToken': boolean;
  'telegram:setToken': null;
  'admin:state': AdminState;
  /** The recovery code is shown once and stored nowhere in the clear. */
  'admin:setPin': { recoveryCode: string };
  'admin:unlock': AdminState;
  'admin:lock': AdminState;
  'admin:resetPin': { recoveryCode: string };
  'erasure:preview': Previewed<ErasePreview>;
  'erasure:commit': Committed<{ erasureId: string }>;
  'erasure:list': ErasureReport[];
  'erasure:retry': null;
  'erasure:leave': null;
  /** False when the dialog was left. */
  'settingsFile:export': boolean;
  'settingsFile:import': ImportAnswer;
  'settingsFile:commit': Committed<null>;
  /** Null while this desk has no pepper. */
  'pepper:mark': string | null;
  /** The mark of what was written; null when the dialog was left. */
  'pepper:export': string | null;
  'pepper:import': PepperAnswer;
  'pepper:commit': Committed<null>;
  'purge:state': PurgeState;
  'purge:run': PurgeState;
  'audit:list': { rows: AuditRow[]; next: number | null };
  'audit:check': AuditCheck;
  'audit:export': { entries: number } | null;
};

/** Things the page hears about without asking. */
export type Events = OperationEvents & IntakeEvents & GroupEvents & SourceEvents & UpdateEvents & {
  'capture:changed': CaptureSummary;
  'capture:gone': { id: string };
  'status:changed': DeskStatus;
  /** `arrived`: by something a resident said or sent. */
  'message:changed': { conversationId: string; arrived: boolean };
  'admin:changed': AdminState;
  /** A step of some erasing was done; ask for the list. */
  'erasure:changed': null;
};

/** What the strip at the bottom tells. Never optimistic: a part not yet known says so. */
export type DeskStatus = {
  /** Storage: nothing is stored unless `ready`. */
  readonly storage: { readonly kind: 'ready' } | { readonly kind: 'closed'; readonly code: ErrorCode };
  readonly reader:
    | { readonly kind: 'starting' } | { readonly kind: 'ready'; readonly engine: 'native' | 'wasm' }
    | { readonly kind: 'restarting' } | { readonly kind: 'down'; readonly code: ErrorCode };
  /** Destinations switched on; none until an administrator adds one. */
  readonly destinations: readonly DestinationStatus[];
  readonly registrationsToday: number;
  readonly bot: BotState;
  /** What residents said and nobody has looked at. */
  readonly unreadMessages: number;
};

/**
 * `mendable`: of the parked ones, those parked for the secret or place of the destination. `code`: why the last attempt
 * there failed; null when it did not, or nothing waits there any more.
 */
export type DestinationStatus = {
  readonly id: string;
  readonly name: string;
  readonly deliveredToday: number;
  readonly waiting: number;
  readonly parked: number;
  readonly mendable: number;
  readonly code: DeliveryCode | null;
};

export type RequestName = keyof typeof requestInputs;
export type RequestInput<K extends RequestName> = z.infer<(typeof requestInputs)[K]>;
export type RequestOutput<K extends RequestName> = RequestOutputs[K];

/** Only a message survives the context bridge of a thrown error, so failures travel as values. */
export type Answer<T> = { ok: true; value: T } | { ok: false; code: ErrorCode };

/** `window.desk`: all the page can do. */
export type DeskBridge = {
  request<K extends RequestName>(name: K, input: RequestInput<K>): Promise<Answer<RequestOutput<K>>>;
  /** Returns the function that stops listening. */
  on<K extends keyof Events>(name: K, listener: (payload: Events[K]) => void): () => void;
};
