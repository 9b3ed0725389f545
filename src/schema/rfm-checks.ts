import { checkInteger } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import type { RfmSegmentGrid } from "../rfm/grids.ts";
import { compileRules } from "../rfm/rules.ts";
import { checkScorer as checkRfmScorer } from "../rfm/scorer.ts";
import type { RfmScorer, RfmScores } from "../rfm/types.ts";

// A grid does not say how many bins its further dimensions have: no dimension has more.
const MOST_BINS = 99;

/** A scorer that can score: its settings are sound, and every cell has its cuts. */
export function checkScorer(scorer: RfmScorer): void {
  checkRfmScorer(scorer, []);
}

/** Scores that their scorer can have given. */
export function checkScores({ scorer, scores }: RfmScores): void {
  scores.forEach((row, index) => {
    for (const name of ["r", "f", "m"] as const) {
      checkInteger(row[name], ["scores", index, name], 1, scorer.settings.bins[name]);
    }
    for (const { name, bins } of scorer.extra ?? []) {
      const own = row.extra && Object.hasOwn(row.extra, name) ? row.extra[name].score : undefined;
      checkInteger(own, ["scores", index, "extra", name], 1, bins);
    }
  });
}

/** A grid that can segment: by its rules every score has a segment, and every rule has scores. */
export function checkGrid(grid: RfmSegmentGrid): void {
  const most = checkInteger(grid.bins, ["bins"], 2, MOST_BINS);
  const bins = { r: most, f: most, m: most };
  const names = new Set(grid.rules.flatMap(({ extra }) => Object.keys(extra ?? {})));
  const extra = [...names].map((name) => ({ name, bins: MOST_BINS }));
  compileRules(grid, { settings: { bins }, extra });
}

/** Where a fault that segmenting finds lies within the grid. */
export function placeInGrid([first, ...rest]: ErrorPath): ErrorPath {
  return first === "segments" ? ["rules", ...rest] : [first, ...rest];
}
