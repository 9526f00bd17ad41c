import type { Finding } from '../../shared/doctor.ts';
import { doctorReport } from '../../shared/doctor-report.ts';
import type { Log } from '../log.ts';
import type { Check } from './check.ts';
import { deskChecks, type DoctorParts } from './desk-checks.ts';
import { examine } from './examine.ts';

/** The check-up as the page asks for it. */
export type Doctor = {
  /** `cameras`: how many the page sees; null where it could not look. */
  run(cameras: number | null): Promise<Finding[]>;
  /** Puts the last findings onto the clipboard as text. */
  copy(): Promise<void>;
};

export function createDoctor(parts: Omit<DoctorParts, 'cameras' | 'more'> & {
  more: readonly Check[]; log: Log; write: (text: string) => Promise<void>; language: () => 'ru' | 'en';
}): Doctor {
  const { log, write, language, ...rest } = parts;
  let last: Finding[] = [];
  return {
    async run(cameras) {
      last = await examine(deskChecks({ ...rest, cameras: async () => cameras }), log);
      return last;
    },
    copy: () => write(doctorReport(last, language(), new Date())),
  };
}
