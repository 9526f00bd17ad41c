/** What an administrator of many computers sets for all of them: presets, and what nobody at the desk may change. */
import { z } from 'zod';
import { settingsSchema, type Settings } from './settings.ts';

/** Some of the settings; of groups of them (policy, telegram, operation) some of the group. */
export type GivenSettings = {
  readonly [K in keyof Settings]?: Settings[K] extends readonly unknown[] ? Settings[K]
    : Settings[K] extends object ? Partial<Settings[K]> : Settings[K];
};

/** A group is checked without the rules between its members: those hold once it is laid over what is there. */
function partOf(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject ? z.strictObject(schema.shape as z.ZodRawShape).partial() : schema;
}

const given = z.strictObject(Object.fromEntries(
  Object.entries(settingsSchema.shape).map(([name, schema]) => [name, partOf(schema as z.ZodType).optional()]),
)) as unknown as z.ZodType<GivenSettings>;

export const policyFileSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  /** Holds where nobody has set anything yet. */
  preset: given.optional(),
  /** Holds always; the page shows it as set by the administrator. */
  lock: given.optional(),
});
export type PolicyFile = z.infer<typeof policyFileSchema>;

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is given laid over the settings, groups member by member. */
export function laidOver(settings: Settings, over: GivenSettings): Settings {
  const entries = Object.entries(settings).map(([name, value]) => {
    const wanted: unknown = over[name as keyof GivenSettings];
    if (wanted === undefined) return [name, value];
    return [name, isGroup(value) && isGroup(wanted) ? { ...value, ...wanted } : wanted];
  });
  return Object.fromEntries(entries) as Settings;
}

/** Dotted names of all that is given: `theme`, `telegram.on`. */
export const namesOf = (over: GivenSettings): string[] => Object.entries(over).flatMap(([name, value]) =>
  (isGroup(value) ? Object.keys(value).map((member) => `${name}.${member}`) : [name]));
