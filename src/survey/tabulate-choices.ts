import { withDefaults } from "../core/check-names.ts";
import { checkChoice, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { check, checkOptions, isObject } from "../core/expect.ts";
import {
  PROPORTION_METHODS,
  type ProportionMethod,
  proportionInterval,
} from "../numeric/intervals.ts";
import { accumulateSum } from "../numeric/sum.ts";
import { checkFlag, checkLevel, checkRows, checkTexts, checkWeight } from "./check.ts";

/** What a person chose of a question with several options: one, or some of them. */
export interface ChoiceResponse {
  readonly choices: string | readonly string[];
  /** How many people the answer speaks for, 0 or more; 1 unless given. */
  readonly weight?: number | undefined;
}

export interface TabulateChoicesOptions {
  /** May a person choose several? */
  readonly several?: boolean | undefined;
  /** What could be chosen, in the order of the table; what was chosen unless given. */
  readonly options?: readonly string[] | undefined;
  readonly level?: number | undefined;
  readonly method?: ProportionMethod | undefined;
  /** `bonferroni`: the intervals of all options hold together. */
  readonly correction?: "none" | "bonferroni" | undefined;
}

/** What {@link tabulateChoices} does unless told otherwise. */
export const TABULATE_CHOICES_DEFAULTS = {
  several: false,
  level: 0.95,
  method: "wilson",
  correction: "none",
} as const satisfies TabulateChoicesOptions;

export interface ChoiceFrequency {
  readonly choice: string;
  /** People who chose it. */
  readonly n: number;
  readonly weight: number;
  /** Of all people, by weight, with its interval; null without people. */
  readonly share: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Of all choices made, by weight; null without any. */
  readonly shareOfChoices: number | null;
}

export interface ChoiceTable {
  /** People who answered. */
  readonly n: number;
  readonly weight: number;
  readonly effectiveN: number | null;
  /** Of them, those who chose nothing. */
  readonly nothing: number;
  readonly several: boolean;
  readonly level: number;
  /** Of each interval: higher than `level` under Bonferroni's correction. */
  readonly intervalLevel: number;
  readonly method: ProportionMethod;
  readonly choices: readonly ChoiceFrequency[];
}

/**
 * How many people chose each option of a question?
 *
 * For questions with options, to choose one or several of. Shares are of people, so that those of a
 * question to `several` add up to more than 1. Intervals of two options do not tell whether one is
 * ahead: people who chose the one did not choose the other.
 *
 * Formula: share = Σw of those who chose it / Σw of all, its interval that of a proportion among
 * effectiveN = (Σw)² / Σw² people.
 *
 * @param responses - rows `{ choices, weight? }`: a text, or a list of texts; an empty list chose
 *   nothing
 * @param options - `several`, default false; `options`, the list of what could be chosen; `level`,
 *   default 0.95; `method`, `wilson` (default) or another interval of a proportion; `correction`,
 *   `none` (default) or `bonferroni`
 * @returns `choices` in the order of `options`, without those by falling weight and then by name;
 *   shares as fractions
 *
 * Edge cases: an option that nobody chose has a share of 0 and still an upper end. Without people
 * shares are null.
 *
 * @throws InputError `unknown_choice` for what is not among `options`; `several_choices` where one
 *   was asked for; `duplicate_choice`; `invalid_row`; `negative_value` for a weight; `invalid_option`
 *   and `out_of_range` for options
 *
 * @example
 * ```ts
 * import { tabulateChoices } from "clientele/survey";
 *
 * const table = tabulateChoices(
 *   [{ choices: ["price", "speed"] }, { choices: ["price"] }, { choices: [] }, { choices: ["price"] }],
 *   { several: true, options: ["price", "speed", "looks"] },
 * );
 * table.choices.map(({ choice, n, share }) => ({ choice, n, share })); // => [{ choice: "price", n: 3, share: 0.75 }, { choice: "speed", n: 1, share: 0.25 }, { choice: "looks", n: 0, share: 0 }]
 * table.choices[0].lower?.toFixed(3); // => "0.301"
 * table.choices[0].shareOfChoices; // => 0.75
 * table.nothing; // => 1
 * ```
 *
 * Source: Brown, Cai and DasGupta (2001), Statistical Science 16(2), for the intervals; Goodman (1965),
 * Technometrics 7, for all options at once.
 */
export function tabulateChoices(
  responses: readonly ChoiceResponse[],
  options: TabulateChoicesOptions = {},
): ChoiceTable {
  checkRows(responses);
  checkOptions(options, ["several", "options", "level", "method", "correction"]);
  if (options.options !== undefined) checkTexts(options.options, "invalid_option", ["options"]);
  const { several, correction, ...given } = withDefaults(options, TABULATE_CHOICES_DEFAULTS);
  checkFlag(several, ["several"]);
  const level = checkLevel(given.level);
  const method = checkChoice(given.method, PROPORTION_METHODS, ["method"]);
  checkChoice(correction, ["none", "bonferroni"], ["correction"]);
  const counts = new Map((options.options ?? []).map((name) => [name, openCount()]));
  const all = openCount();
  const squares = accumulateSum();
  let nothing = 0;
  for (const [row, response] of responses.entries()) {
    const chosen = chosenBy(response, row, several);
    const weight = checkWeight(response.weight ?? 1, [row, "weight"]);
    all.n += 1;
    all.sum.add(weight);
    squares.add(weight * weight);
    if (chosen.length === 0) nothing += 1;
    for (const [at, choice] of chosen.entries()) {
      const path = [row, "choices", at];
      check(chosen.indexOf(choice) === at, "duplicate_choice", path, "each choice once", choice);
      const known = counts.get(choice) ?? openCount();
      if (!counts.has(choice)) {
        check(options.options === undefined, "unknown_choice", path, "one of the options", choice);
        counts.set(choice, known);
      }
      known.n += 1;
      known.sum.add(weight);
    }
  }
  const weight = all.sum.total();
  const effectiveN = weight > 0 ? weight ** 2 / squares.total() : null;
  const found = [...counts].map(([choice, { n, sum }]) => ({ choice, n, weight: sum.total() }));
  if (options.options === undefined) {
    found.sort((a, b) => b.weight - a.weight || (a.choice < b.choice ? -1 : 1));
  }
  const made = found.reduce((total, choice) => total + choice.weight, 0);
  const tests = correction === "bonferroni" ? Math.max(1, found.length) : 1;
  const intervalLevel = 1 - (1 - level) / tests;
  return {
    n: all.n,
    weight,
    effectiveN,
    nothing,
    several,
    level,
    intervalLevel: tests === 1 ? level : intervalLevel,
    method,
    choices: found.map((choice) => {
      const share = effectiveN === null ? null : Math.min(1, choice.weight / weight);
      const ends =
        effectiveN === null || share === null
          ? { lower: null, upper: null }
          : proportionInterval(method, share * effectiveN, effectiveN, intervalLevel);
      return { ...choice, share, ...ends, shareOfChoices: made > 0 ? choice.weight / made : null };
    }),
  };
}

function openCount() {
  return { n: 0, sum: accumulateSum() };
}

function chosenBy(response: unknown, row: number, several: boolean): readonly string[] {
  const choices: unknown = isObject(response) ? response.choices : undefined;
  const list: readonly unknown[] = Array.isArray(choices) ? choices : [choices];
  const texts = list.filter((choice) => typeof choice === "string");
  if (texts.length < list.length) {
    const got = show(list.find((choice) => typeof choice !== "string"));
    throw new InputError("invalid_row", `expected a text or a list of texts, got ${got}`, [
      row,
      "choices",
    ]);
  }
  check(
    several || texts.length <= 1,
    "several_choices",
    [row, "choices"],
    "one choice",
    texts.length,
  );
  return texts;
}
