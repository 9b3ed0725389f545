import { setTimeout as sleep } from "node:timers/promises";

const MOST_ATTEMPTS = 20;

/** Somebody else was faster: what was read is no longer so. */
export class ConflictError extends Error {}

// Unique violation, serialization failure, deadlock.
const CONFLICTS: readonly unknown[] = ["23505", "40001", "40P01"];

export function isConflict(error: unknown): boolean {
  return error instanceof ConflictError || CONFLICTS.includes(sqlState(error));
}

/** The five characters by which Postgres says what is wrong. */
export function sqlState(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** Tries until nobody else is faster: load, decide and write anew, each time a little later. */
export async function retryConflicts<Result>(
  attempt: () => Promise<Result>,
  onConflict?: () => void,
): Promise<Result> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || attempts === MOST_ATTEMPTS) throw error;
      onConflict?.();
      await sleep(Math.random() * Math.min(2 ** attempts, 200));
    }
  }
}
