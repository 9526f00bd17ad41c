import { z } from 'zod';
import { policyFileSchema } from '../shared/policy-file.ts';

/** The published schema of the policy file, as text. Rules that JSON Schema has no words for are checked at start only. */
export function policySchemaText(): string {
  const schema = z.toJSONSchema(policyFileSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'Kakdoma Desk: settings of a computer', ...schema }, null, 2)}\n`;
}
