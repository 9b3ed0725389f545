import { largestSize } from "../vector.ts";
import { type Objective, type Visited, visit } from "./objective.ts";

const MAX_TRIES = 12;
const SHRINKAGE = 0.1;

/** A good point on a line, and where else on it one may look. */
export interface LineStep {
  readonly found: Visited;
  readonly length: number;
  readonly at: (length: number) => Visited;
  /** Moves no coordinate by more than the longest step allowed. */
  readonly longest: number;
}

/** The first good point at length 1 or the longest allowed, at a tenth of that, a tenth again … */
export function backtrack(
  objective: Objective,
  { point }: Visited,
  direction: Float64Array,
  maxStep: number,
  isGood: (trial: Visited, length: number) => boolean,
): LineStep | undefined {
  const at = (length: number) =>
    visit(
      objective,
      point.map((coordinate, i) => coordinate + length * direction[i]),
    );
  const longest = maxStep / largestSize(direction);
  let length = Math.min(1, longest);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const found = at(length);
    if (isGood(found, length)) return { found, length, at, longest };
    length *= SHRINKAGE;
  }
  return undefined;
}
