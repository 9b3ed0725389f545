import { withDefaults } from "../core/check-names.ts";
import { checkInteger, checkNonNegative } from "../core/checks.ts";
import { type ErrorPath, FitError, InputError } from "../core/errors.ts";
import { check, checkOptions, isObject } from "../core/expect.ts";
import { sum } from "../numeric/sum.ts";
import { checkRows, checkWeight } from "./check.ts";

/** A person who answered: a text under each attribute, and her weight where she has one. */
export type WeightedPerson = object;

/** By attribute and value, the share of all people: fractions that add up to 1. */
export type PopulationMargins = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface RakeWeightsOptions {
  readonly margins: PopulationMargins;
  /** The largest distance of a share from its target, as a fraction. */
  readonly tolerance?: number | undefined;
  /** Rounds over all margins. */
  readonly maxIterations?: number | undefined;
}

/** What {@link rakeWeights} does unless told otherwise. */
export const RAKE_WEIGHTS_DEFAULTS = { tolerance: 1e-12, maxIterations: 1000 } as const;

/** The same people with their weights: 1 on average. */
export interface WeightedSample<Person> {
  readonly people: readonly (Person & { readonly weight: number })[];
  readonly n: number;
  /** (Σw)² / Σw². */
  readonly effectiveN: number | null;
  readonly designEffect: number | null;
  readonly smallest: number | null;
  readonly largest: number | null;
  readonly iterations: number;
}

/** People sorted by one margin. */
/** Where a caller finds the targets at fault, or the person. */
export interface CellPaths {
  readonly targets: ErrorPath;
  target(value: string): ErrorPath;
  person(row: number): ErrorPath;
}

interface Cells {
  readonly paths: CellPaths;
  readonly codes: Int32Array;
  readonly names: readonly string[];
  readonly shares: readonly number[];
}

/**
 * How much should each answer count, so that the sample looks like all customers in several respects?
 *
 * Where answers come from the wrong mix of people, and the right shares are known for each attribute
 * alone (region, plan, age …). Where they are known for every combination, `postStratifyWeights` is
 * surer. Weights mend who answered, not why: within a cell those who did not answer are taken to be
 * like those who did. Watch `designEffect`: above 2 half of the answers are gone.
 *
 * Formula: from the given weights (1), the weights of each value in turn are multiplied by target
 * share / present share, over all margins, again and again until all shares fit; then scaled to a
 * mean of 1.
 *
 * @param people - rows with a text under each attribute; `weight` (0 or more) where they have one
 * @param options - `margins`: by attribute, by value, a share from 0 to 1; `tolerance` of the shares,
 *   default 1e-12; `maxIterations`, default 1000
 * @returns `people` in their order, each with her `weight`; `effectiveN` (Kish) and `designEffect`;
 *   hand the rows to `scoreNps` or another score
 *
 * Edge cases: without people there are no weights, and null for what is undefined. A target of 0 gives
 * weights of 0.
 *
 * @throws InputError `missing_target` for a value that has none; `empty_cell` for one that nobody of
 *   any weight has; `invalid_shares` where shares do not add up to 1; `missing_field`;
 *   `negative_value` and `out_of_range` for a weight; `invalid_option` for options. FitError
 *   `no_convergence` where no weights fit all margins
 *
 * @example
 * ```ts
 * import { rakeWeights, scoreNps } from "clientele/survey";
 *
 * const answers = [
 *   { score: 10, plan: "free", region: "north" },
 *   { score: 9, plan: "free", region: "south" },
 *   { score: 10, plan: "paid", region: "north" },
 *   { score: 2, plan: "paid", region: "south" },
 * ];
 * const { people, effectiveN } = rakeWeights(answers, {
 *   margins: { plan: { free: 0.8, paid: 0.2 }, region: { north: 0.5, south: 0.5 } },
 * });
 * people.map(({ weight }) => weight.toFixed(3)); // => ["1.600", "1.600", "0.400", "0.400"]
 * effectiveN?.toFixed(2); // => "2.94"
 * scoreNps(people).score?.toFixed(6); // => "80.000000"
 * ```
 *
 * Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11; Kish (1965), Survey
 * Sampling.
 */
