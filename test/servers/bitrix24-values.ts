/** What the parts of the made-up portal share. */
export type Values = Record<string, unknown>;

/** What a method answers with when it refuses. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, description = code) {
    super(description);
    this.status = status;
    this.code = code;
  }
}

export function asObject(value: unknown, name: string): Values {
  if (typeof value !== 'object' || value === null) throw new Refusal(400, '100', `Could not find value for parameter {${name}}`);
  return value as Values;
}
