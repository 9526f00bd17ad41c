import { sql, type Database } from '../db/database.ts';

/**
 * Removes registrations with all that hangs on them: search tokens, deliveries, residents without another registration,
 * and captures without one. Call it in a transaction; returns the captures removed, whose files are to be erased after
 * it (a crash in between leaves files without a row, which the vault sweeps at the next start).
 */
export function removeRegistrations(database: Database, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const of = sql.selectFrom('registration').where('id', 'in', ids);
  const captures = database.all(of.select('capture_id').distinct().where('capture_id', 'is not', null));
  const residents = database.all(of.select('resident_id').distinct()).map((row) => row.resident_id);
  database.run(sql.deleteFrom('delivery').where('registration_id', 'in', ids));
  database.run(sql.deleteFrom('registration').where('id', 'in', ids));
  database.run(
    sql.deleteFrom('resident').where('id', 'in', residents)
      .where('id', 'not in', sql.selectFrom('registration').select('resident_id').where('resident_id', 'in', residents)),
  );
  const captureIds = captures.flatMap((row) => (row.capture_id === null ? [] : [row.capture_id]));
  return captureIds.filter((id) => removeWithoutRegistration(database, id));
}

/** A capture that still waits for a person, or has another guest's registration, stays. */
function removeWithoutRegistration(database: Database, captureId: string): boolean {
  return database.run(
    sql.deleteFrom('capture').where('id', '=', captureId).where('state', '=', 'confirmed')
      .where(({ not, exists, selectFrom }) => not(exists(
        selectFrom('registration').select('id').where('capture_id', '=', captureId),
      ))),
  ) === 1;
}