export function rakeWeights<Person extends WeightedPerson>(
  people: readonly Person[],
  options: RakeWeightsOptions,
): WeightedSample<Person> {
  checkRows(people);
  checkOptions(options, ["margins", "tolerance", "maxIterations"]);
  const { tolerance, maxIterations } = withDefaults(options, RAKE_WEIGHTS_DEFAULTS);
  checkNonNegative(tolerance, ["tolerance"]);
  checkInteger(maxIterations, ["maxIterations"], 1);
  check(isObject(options.margins), "invalid_option", ["margins"], "margins", options.margins);
  const cells = Object.entries(options.margins).map(([name, shares]) => {
    check(isObject(shares), "invalid_option", ["margins", name], "shares by value", shares);
    const paths: CellPaths = {
      targets: ["margins", name],
      target: (value) => ["margins", name, value],
      person: (row) => [row, name],
    };
    return sortPeople(paths, people, (person) => attributeOf(person, name), shares);
  });
  check(cells.length > 0, "invalid_option", ["margins"], "at least one margin", 0);
  return weigh(people, cells, { tolerance, maxIterations });
}

/** Sorts people into the cells of a margin, and checks that its shares can be met. */
export function sortPeople<Person>(
  paths: CellPaths,
  people: readonly Person[],
  read: (person: Person) => string | undefined,
  targets: Readonly<Record<string, number>>,
): Cells {
  const names = Object.keys(targets);
  const given = names.map((value) => checkNonNegative(targets[value], paths.target(value)));
  const total = sum(given);
  check(Math.abs(total - 1) < 1e-6, "invalid_shares", paths.targets, "a sum of 1", total);
  const places = new Map(names.map((value, place) => [value, place]));
  const codes = Int32Array.from(people, (person, row) => {
    check(isObject(person), "invalid_row", [row], "an object", person);
    const value = read(person);
    if (value === undefined) {
      const path = paths.person(row);
      throw new InputError("missing_field", `expected a text under ${path.at(-1)}`, path);
    }
    const place = places.get(value);
    if (place === undefined) {
      const message = `expected a target share of "${value}"`;
      throw new InputError("missing_target", message, paths.person(row));
    }
    return place;
  });
  return { paths, codes, names, shares: given.map((share) => share / total) };
}

export function attributeOf(person: unknown, name: string): string | undefined {
  const value = isObject(person) ? person[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

/** Iterative proportional fitting. */
export function weigh<Person extends WeightedPerson>(
  people: readonly Person[],
  margins: readonly Cells[],
  { tolerance, maxIterations }: { readonly tolerance: number; readonly maxIterations: number },
): WeightedSample<Person> {
  const n = people.length;
  const weights = Float64Array.from(people, (person, row) =>
    "weight" in person && person.weight !== undefined
      ? checkWeight(person.weight, [row, "weight"])
      : 1,
  );
  // Nobody of any weight cannot be scaled: an empty cell then.
  const given = sum(weights);
  if (given > 0) scaleBy(weights, () => n / given);
  let iterations = 0;
  for (let worst = n === 0 ? 0 : Number.POSITIVE_INFINITY; worst > tolerance; iterations++) {
    if (iterations === maxIterations) {
      throw new FitError(
        "no_convergence",
        `expected weights that fit all margins, after ${iterations} rounds they miss by ${worst}`,
        ["margins"],
        { iterations, worst },
      );
    }
    worst = 0;
    for (const margin of margins) {
      const present = presentShares(margin, weights);
      const factors = margin.shares.map((share, cell) => {
        worst = Math.max(worst, Math.abs(present[cell] - share));
        return share === 0 ? 0 : share / present[cell];
      });
      scaleBy(weights, (row) => factors[margin.codes[row]]);
    }
  }
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  const total = sum(weights);
  return {
    people: people.map((person, row) => ({ ...person, weight: weights[row] })),
    n,
    effectiveN: n === 0 ? null : (total * total) / squares,
    designEffect: n === 0 ? null : (n * squares) / (total * total),
    smallest: n === 0 ? null : weights.reduce((least, weight) => Math.min(least, weight)),
    largest: n === 0 ? null : weights.reduce((most, weight) => Math.max(most, weight)),
    iterations,
  };
}

function presentShares(
  { paths, names, codes, shares }: Cells,
  weights: Float64Array,
): readonly number[] {
  const sums = new Float64Array(names.length);
  for (let row = 0; row < codes.length; row++) sums[codes[row]] += weights[row];
  const total = sum(sums);
  for (const [cell, share] of shares.entries()) {
    if (share > 0 && sums[cell] === 0) {
      const message = `expected somebody in "${names[cell]}", of some weight`;
      throw new InputError("empty_cell", message, paths.target(names[cell]));
    }
  }
  return Array.from(sums, (part) => part / total);
}

function scaleBy(weights: Float64Array, factor: (row: number) => number): void {
  const factors = weights.map((_, row) => factor(row));
  for (let row = 0; row < weights.length; row++) weights[row] *= factors[row];
}
