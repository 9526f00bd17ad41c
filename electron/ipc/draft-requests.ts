import type { DraftOutputs } from '../../shared/draft-contract.ts';
import type { Drafts } from '../drafts/drafts.ts';
import type { RequestTable } from './handle.ts';

export type DraftParts = { readonly drafts: Drafts };

/** Who may ask what concerns what is being typed: the front desk. */
export const DRAFT_GUARDS = { 'draft:keep': 'anyone', 'draft:kept': 'anyone', 'draft:forget': 'anyone' } as const;

/** What is asked of what was typed and not confirmed. */
export function draftRequests({ drafts }: DraftParts): Pick<RequestTable, keyof DraftOutputs> {
  const done = async (work: Promise<void>) => { await work; return null; };
  return {
    'draft:keep': (input) => done(drafts.keep(input)),
    'draft:kept': (input) => drafts.kept(input),
    'draft:forget': ({ draftId }) => done(drafts.forget(draftId)),
  };
}
