import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LogRow } from '../../shared/log-row.ts';

const FILE = /^desk(?:\.(\d+))?\.log$/;
const LEVELS = ['info', 'warn', 'error'] as const;

export type LogFilter = { readonly level: 'all' | 'warn'; readonly correlationId: string | null; readonly limit: number };

/** The desk's own log, read back: for whoever looks for a fault. */
export type LogFiles = {
  /** Newest first, as many as asked for. */
  list(filter: LogFilter): Promise<LogRow[]>;
  /** Writes every line, oldest first, into one file; returns how many. */
  write(file: string): Promise<number>;
};

export function createLogFiles(folder: string): LogFiles {
  /** Newest first. */
  async function files(): Promise<string[]> {
    const found = (await readdir(folder)).flatMap((name) => {
      const match = FILE.exec(name);
      return match === null ? [] : [{ name, age: Number(match[1] ?? 0) }];
    });
    return found.toSorted((a, b) => a.age - b.age).map(({ name }) => path.join(folder, name));
  }

  /** Oldest first. A file that is rotated away between the two is no loss: its lines are in the next. */
  const linesOf = async (file: string): Promise<string[]> =>
    (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

  return {
    async list({ level, correlationId, limit }) {
      const rows: LogRow[] = [];
      for (const file of await files()) {
        for (const line of (await linesOf(file)).toReversed()) {
          const row = rowOf(line);
          if (row === null || (level === 'warn' && row.level === 'info')) continue;
          if (correlationId !== null && row.correlationId !== correlationId) continue;
          rows.push(row);
          if (rows.length === limit) return rows;
        }
      }
      return rows;
    },
    async write(file) {
      const lines: string[] = [];
      for (const one of (await files()).toReversed()) lines.push(...await linesOf(one));
      await writeFile(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
      return lines.length;
    },
  };
}

/** Null for a line cut short by a crash. */
function rowOf(line: string): LogRow | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    return null; // half a line: the disk was full, or the machine went down
  }
  if (typeof parsed !== 'object' || parsed === null) return null;
  const { time, level, event, ...rest } = parsed as Record<string, unknown>;
  const known = LEVELS.find((one) => one === level);
  if (typeof time !== 'string' || typeof event !== 'string' || known === undefined) return null;
  const { correlationId, captureId } = rest;
  const id = typeof correlationId === 'string' ? correlationId : captureId;
  const details = Object.entries(rest).filter(([name]) => name !== 'correlationId').map(([name, value]) => `${name}=${shown(value)}`).join(' ');
  return { at: Date.parse(time), level: known, event, correlationId: typeof id === 'string' ? id : null, details };
}

const shown = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
