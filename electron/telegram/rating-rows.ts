import type { RatingSummary } from '../../shared/telegram.ts';
import { sql } from '../db/database.ts';
import type { OpenStorage } from '../db/storage.ts';

/** So far back the summary looks: long enough to say something, short enough to say it of now. */
const SUMMED_MS = 30 * 24 * 3_600_000;

/** Not tied to whoever gave it. Call it in the transaction of the press. */
export function insertRating({ database }: OpenStorage, stars: number, at: number): void {
  database.run(sql.insertInto('bot_rating').values({ at, stars }));
}

/** Of the last thirty days. */
export function sumRatings({ database }: OpenStorage, now: number): RatingSummary {
  const rows = database.all(
    sql.selectFrom('bot_rating').where('at', '>=', now - SUMMED_MS).groupBy('stars')
      .select((select) => ['stars', select.fn.countAll<number>().as('count')]),
  );
  const byStars = [1, 2, 3, 4, 5].map((stars) => rows.find((row) => row.stars === stars)?.count ?? 0);
  const count = byStars.reduce((sum, one) => sum + one, 0);
  const total = byStars.reduce((sum, one, index) => sum + one * (index + 1), 0);
  return { count, average: count === 0 ? 0 : total / count, byStars };
}
