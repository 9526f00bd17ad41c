import type { CheckName, DoctorAnswer, Finding } from '../../shared/doctor.ts';

/** One thing the doctor looks at. What goes wrong while looking may be thrown. */
export type Check = {
  readonly name: CheckName;
  /** Must settle soon after `signal` aborts. */
  run(signal: AbortSignal): Promise<readonly Finding[]>;
};

export function finding(
  check: CheckName, answer: DoctorAnswer, more: Partial<Pick<Finding, 'about' | 'detail' | 'facts'>> = {},
): Finding {
  return { check, answer, about: '', detail: '', facts: [], ...more };
}
