import { checkChoice, checkInteger } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import { check, checkOptions, isObject } from "../core/expect.ts";
import { checkObject } from "./check.ts";
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

/** A measure with its defaults filled in and checked; `at` is where it lies in the call. */
export function resolveMeasure(
  measure: SurveyMeasure = { kind: "nps" },
  at: ErrorPath = ["measure"],
): MeasureUsed {
  checkObject(measure, "invalid_option", at, "a measure");
  const kind = checkChoice(measure.kind, ["nps", "csat", "ces"], [...at, "kind"]);
  if (measure.kind === "csat") return resolveCsat(measure, at);
  if (measure.kind === "ces") return resolveCes(measure, at);
  checkOptions(measure, ["kind"], at);
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

function resolveCsat(
  measure: SurveyMeasure & { readonly kind: "csat" },
  at: ErrorPath,
): MeasureUsed {
  checkOptions(measure, ["kind", "metric", "scale", "positive"], at);
  const defaults = SURVEY_MEASURE_DEFAULTS.csat;
  const metrics = ["top_box", "mean"] as const;
  const metric = checkChoice(measure.metric ?? defaults.metric, metrics, [...at, "metric"]);
  const scale = resolveScale(measure.scale ?? defaults.scale, [...at, "scale"]);
  const positive = measure.positive ?? [scale.max - 1, scale.max];
  const path = [...at, "positive"];
  check(Array.isArray(positive), "invalid_option", path, "a list of answers", positive);
  for (const [index, answer] of positive.entries()) {
    checkInteger(answer, [...path, index], scale.min, scale.max);
  }
  const size = new Set(positive).size;
  check(
    size === positive.length && size > 0 && size <= scale.max - scale.min,
    "invalid_option",
    path,
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

function resolveCes(measure: SurveyMeasure & { readonly kind: "ces" }, at: ErrorPath): MeasureUsed {
  checkOptions(measure, ["kind", "version", "metric"], at);
  const defaults = SURVEY_MEASURE_DEFAULTS.ces;
  const versions = ["v1", "v2"] as const;
  const version = checkChoice(measure.version ?? defaults.version, versions, [...at, "version"]);
  const metric = checkChoice(
    measure.metric ?? defaults.metric,
    ["mean", "positive", "net"],
    [...at, "metric"],
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

function resolveScale(scale: unknown, at: ErrorPath): AnswerScale {
  if (typeof scale === "number") {
    check([5, 6, 7, 10].includes(scale), "invalid_option", at, "5, 6, 7, 10 or ends", scale);
    return { min: 1, max: scale };
  }
  check(isObject(scale), "invalid_option", at, "5, 6, 7, 10 or { min, max }", scale);
  return checkScaleEnds(scale, at);
}

/** The ends of a scale: whole numbers, the lower one first. */
export function checkScaleEnds(
  scale: { readonly min?: unknown; readonly max?: unknown },
  at: ErrorPath,
): AnswerScale {
  checkOptions(scale, ["min", "max"], at);
  const min = checkInteger(scale.min, [...at, "min"], -WIDEST_SCALE, WIDEST_SCALE);
  const max = checkInteger(scale.max, [...at, "max"], min + 1, min + WIDEST_SCALE);
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

/** Refuses a stored measure that no options would have made. */
export function checkMeasureUsed(used: MeasureUsed): void {
  const { kind, version, metric, scale, positive } = used;
  const expected =
    kind === "csat"
      ? resolveMeasure(
          { kind, metric: metric === "mean" ? "mean" : "top_box", scale, positive },
          [],
        )
      : kind === "ces"
        ? resolveMeasure(
            {
              kind,
              version: version ?? "v2",
              metric: metric === "share" ? "positive" : metric,
            },
            [],
          )
        : resolveMeasure({ kind }, []);
  for (const [name, value] of Object.entries(expected)) {
    const given = new Map<string, unknown>(Object.entries(used)).get(name);
    const same = JSON.stringify(sorted(given)) === JSON.stringify(sorted(value));
    check(same, "invalid_option", [name], JSON.stringify(value), given);
  }
}

/** A scale whose keys come in another order is the same scale. */
function sorted(value: unknown): unknown {
  return isObject(value) && !Array.isArray(value) ? Object.entries(value).toSorted() : value;
}
