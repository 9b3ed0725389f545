import { checkChoice, checkFinite, checkNonNegative } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import { check, checkObject } from "./check.ts";
import type { RfmExtraDimension } from "./extra-types.ts";
import type { RfmDimension, RfmScorer, RfmSettings, RfmTriple } from "./types.ts";

export interface ScoreRfmOptions extends Partial<Omit<RfmSettings, "bins">> {
  /** From 2 to 99 for each dimension, or one number for all. */
  readonly bins?: number | RfmTriple;
  /** Cuts of the custom method, strictly ascending: days for R, measures for F and M. */
  readonly cuts?: RfmTriple<readonly number[]>;
  /** Dimensions beside R, F and M. */
  readonly extra?: readonly RfmExtraDimension[];
  /** Score by its settings and cuts; of the other options only the values of `extra` are read. */
  readonly scorer?: RfmScorer;
}

export const SCORE_RFM_DEFAULTS = {
  frequency: "days",
  monetary: "sum",
  bins: 5,
  method: "quantile",
  quantileType: 7,
  ties: "together",
  nested: "independent",
  weights: { r: 1, f: 1, m: 1 },
} as const satisfies ScoreRfmOptions;

/** Options completed and checked. */
export function resolveSettings(options: ScoreRfmOptions): RfmSettings {
  const { cuts, bins, scorer, extra, ...given } = { ...SCORE_RFM_DEFAULTS, ...options };
  checkChoice(given.method, cuts ? ["custom"] : ["quantile", "rank", "equalWidth"], ["method"]);
  if (cuts) {
    checkObject(cuts, ["cuts"], "cuts of r, f and m");
    triple((name) => checkCuts(cuts[name], ["cuts", name], true));
  }
  const settings: RfmSettings = {
    ...given,
    bins: triple((name) =>
      cuts ? cuts[name].length + 1 : typeof bins === "number" ? bins : bins?.[name],
    ),
  };
  checkSettings(settings, []);
  return settings;
}

/** Refuses settings that cannot score, be they of the caller or of a stored scorer. */
export function checkSettings(settings: RfmSettings, at: ErrorPath): void {
  checkObject(settings, at, "settings");
  const { frequency, monetary, method, quantileType, ties, nested, bins, weights } = settings;
  checkChoice(frequency, ["days", "orders", "repeats"], [...at, "frequency"]);
  checkChoice(monetary, ["sum", "mean"], [...at, "monetary"]);
  checkChoice(method, ["quantile", "rank", "equalWidth", "custom"], [...at, "method"]);
  checkChoice(ties, ["together", "spread"], [...at, "ties"]);
  checkChoice(nested, ["independent", "nested"], [...at, "nested"]);
  const isType = [1, 2, 4, 5, 6, 7, 8, 9].includes(quantileType);
  check(isType, "invalid_option", [...at, "quantileType"], "1, 2 or 4 to 9", quantileType);
  checkObject(bins, [...at, "bins"], "bins of r, f and m");
  checkObject(weights, [...at, "weights"], "weights of r, f and m");
  triple((name) => {
    checkBins(bins[name], [...at, "bins", name]);
    checkNonNegative(weights[name], [...at, "weights", name]);
  });
}

/** Refuses a number of bins that is not; more would not fit the two digits of a numeric code. */
export function checkBins(bins: number, path: ErrorPath): void {
  const isCount = Number.isInteger(bins) && bins > 1 && bins < 100;
  check(isCount, "out_of_range", path, "a whole number from 2 to 99", bins);
}

/** Refuses cuts that do not ascend; those that somebody typed may not repeat either. */
export function checkCuts(cuts: readonly number[], path: ErrorPath, strictly: boolean): void {
  check(Array.isArray(cuts), "invalid_shape", path, "a list of cuts", cuts);
  cuts.forEach((cut, i) => {
    checkFinite(cut, [...path, i]);
    const least = cuts[i - 1];
    const ascends = i === 0 || (strictly ? cut > least : cut >= least);
    const expected = `${strictly ? "more than" : "at least"} ${least}`;
    check(ascends, "not_ascending", [...path, i], expected, cut);
  });
}

/** The same for each dimension. */
export function triple<Value>(make: (name: RfmDimension) => Value): RfmTriple<Value> {
  return { r: make("r"), f: make("f"), m: make("m") };
}
