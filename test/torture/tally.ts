/** What a torture counts, and the table it prints. */
export type Tally = {
  rounds: number;
  registrations: number;
  attempts: number;
  delivered: number;
  lost: number;
  doubled: number;
  /** How often the desk was killed at which step, and what the portal did. */
  readonly kills: Map<string, number>;
  readonly mischief: Map<string, number>;
};

export const emptyTally = (): Tally => ({
  rounds: 0, registrations: 0, attempts: 0, delivered: 0, lost: 0, doubled: 0, kills: new Map(), mischief: new Map(),
});

export function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export function addTally(sum: Tally, one: Tally): void {
  for (const name of ['rounds', 'registrations', 'attempts', 'delivered', 'lost', 'doubled'] as const) sum[name] += one[name];
  for (const counts of ['kills', 'mischief'] as const) {
    for (const [name, number] of one[counts]) sum[counts].set(name, (sum[counts].get(name) ?? 0) + number);
  }
}

export function tableOf(title: string, tally: Tally): string {
  const { rounds, registrations, attempts, delivered, lost, doubled } = tally;
  const total = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, number) => sum + number, 0);
  const lines = (counts: Map<string, number>): [string, number][] => [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows: [string, number][] = [
    ['rounds', rounds], ['registrations', registrations], ['attempts', attempts],
    ['kills', total(tally.kills)], ...lines(tally.kills).map(([name, number]): [string, number] => [`  ${name}`, number]),
    ['misbehaviour of portal and bucket', total(tally.mischief)],
    ...lines(tally.mischief).map(([name, number]): [string, number] => [`  ${name}`, number]),
    ['deliveries made', delivered], ['lost', lost], ['doubled', doubled],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [title, ...rows.map(([name, number]) => `  ${name.padEnd(width)} ${String(number).padStart(8)}`)].join('\n');
}
