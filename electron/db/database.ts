import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, type Compilable } from 'kysely';
import { databaseError } from './database-error.ts';
import type { Tables } from './tables.ts';

/**
 * Builds typed SQL and runs nothing: queries go to a Database, which is synchronous like SQLite itself. So what stands
 * between BEGIN and COMMIT cannot be mixed with another request's statements, which one shared connection would allow
 * if each statement were awaited.
 */
export const sql = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** One open connection. Every call throws `database.full` or `database.damaged` where SQLite says so. */
export type Database = {
  all<Row>(query: Compilable<Row>): Row[];
  first<Row>(query: Compilable<Row>): Row | undefined;
  /** Number of rows changed. */
  run(query: Compilable): number;
  /** All of `work` or nothing. `work` must not wait for anything, and transactions do not nest. */
  transaction<Result>(work: () => Result extends Promise<unknown> ? never : Result): Result;
  /** Moves what was committed out of the write-ahead log and empties that file: what was overwritten is gone there too. */
  emptyLog(): void;
  close(): void;
};

/** Wraps an open, migrated connection. */
export function createDatabase(raw: DatabaseSync): Database {
  // Our statements are few and fixed, so each is prepared once and kept.
  const prepared = new Map<string, StatementSync>();

  function execute<Result>(
    query: Compilable, run: (statement: StatementSync, parameters: SQLInputValue[]) => Result,
  ): Result {
    const compiled = query.compile();
    try {
      const statement = prepared.get(compiled.sql) ?? raw.prepare(compiled.sql);
      prepared.set(compiled.sql, statement);
      return run(statement, compiled.parameters as SQLInputValue[]);
    } catch (error) {
      throw databaseError(error);
    }
  }

  return {
    all: <Row>(query: Compilable<Row>) => execute(query, (statement, values) => statement.all(...values) as Row[]),
    first: <Row>(query: Compilable<Row>) =>
      execute(query, (statement, values) => statement.get(...values) as Row | undefined),
    run: (query) => execute(query, (statement, values) => Number(statement.run(...values).changes)),
    transaction(work) {
      try {
        raw.exec('BEGIN IMMEDIATE');
        const result = work();
        raw.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite has rolled back by itself when the disk is full.
        if (raw.isTransaction) raw.exec('ROLLBACK');
        throw databaseError(error);
      }
    },
    emptyLog: () => raw.exec('PRAGMA wal_checkpoint(TRUNCATE)'),
    close: () => raw.close(),
  };
}
