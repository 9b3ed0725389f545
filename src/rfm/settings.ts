import { check } from "./check.ts";
import type { RfmDimension, RfmScorer, RfmSettings, RfmTriple } from "./types.ts";

export interface ScoreRfmOptions extends Partial<Omit<RfmSettings, "bins">> {
  /** From 2 to 99 for each dimension, or one number for all. */
  readonly bins?: number | RfmTriple;
  /** Cuts of the custom method, strictly ascending: days for R, measures for F and M. */
  readonly cuts?: RfmTriple<readonly number[]>;
  /** Score by its settings and cuts; the other options are then not read. */
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

/** Options completed and checked; those of the scorer where there is one. */
export function resolveSettings(options: ScoreRfmOptions): RfmSettings {
  const { cuts, scorer, bins, ...given } = { ...SCORE_RFM_DEFAULTS, ...options };
  const settings = scorer?.settings ?? {
    ...given,
    bins: triple((name) =>
      cuts ? cuts[name].length + 1 : typeof bins === "number" ? bins : bins[name],
    ),
  };
  const choices = [
    ["frequency", "days orders repeats"],
    ["monetary", "sum mean"],
    ["method", cuts ? "custom" : scorer ? settings.method : "quantile rank equalWidth"],
    ["quantileType", "1 2 4 5 6 7 8 9"],
    ["ties", "together spread"],
    ["nested", "independent nested"],
  ] as const;
  for (const [name, known] of choices) {
    const value = settings[name];
    check(known.split(" ").includes(`${value}`), "invalid_option", [name], known, value);
  }
  triple((name) => {
    const most = settings.bins[name];
    // More bins would not fit the two digits of a numeric code.
    check(
      most % 1 === 0 && most > 1 && most < 100,
      "out_of_range",
      ["bins", name],
      "2 to 99",
      most,
    );
    const ascending =
      !cuts || cuts[name].every((cut, i, all) => cut * 0 === 0 && !(cut <= all[i - 1]));
    check(ascending, "not_ascending", ["cuts", name], "ascending cuts", cuts?.[name]);
  });
  return settings;
}

/** The same for each dimension. */
export function triple<Value>(make: (name: RfmDimension) => Value): RfmTriple<Value> {
  return { r: make("r"), f: make("f"), m: make("m") };
}
