import { withDefaults } from "../core/check-names.ts";
import { checkChoice, checkFinite, checkNonNegative } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import { check, checkKeys } from "../core/expect.ts";
import { checkObject } from "./check.ts";
import type { RfmExtraDimension } from "./extra-types.ts";
import type { RfmDimension, RfmScorer, RfmSettings, RfmTriple } from "./types.ts";

export interface ScoreRfmOptions extends Partial<Omit<RfmSettings, "bins">> {
  /** From 2 to 99 for each dimension, or one number for all. */
  readonly bins?: number | RfmTriple | undefined;
  /** Cuts of the custom method, strictly ascending: days for R, measures for F and M. */
  readonly cuts?: RfmTriple<readonly number[]> | undefined;
  /** Dimensions beside R, F and M. */
  readonly extra?: readonly RfmExtraDimension[] | undefined;
  /** Score by its settings and cuts; of the other options only the values of `extra` are read. */
  readonly scorer?: RfmScorer | undefined;
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

const CHOICES = {
  frequency: ["days", "orders", "repeats"],
  monetary: ["sum", "mean"],
  method: ["quantile", "rank", "equalWidth", "custom"],
  ties: ["together", "spread"],
  nested: ["independent", "nested"],
} as const satisfies { readonly [Name in keyof RfmSettings]?: readonly RfmSettings[Name][] };

/** Options completed and checked. */
export function resolveSettings(options: ScoreRfmOptions): RfmSettings {
  const { cuts, bins, scorer, extra, ...given } = withDefaults(options, SCORE_RFM_DEFAULTS);
  checkChoice(given.method, cuts ? ["custom"] : ["quantile", "rank", "equalWidth"], ["method"]);
  if (cuts) {
    checkTriple(cuts, ["cuts"]);
    triple((name) => checkCuts(cuts[name], ["cuts", name], true));
  }
  if (typeof bins === "object") checkTriple(bins, ["bins"]);
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
  for (const name of ["frequency", "monetary", "method", "ties", "nested"] as const) {
    checkChoice<string>(settings[name], CHOICES[name], [...at, name]);
  }
  const { quantileType, bins, weights } = settings;
  const isType = [1, 2, 4, 5, 6, 7, 8, 9].includes(quantileType);
  check(isType, "invalid_option", [...at, "quantileType"], "1, 2 or 4 to 9", quantileType);
  checkTriple(bins, [...at, "bins"]);
  checkTriple(weights, [...at, "weights"]);
  triple((name) => {
    checkBins(bins[name], [...at, "bins", name]);
    checkNonNegative(weights[name], [...at, "weights", name]);
  });
}

function checkTriple(value: RfmTriple<unknown>, path: ErrorPath): void {
  checkObject(value, path, "r, f and m");
  checkKeys(value, ["r", "f", "m"], path);
}

/** Refuses a number of bins that is not; more would not fit the two digits of a numeric code. */
export function checkBins(bins: number, path: ErrorPath): void {
  const isCount = Number.isInteger(bins) && bins > 1 && bins < 100;
  check(isCount, "out_of_range", path, "a whole number from 2 to 99", bins);
}

/** Refuses cuts that do not ascend; those that somebody typed may not repeat either. */
export function checkCuts(cuts: readonly number[], path: ErrorPath, strictly: boolean): void {
  check(Array.isArray(cuts), "invalid_shape", path, "a list of cuts", cuts);
  // Not `forEach`: it would step over what a sparse list leaves out.
  for (const [i, cut] of cuts.entries()) {
    checkFinite(cut, [...path, i]);
    const least = cuts[i - 1];
    const ascends = i === 0 || (strictly ? cut > least : cut >= least);
    const expected = `${strictly ? "more than" : "at least"} ${least}`;
    check(ascends, "not_ascending", [...path, i], expected, cut);
  }
}

/** The same for each dimension. */
export function triple<Value>(make: (name: RfmDimension) => Value): RfmTriple<Value> {
  return { r: make("r"), f: make("f"), m: make("m") };
}
