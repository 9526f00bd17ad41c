import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_SETTINGS, settingsSchema } from '../../shared/settings.ts';
import { laidOver, policyFileSchema, type GivenSettings } from '../../shared/policy-file.ts';
import type { Log } from '../log.ts';
import { isMissing } from '../system-code.ts';

/**
 * Where the system keeps what holds for every user of a computer, and only its administrator can write. On Windows that is
 * not ProgramData: there any user may make a folder, and with it set other people's desks.
 */
export function policyFilePlace(platform = process.platform, env: NodeJS.ProcessEnv = process.env): string {
  switch (platform) {
    case 'win32': return path.win32.join(env['CommonProgramFiles'] ?? 'C:\\Program Files\\Common Files', 'Kakdoma Desk', 'policy.json');
    case 'darwin': return '/Library/Application Support/Kakdoma Desk/policy.json';
    default: return '/etc/kakdoma-desk/policy.json';
  }
}

/** `problem`: dotted name of the first thing in the file that cannot be so. A broken file counts as none, and is told of. */
export type MachinePolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly problem: string }
  | { readonly kind: 'read'; readonly preset: GivenSettings; readonly lock: GivenSettings };

/** Never rejects. */
export async function readPolicyFile(file: string, log: Log): Promise<MachinePolicy> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { kind: 'none' };
    log.error('policyFile.unreadable', { error });
    return { kind: 'broken', problem: 'file' };
  }
  const read = parsed(text);
  if (read.kind === 'broken') log.error('policyFile.broken', { state: read.problem });
  if (read.kind === 'read') log.info('policyFile.read');
  return read;
}

function parsed(text: string): MachinePolicy {
  let json: unknown;
  try {
    // Editors of Windows put a mark of their own before the first sign.
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { kind: 'broken', problem: 'json' };
  }
  const file = policyFileSchema.safeParse(json);
  if (!file.success) return { kind: 'broken', problem: problemOf(file.error.issues[0]) };
  const { preset = {}, lock = {} } = file.data;
  // The rules between members of a group, as far as defaults tell; a preset must hold where nothing is locked any more, too.
  const asPreset = laidOver(DEFAULT_SETTINGS, preset);
  for (const settings of [asPreset, laidOver(asPreset, lock)]) {
    const whole = settingsSchema.safeParse(settings);
    if (!whole.success) return { kind: 'broken', problem: problemOf(whole.error.issues[0]) };
  }
  return { kind: 'read', preset, lock };
}

function problemOf(issue: { path: PropertyKey[]; code: string; keys?: string[] } | undefined): string {
  const names = [...(issue?.path ?? []).map(String), ...(issue?.code === 'unrecognized_keys' ? issue.keys ?? [] : [])];
  return names.join('.') || 'file';
}
