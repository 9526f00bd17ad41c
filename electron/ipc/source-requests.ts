import type { sourceInputs, SourceOutputs } from '../../shared/source-contract.ts';
import type { Scans } from '../sources/scans.ts';
import type { SourceAdmin } from '../sources/source-admin.ts';
import type { RequestTable } from './handle.ts';
import type { Guard } from './request-gate.ts';

export type SourceParts = { readonly sources: SourceAdmin; readonly scans: Scans };

/** Who may ask what concerns scanners and readers: setting them up is the administrator's, using them anybody's. */
export const SOURCE_GUARDS = {
  'source:discover': 'settings', 'source:add': 'settings', 'source:edit': 'settings', 'source:trust': 'settings',
  'source:remove': 'settings', 'source:test': 'settings', 'scan:start': 'anyone', 'scan:cancel': 'anyone',
} as const satisfies Record<keyof typeof sourceInputs, Guard>;

/** What is asked of scanners and readers. */
export function sourceRequests({ sources, scans }: SourceParts): Pick<RequestTable, keyof SourceOutputs> {
  return {
    'source:discover': () => sources.discover(),
    'source:add': (wanted) => sources.add(wanted),
    'source:edit': (change) => sources.edit(change),
    'source:trust': ({ sourceId, fingerprint }) => sources.trust(sourceId, fingerprint),
    'source:remove': ({ sourceId }) => sources.remove(sourceId),
    'source:test': ({ sourceId }) => sources.test(sourceId),
    'scan:start': ({ sourceId }) => scans.start(sourceId),
    'scan:cancel': async () => {
      scans.cancel();
      return null;
    },
  };
}
