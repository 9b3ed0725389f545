import { checkInteger } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { CustomerBase } from "../customers/summary.ts";
import type { RfmSegmentGrid } from "../rfm/grids.ts";
import { scoreRfm } from "../rfm/score.ts";
import { segmentRfm } from "../rfm/segment.ts";
import type { RfmScorer, RfmScores } from "../rfm/types.ts";

const ONE_CUSTOMER: CustomerBase = {
  asOf: "2000-01-01",
  timeUnit: "day",
  timeZone: "UTC",
  customers: [
    {
      customerId: 1,
      frequency: 0,
      recency: 0,
      age: 0,
      monetaryValue: 0,
      orders: 1,
      days: 1,
      revenue: 1,
      firstAt: "2000-01-01T00:00:00.000Z",
      lastAt: "2000-01-01T00:00:00.000Z",
      daysSinceLast: 0,
    },
  ],
};

/** A scorer that can score: its settings are sound, and every cell has its cuts. */
export function checkScorer(scorer: RfmScorer): void {
  const { settings, thresholds } = scorer;
  const { r, f } = settings.bins;
  const cells = settings.nested === "nested" ? { r: 1, f: r, m: r * f } : { r: 1, f: 1, m: 1 };
  for (const name of ["r", "f", "m"] as const) {
    const bins = checkBins(settings.bins[name], ["settings", "bins", name]);
    const path = ["thresholds", name];
    checkLength(thresholds[name].length, cells[name], path);
    thresholds[name].forEach((cuts, cell) => {
      checkLength(cuts.length, bins - 1, [...path, cell]);
      checkAscending(cuts, [...path, cell]);
    });
  }
  scoreRfm(ONE_CUSTOMER, { scorer });
}

/** Where a fault that scoring finds lies within the scorer. */
export function placeInScorer([first, ...rest]: ErrorPath): ErrorPath {
  if (first === "scorer") return rest;
  return first === "settings" || first === "thresholds"
    ? [first, ...rest]
    : ["settings", first, ...rest];
}

/** Scores that their scorer can have given. */
export function checkScores({ scorer, scores }: RfmScores): void {
  scores.forEach((row, index) => {
    for (const name of ["r", "f", "m"] as const) {
      checkInteger(row[name], ["scores", index, name], 1, scorer.settings.bins[name]);
    }
  });
}

/** A grid that can segment: by its rules every score has a segment, and every rule has scores. */
export function checkGrid(grid: RfmSegmentGrid): void {
  const most = checkBins(grid.bins, ["bins"]);
  const bins = { r: most, f: most, m: most };
  const { scorer, ...scored } = scoreRfm(ONE_CUSTOMER);
  const settings = { ...scorer.settings, bins };
  segmentRfm({ ...scored, scorer: { ...scorer, settings } }, { segments: grid });
}

/** Where a fault that segmenting finds lies within the grid. */
export function placeInGrid([first, ...rest]: ErrorPath): ErrorPath {
  return first === "segments" ? ["rules", ...rest] : [first, ...rest];
}

function checkBins(bins: number, path: ErrorPath): number {
  return checkInteger(bins, path, 2, 99);
}

function checkLength(length: number, expected: number, path: ErrorPath): void {
  if (length === expected) return;
  throw new InputError("length_mismatch", `expected ${expected} entries, got ${length}`, path);
}

function checkAscending(cuts: readonly number[], path: ErrorPath): void {
  const index = cuts.findIndex((cut, i) => cut < cuts[i - 1]);
  if (index < 0) return;
  throw new InputError(
    "not_ascending",
    `expected at least ${cuts[index - 1]}, got ${cuts[index]}`,
    [...path, index],
  );
}
