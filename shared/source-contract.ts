/** The part of the contract that concerns scanners and readers. Spread into contract.ts. */
import { z } from 'zod';
import {
  fingerprintSchema, scanOptions, sourceId, sourceName, sourcePlace, type FoundSource, type ScanEnd, type ScanProgress, type SourceCode,
  type SourceKind, type SourceSettings, type SourceTest,
} from './sources.ts';

export const sourceInputs = {
  /** Looks for devices, half a minute at most. */
  'source:discover': z.undefined(),
  /** Made switched off: it is tested first. */
  'source:add': z.strictObject({ name: sourceName, place: sourcePlace }),
  'source:edit': z.strictObject({
    sourceId, name: sourceName.optional(), on: z.boolean().optional(), scan: scanOptions.partial().optional(), place: sourcePlace.optional(),
  }),
  /** A person has compared the certificate, or takes it as it is. */
  'source:trust': z.strictObject({ sourceId, fingerprint: fingerprintSchema }),
  'source:remove': z.strictObject({ sourceId }),
  'source:test': z.strictObject({ sourceId }),
  /** Answers when the scan is over; `scan:progress` tells meanwhile. */
  'scan:start': z.strictObject({ sourceId }),
  /** The scan under way, if any, ends with `source.cancelled`. */
  'scan:cancel': z.undefined(),
} as const;

export type SourceOutputs = {
  /** `troubles`: ways of looking that failed. */
  'source:discover': { found: FoundSource[]; troubles: { kind: SourceKind; code: SourceCode }[] };
  'source:add': SourceSettings;
  'source:edit': SourceSettings;
  'source:trust': SourceSettings;
  'source:remove': null;
  'source:test': SourceTest;
  'scan:start': ScanEnd;
  'scan:cancel': null;
};

export type SourceEvents = {
  'scan:progress': ScanProgress & { readonly sourceId: string };
  /** A serial reader sent something that is no zone of a document. */
  'source:unread': { readonly name: string };
  /** A device has another address, or another state; ask for the settings. */
  'source:changed': null;
};
