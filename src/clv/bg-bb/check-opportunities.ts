import { type ErrorPath, InputError } from "../../core/errors.ts";

/** The likelihood of a history takes a step for every opportunity. */
const MOST_OPPORTUNITIES = 100_000;

/**
 * A checked history that can have happened at opportunities: recency and age are whole, and so many
 * purchases fit in; or an error at `path`.
 */
export function checkOpportunities(
  frequency: number,
  recency: number,
  age: number,
  path: ErrorPath,
): void {
  const isPossible = Number.isInteger(recency) && Number.isInteger(age) && recency >= frequency;
  if (isPossible && age <= MOST_OPPORTUNITIES) return;
  if (isPossible) {
    const message = `expected at most ${MOST_OPPORTUNITIES} opportunities, got ${age}`;
    throw new InputError("out_of_range", message, [...path, "age"]);
  }
  const field = Number.isInteger(age) ? "recency" : "age";
  const message =
    field === "age"
      ? `expected a whole number of opportunities, got ${age}`
      : `expected the whole number of the last opportunity used, at least frequency (${frequency}), got ${recency}`;
  throw new InputError("invalid_summary", message, [...path, field]);
}
