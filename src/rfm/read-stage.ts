import type { ErrorPath } from "../core/errors.ts";
import { check } from "./check.ts";
import { isRows, numbersOf } from "./table.ts";
import type { RfmDimension, RfmScorer, RfmScores, RfmScoreTable } from "./types.ts";

/** The scores that a stage of rules reads, from 1 on; refuses what the scorer cannot have given. */
export function readStage(
  stage: string,
  scores: RfmScores["scores"] | RfmScoreTable,
  { settings: { bins }, extra = [] }: RfmScorer,
  rows: number,
  at: ErrorPath,
): ArrayLike<number> {
  const main = (name: RfmDimension) => {
    const column = isRows(scores) ? scores.map((row) => row?.[name]) : scores[name];
    return checkScores(column, bins[name], rows, (row) => [...at, row, name]);
  };
  if (stage === "r") return main("r");
  if (stage === "fm") {
    const [f, m] = [main("f"), main("m")];
    const pairs = new Uint32Array(rows);
    for (let i = 0; i < rows; i++) pairs[i] = (f[i] - 1) * bins.m + m[i];
    return pairs;
  }
  const most = extra.find(({ name }) => name === stage)?.bins ?? 0;
  const column = isRows(scores)
    ? scores.map((row) => row?.extra?.[stage]?.score ?? Number.NaN)
    : scores.extra?.[stage]?.score;
  const pathOf = (row: number) => [...at, row, "extra", stage];
  return checkScores(column, most, rows, pathOf);
}

function checkScores(
  column: ArrayLike<number> | undefined,
  most: number,
  rows: number,
  pathOf: (row: number) => ErrorPath,
): Uint8Array | Float64Array {
  const scores = column instanceof Uint8Array ? column : numbersOf(column ?? [], rows, pathOf);
  check(scores.length === rows, "length_mismatch", pathOf(rows), `${rows} scores`, scores.length);
  let bad = 0;
  while (scores[bad] >= 1 && scores[bad] <= most && scores[bad] % 1 === 0) bad++;
  const expected = `a whole number from 1 to ${most}`;
  check(bad === rows, "out_of_range", pathOf(bad), expected, scores[bad]);
  return scores;
}
