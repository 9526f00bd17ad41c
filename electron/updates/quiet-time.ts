import type { UpdateSettings } from '../../shared/updates.ts';

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether local time `at` lies between the two; from 22:00 to 05:00 is a night. The same time twice is never quiet. */
export function isQuiet(at: Date, { quietFrom, quietTo }: Pick<UpdateSettings, 'quietFrom' | 'quietTo'>): boolean {
  const now = at.getHours() * 60 + at.getMinutes();
  const [from, to] = [minutesOf(quietFrom), minutesOf(quietTo)];
  return from <= to ? now >= from && now < to : now >= from || now < to;
}
