import type { Objective } from "./objective.ts";
import type { Optimum } from "./optimum.ts";

/**
 * Searches downhill from a start to an optimum, and there until the decrement is exact. `hopeless` says
 * of a value below which expected gain the search is given up. A `preview` is a cheap likeness of the
 * objective, on which an expensive search may begin.
 */
export type Method = (
  objective: Objective,
  start: Float64Array,
  hopeless: (value: number) => number,
  preview?: Objective,
) => Optimum;

/** The expected gain at which a search on a likeness ends. */
export const PREVIEW_TOLERANCE = 2e-3;
