import { checkInteger } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import type { RfmSegmentGrid } from "../rfm/grids.ts";
import { compileRules } from "../rfm/rules.ts";
import { checkScorer as checkRfmScorer } from "../rfm/scorer.ts";
import type { RfmScorer, RfmScores } from "../rfm/types.ts";

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
  // A grid does not say how many bins its further dimensions have; but rules tell scores apart up to
  // the highest that they name and one beyond it, which stands for all others.
  const highest = new Map<string, number>();
  for (const [name, [, high]] of grid.rules.flatMap(({ extra }) => Object.entries(extra ?? {}))) {
    highest.set(name, Math.max(highest.get(name) ?? 1, Math.min(Math.floor(high), MOST_BINS - 1)));
  }
  const extra = Array.from(highest, ([name, high]) => ({ name, bins: high + 1 }));
  compileRules(grid, { settings: { bins }, extra });
}

/** Where a fault that segmenting finds lies within the grid. */
export function placeInGrid([first, ...rest]: ErrorPath): ErrorPath {
  return first === "segments" ? ["rules", ...rest] : [first, ...rest];
}
