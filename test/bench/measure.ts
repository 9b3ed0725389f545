/** How long runs took, in milliseconds. */
export interface Timing {
  /** The median of the rounds. */
  readonly wall: number;
  /** The median over all threads of the process. */
  readonly cpu: number;
  readonly rounds: readonly number[];
}

interface Contestant {
  run(): unknown;
}

interface Run {
  readonly wall: number;
  readonly cpu: number;
}

/**
 * Runs the contestants in turn, round by round, each round begun by another one: so that what the
 * machine does meanwhile hits all alike.
 */
export async function measureInterleaved(
  contestants: readonly Contestant[],
  rounds: number,
): Promise<Timing[]> {
  const runs: Run[][] = contestants.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contestants.length; turn++) {
      const index = (round + turn) % contestants.length;
      // No one pays for another's garbage.
      global.gc?.();
      runs[index].push(await timeOnce(() => contestants[index].run()));
    }
  }
  return runs.map(summarize);
}

/** One function alone: warmed up, then timed call by call. */
export async function measureWarm(
  run: () => unknown,
  { warmups = 1, rounds = 5 } = {},
): Promise<Timing> {
  for (let round = 0; round < warmups; round++) await run();
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await timeOnce(run));
  return summarize(runs);
}

/** One run. */
export async function timeOnce(run: () => unknown): Promise<Run> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await run();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { wall, cpu: (user + system) / 1000 };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function summarize(runs: readonly Run[]): Timing {
  const rounds = runs.map(({ wall }) => wall);
  return { wall: median(rounds), cpu: median(runs.map(({ cpu }) => cpu)), rounds };
}
