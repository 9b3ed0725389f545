import { checkChoice, checkInteger } from "../core/checks.ts";
import { check, isObject } from "./check.ts";
import type { AnswerScale, MeasureUsed, SurveyMeasure } from "./types.ts";

const WIDEST_SCALE = 1000;

/** What is scored unless told otherwise. */
export const SURVEY_MEASURE_DEFAULTS = {
  kind: "nps",
  csat: { metric: "top_box", scale: 5 },
  ces: { version: "v2", metric: "mean" },
} as const;

/** The names of those who answered well, in between and badly. */
export const GROUP_NAMES = {
  nps: ["promoters", "passives", "detractors"],
  csat: ["satisfied", "others"],
  ces: ["easy", "neutral", "hard"],
} as const satisfies Record<MeasureUsed["kind"], readonly string[]>;

/** A measure with its defaults filled in and checked. */
export function resolveMeasure(measure: SurveyMeasure = { kind: "nps" }): MeasureUsed {
  check(isObject(measure), "invalid_option", ["measure"], "a measure", measure);
  const kind = checkChoice(measure.kind, ["nps", "csat", "ces"], ["measure", "kind"]);
  if (measure.kind === "csat") return resolveCsat(measure);
  if (measure.kind === "ces") return resolveCes(measure);
  return {
    kind,
    version: null,
    metric: "net",
    scale: { min: 0, max: 10 },
    better: "high",
    positive: [9, 10],
    negative: wholeNumbers(0, 6),
  };
}

function resolveCsat(measure: SurveyMeasure & { readonly kind: "csat" }): MeasureUsed {
  const defaults = SURVEY_MEASURE_DEFAULTS.csat;
  const metric = checkChoice(measure.metric ?? defaults.metric, ["top_box", "mean"], ["metric"]);
  const scale = resolveScale(measure.scale ?? defaults.scale);
  const positive = measure.positive ?? [scale.max - 1, scale.max];
  check(Array.isArray(positive), "invalid_option", ["positive"], "a list of answers", positive);
  for (const [index, answer] of positive.entries()) {
    checkInteger(answer, ["positive", index], scale.min, scale.max);
  }
  const size = new Set(positive).size;
  check(
    size === positive.length && size > 0 && size <= scale.max - scale.min,
    "invalid_option",
    ["positive"],
    "different answers, at least one, but not all",
    positive.join(", "),
  );
  return {
    kind: "csat",
    version: null,
    metric: metric === "mean" ? "mean" : "share",
    scale,
    better: "high",
    positive: positive.toSorted((a, b) => a - b),
    negative: [],
  };
}

function resolveCes(measure: SurveyMeasure & { readonly kind: "ces" }): MeasureUsed {
  const defaults = SURVEY_MEASURE_DEFAULTS.ces;
  const version = checkChoice(measure.version ?? defaults.version, ["v1", "v2"], ["version"]);
  const metric = checkChoice(
    measure.metric ?? defaults.metric,
    ["mean", "positive", "net"],
    ["metric"],
  );
  const first = version === "v1";
  return {
    kind: "ces",
    version,
    metric: metric === "positive" ? "share" : metric,
    scale: { min: 1, max: first ? 5 : 7 },
    better: first ? "low" : "high",
    positive: first ? [1, 2] : metric === "net" ? [6, 7] : [5, 6, 7],
    negative: first ? [4, 5] : [1, 2, 3],
  };
}

function resolveScale(scale: unknown): AnswerScale {
  if (typeof scale === "number") {
    check([5, 6, 7, 10].includes(scale), "invalid_option", ["scale"], "5, 6, 7, 10 or ends", scale);
    return { min: 1, max: scale };
  }
  check(isObject(scale), "invalid_option", ["scale"], "5, 6, 7, 10 or { min, max }", scale);
  const ends = isObject(scale) ? scale : {};
  const min = checkInteger(ends.min, ["scale", "min"], -WIDEST_SCALE, WIDEST_SCALE);
  const max = checkInteger(ends.max, ["scale", "max"], min + 1, min + WIDEST_SCALE);
  return { min, max };
}

/** Where an answer belongs: 0 good, 1 in between, 2 bad. */
export function groupOf({ kind, positive, negative }: MeasureUsed, answer: number): 0 | 1 | 2 {
  if (kind === "nps") return answer >= 9 ? 0 : answer >= 7 ? 1 : 2;
  if (positive.includes(answer)) return 0;
  return negative.includes(answer) ? 2 : 1;
}

/** What an answer adds to the score's mean: itself, or 1, 0, -1 by its group. */
export function worthOf(measure: MeasureUsed, answer: number): number {
  if (measure.metric === "mean") return answer;
  const group = groupOf(measure, answer);
  return group === 0 ? 1 : group === 2 && measure.metric === "net" ? -1 : 0;
}

/** Points of the published scale that a unit of {@link worthOf} is worth. */
export function pointsOf({ metric }: MeasureUsed): number {
  return metric === "mean" ? 1 : 100;
}

/** Have fractions of an answer a meaning? A set of whole numbers cannot say where they belong. */
export function takesFractions({ kind, metric }: MeasureUsed): boolean {
  return kind === "nps" || metric === "mean";
}

export function wholeNumbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
