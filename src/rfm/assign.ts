import type { ErrorPath } from "../core/errors.ts";
import { check } from "../core/expect.ts";
import { checkDay, checkObject } from "./check.ts";
import type { RfmSegmentGrid, RfmSegmentRule } from "./grids.ts";
import { compileRules, type RuleDimension } from "./rules.ts";
import { checkScorer } from "./scorer.ts";
import { isRows, numbersOf, rowsOf } from "./table.ts";
import type { RfmScoreColumns, RfmScores, RfmScoreTable } from "./types.ts";

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
  checkObject(result, at, "scores from scoreRfm");
  checkDay(result.asOf, at);
  const { scores, scorer } = result;
  checkScorer(scorer, [...at, "scorer"]);
  const rows = rowsOf(scores, [...at, "scores"]);
  const { names, dimensions, segmentOf } = compileRules(segments, scorer);
  const combination = new Uint32Array(rows);
  for (const dimension of dimensions) {
    const { bins } = dimension;
    const own = readScores(scores, dimension, rows, [...at, "scores"]);
    for (let i = 0; i < rows; i++) combination[i] = combination[i] * bins + own[i] - 1;
  }
  const codes = new Uint16Array(rows);
  for (let i = 0; i < rows; i++) codes[i] = segmentOf[combination[i]];
  return { names, codes };
}

/** The scores of a dimension; refuses what the scorer cannot have given. */
function readScores(
  scores: RfmScores["scores"] | RfmScoreTable,
  { name, bins, main }: RuleDimension,
  rows: number,
  at: ErrorPath,
): ArrayLike<number> {
  const pathOf = (row: number) => [...at, row, ...(main ? [main] : ["extra", name])];
  const column: ArrayLike<number> | undefined = isRows(scores)
    ? scores.map((row) => (main ? row?.[main] : row?.extra?.[name]?.score) ?? Number.NaN)
    : main
      ? scores[main]
      : scores.extra?.[name]?.score;
  const found = column instanceof Uint8Array ? column : numbersOf(column ?? [], rows, pathOf);
  check(found.length === rows, "length_mismatch", pathOf(rows), `${rows} scores`, found.length);
  let bad = 0;
  while (found[bad] >= 1 && found[bad] <= bins && found[bad] % 1 === 0) bad++;
  const expected = `a whole number from 1 to ${bins}`;
  check(bad === rows, "out_of_range", pathOf(bad), expected, found[bad]);
  return found;
}
