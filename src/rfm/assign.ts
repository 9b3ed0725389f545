import type { ErrorPath } from "../core/errors.ts";
import { checkObject } from "./check.ts";
import type { RfmSegmentGrid, RfmSegmentRule } from "./grids.ts";
import { readStage } from "./read-stage.ts";
import { compileRules } from "./rules.ts";
import { checkScorer } from "./scorer.ts";
import { isRows, lengthOf } from "./table.ts";
import type { RfmScoreColumns, RfmScores } from "./types.ts";

/** The names of the segments, and the position of each customer's among them. */
export interface Assigned {
  readonly names: readonly string[];
  readonly codes: Uint16Array;
}

/** Finds each customer's segment; `at` is where the scores lie in the call. */
export function assignSegments(
  result: RfmScores | RfmScoreColumns,
  segments: RfmSegmentGrid | readonly RfmSegmentRule[],
  at: ErrorPath,
): Assigned {
  checkObject(result, at, "scores");
  const { scores, scorer } = result;
  checkScorer(scorer, [...at, "scorer"]);
  checkObject(scores, [...at, "scores"], "scores, rows or columns");
  const { rules, stages, winner } = compileRules(segments, scorer);
  const names = [...new Set(rules.map(({ name }) => name))];
  const places = rules.map(({ name }) => names.indexOf(name));

  if (!isRows(scores)) checkObject(scores.customerId, [...at, "scores", "customerId"], "ids");
  const rows = isRows(scores) ? scores.length : lengthOf(scores.customerId);
  const states = new Uint32Array(rows);
  for (const { name, size, table } of stages) {
    const index = readStage(name, scores, scorer, rows, [...at, "scores"]);
    for (let i = 0; i < rows; i++) states[i] = table[states[i] * size + index[i] - 1];
  }
  const codes = new Uint16Array(rows);
  for (let i = 0; i < rows; i++) codes[i] = places[winner[states[i]]];
  return { names, codes };
}
