import { checkChoice, checkInteger } from "../core/checks.ts";
import { PROPORTION_METHODS } from "../numeric/intervals.ts";
import { checkLevel } from "./check.ts";
import type { MeasureUsed, ScoreMethod, ScoreSettings } from "./types.ts";

export const DEFAULT_LEVEL = 0.95;
export const DEFAULT_EFFECTIVE_SIZE = "kish";

/** What every score does unless told otherwise. */
export const SURVEY_SCORE_DEFAULTS = {
  level: DEFAULT_LEVEL,
  effectiveSize: DEFAULT_EFFECTIVE_SIZE,
  /** By the metric: net scores, shares, means. */
  method: { net: "adjusted_wald", share: "wilson", mean: "student_t" },
} as const;

/** The same of scores of one metric. */
export function scoreDefaults<Metric extends keyof typeof SURVEY_SCORE_DEFAULTS.method>(
  metric: Metric,
) {
  const { level, effectiveSize, method } = SURVEY_SCORE_DEFAULTS;
  return { level, method: method[metric], effectiveSize };
}

const METHODS = {
  net: ["adjusted_wald", "wald", "score"],
  share: PROPORTION_METHODS,
  mean: ["student_t", "normal"],
} as const satisfies Record<MeasureUsed["metric"], readonly ScoreMethod[]>;

/** The names of {@link AnySettings}. */
export const SETTINGS = [
  "level",
  "method",
  "population",
  "invited",
  "effectiveSize",
] as const satisfies (keyof AnySettings)[];

/** Settings with nothing left open. */
export interface SettingsUsed {
  readonly level: number;
  readonly method: ScoreMethod;
  readonly population: number | undefined;
  readonly invited: number | undefined;
  readonly effectiveSize: "kish" | "linearized";
}

export type AnySettings = ScoreSettings & { readonly method?: ScoreMethod | undefined };

export function resolveSettings(
  { metric }: MeasureUsed,
  { level, method, population, invited, effectiveSize }: AnySettings,
): SettingsUsed {
  return {
    level: checkLevel(level ?? SURVEY_SCORE_DEFAULTS.level),
    method: resolveMethod(metric, method),
    population: population === undefined ? undefined : checkInteger(population, ["population"], 1),
    invited: invited === undefined ? undefined : checkInteger(invited, ["invited"]),
    effectiveSize: checkChoice(
      effectiveSize ?? SURVEY_SCORE_DEFAULTS.effectiveSize,
      ["kish", "linearized"],
      ["effectiveSize"],
    ),
  };
}

function resolveMethod(
  metric: MeasureUsed["metric"],
  method: ScoreMethod | undefined,
): ScoreMethod {
  const choices: readonly ScoreMethod[] = METHODS[metric];
  return checkChoice(method ?? SURVEY_SCORE_DEFAULTS.method[metric], choices, ["method"]);
}
