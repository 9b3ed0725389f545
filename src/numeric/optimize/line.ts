import { largestSize } from "../vector.ts";
import { type Box, type Objective, type Visited, visit } from "./objective.ts";

const MAX_TRIES = 12;
const SHRINKAGE = 0.1;

/** A line from a point, and how far it may be followed at once. */
export interface Line {
  readonly at: (length: number) => Visited;
  /** Moves no coordinate by more than the longest step allowed. */
  readonly longest: number;
}

export function lineFrom(
  objective: Objective,
  box: Box,
  { point }: Visited,
  direction: Float64Array,
  maxStep: number,
): Line {
  const at = (length: number) =>
    visit(
      objective,
      box,
      point.map((coordinate, i) => coordinate + length * direction[i]),
    );
  return {
    at,
    longest: maxStep / largestSize(direction),
  };
}

/** The first good point at length 1 or the longest allowed, at a tenth of that, a tenth again … */
export function backtrack(
  { at, longest }: Line,
  isGood: (trial: Visited, length: number) => boolean,
): { readonly found: Visited; readonly length: number } | undefined {
  let length = Math.min(1, longest);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const found = at(length);
    if (isGood(found, length)) return { found, length };
    length *= SHRINKAGE;
  }
  return undefined;
}
