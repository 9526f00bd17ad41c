import type { ReadingStatus } from './reading.ts';
import type { ErrorCode } from './errors.ts';

/** Where a document came from. A `reader` sends the zone's lines, as `text` they were pasted; all others bring a picture. */
export type Source = 'scanner' | 'camera' | 'reader' | 'text' | 'folder' | 'drop' | 'paste' | 'file' | 'bot';
export type TextSource = Extract<Source, 'reader' | 'text'>;
export type PictureSource = Exclude<Source, TextSource>;

/** Whether captures of this source never had a picture. */
export const isText = (source: Source): source is TextSource => source === 'reader' || source === 'text';

/** A capture's life. `parked`: reading failed for good and a person must decide. */
export type CaptureState =
  | { readonly kind: 'captured' }
  | { readonly kind: 'reading'; readonly fraction: number }
  | {
      readonly kind: 'read'; readonly status: ReadingStatus; readonly documents: number;
      /** Those already confirmed of several documents, as databases have them from when a picture was one capture. */
      readonly confirmed?: readonly { readonly document: number; readonly registrationId: string }[];
    }
  | { readonly kind: 'parked'; readonly code: ErrorCode }
  | { readonly kind: 'confirmed'; readonly registrationIds: readonly string[] };

/** One row of the queue. Holds nothing personal: `label` is only the source and the running number of the day. */
export type CaptureSummary = {
  readonly id: string;
  readonly source: Source;
  /** UTC milliseconds. */
  readonly capturedAt: number;
  readonly number: number;
  readonly state: CaptureState;
  /** Surname and given names once read, so that the queue can be told apart. Lives in memory and in the window only. */
  readonly title: string | null;
  /** A resident sent it before arrival and confirmed it, or left it to the desk. */
  readonly sentAhead?: true;
  /** Which document it is, from 1, of a picture that showed several; `pictureId` is the id it came in under. */
  readonly part?: { readonly pictureId: string; readonly number: number; readonly of: number };
};
