import type { Finding } from '../../shared/doctor.ts';
import { inOrder } from '../../shared/doctor-report.ts';
import { untilCutOff } from '../destinations/cut-off.ts';
import type { Log } from '../log.ts';
import { finding, type Check } from './check.ts';

/** A person waits for the answer. */
const LONGEST_MS = 30_000;

/** Looks at everything at once; a check that fails or hangs is a finding, too. Never rejects. */
export async function examine(checks: readonly Check[], log: Log, longestMs = LONGEST_MS): Promise<Finding[]> {
  const found = await Promise.all(checks.map(async (check) => {
    const late = AbortSignal.timeout(longestMs);
    try {
      return await untilCutOff(late, () => check.run(late));
    } catch (error) {
      log.warn('doctor.checkFailed', { source: check.name, error });
      return [finding(check.name, late.aborted ? 'check.late' : 'check.failed')];
    }
  }));
  return inOrder(found.flat());
}
