/** Midnight that begins the desk's day which holds this moment; UTC milliseconds. */
export function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Midnight that begins this day (YYYY-MM-DD) in the desk's time zone, some days later if asked; UTC milliseconds. */
export function startOfIsoDay(isoDay: string, daysLater = 0): number {
  const [year = 0, month = 1, day = 1] = isoDay.split('-').map(Number);
  return new Date(year, month - 1, day + daysLater).getTime();
}

/** The desk's day (YYYY-MM-DD) which holds this moment. */
export function isoDayOf(at: number): string {
  const day = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
