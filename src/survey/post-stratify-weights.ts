import { checkNonNegative } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import { check, checkOptions, isObject } from "../core/expect.ts";
import { checkRows } from "./check.ts";
import {
  attributeOf,
  type CellPaths,
  RAKE_WEIGHTS_DEFAULTS,
  sortPeople,
  type WeightedPerson,
  type WeightedSample,
  weigh,
} from "./rake-weights.ts";

/** A kind of person, by the values of her attributes, and the share of all people of that kind. */
export interface PopulationCell {
  readonly cell: Readonly<Record<string, string>>;
  readonly share: number;
}

export interface PostStratifyWeightsOptions {
  readonly cells: readonly PopulationCell[];
}

/**
 * How much should each answer count, so that every kind of customer has the share it has of all?
 *
 * Where answers come from the wrong mix of people and the share of every kind is known: of every
 * value of an attribute, or of every combination of several. Where only the shares of each attribute
 * alone are known, use `rakeWeights`.
 *
 * Formula: given weight (1) times target share / present share of the person's kind, scaled to a
 * mean of 1.
 *
 * @param people - rows with a text under each attribute of the cells; `weight` (0 or more) where they
 *   have one
 * @param options - `cells`: `{ cell: { plan: "free", region: "north" }, share: 0.4 }` …, all with the
 *   same attributes, shares as fractions that add up to 1
 * @returns as `rakeWeights`
 *
 * Edge cases: as `rakeWeights`. A kind that nobody of the sample is of is an error: join it with a
 * kindred one.
 *
 * @throws InputError as `rakeWeights`; `duplicate_cell`; `invalid_option` where cells have different
 *   attributes, or one that is no text
 *
 * @example
 * ```ts
 * import { postStratifyWeights, scoreNps } from "clientele/survey";
 *
 * const answers = [
 *   { score: 10, plan: "free" },
 *   { score: 3, plan: "paid" },
 *   { score: 9, plan: "paid" },
 * ];
 * const { people } = postStratifyWeights(answers, {
 *   cells: [
 *     { cell: { plan: "free" }, share: 0.8 },
 *     { cell: { plan: "paid" }, share: 0.2 },
 *   ],
 * });
 * people.map(({ weight }) => weight.toFixed(2)); // => ["2.40", "0.30", "0.30"]
 * scoreNps(people).score?.toFixed(6); // => "80.000000"
 * ```
 *
 * Source: Holt and Smith (1979), Post stratification, JRSS A 142.
 */
export function postStratifyWeights<Person extends WeightedPerson>(
  people: readonly Person[],
  options: PostStratifyWeightsOptions,
): WeightedSample<Person> {
  checkRows(people);
  checkOptions(options, ["cells"]);
  const { cells } = options;
  check(Array.isArray(cells) && cells.length > 0, "invalid_option", ["cells"], "cells", cells);
  for (let at = 0; at < cells.length; at++) checkCell(cells[at], ["cells", at]);
  const attributes = Object.keys(cells[0].cell).toSorted();
  const targets = new Map<string, number>();
  const places = new Map<string, number>();
  for (const [at, { cell, share }] of cells.entries()) {
    const own = Object.keys(cell).toSorted();
    const same = own.length > 0 && JSON.stringify(own) === JSON.stringify(attributes);
    check(same, "invalid_option", ["cells", at], `${attributes.join(", ")}`, own.join(", "));
    const key = keyOf(attributes.map((name) => cell[name]));
    check(!targets.has(key), "duplicate_cell", ["cells", at], "another cell", key);
    targets.set(key, share);
    places.set(key, at);
  }
  const paths: CellPaths = {
    targets: ["cells"],
    target: (key) => ["cells", places.get(key) ?? key],
    person: (row) => [row, ...(attributes.length === 1 ? attributes : [])],
  };
  const kinds = sortPeople(
    paths,
    people,
    (person) => {
      const values = attributes.map((name) => attributeOf(person, name));
      const lacking = attributes.find((_, place) => values[place] === undefined);
      if (lacking !== undefined) {
        throw new InputError("missing_field", `expected a text under ${lacking}`, [
          people.indexOf(person),
          lacking,
        ]);
      }
      return keyOf(values);
    },
    Object.fromEntries(targets),
  );
  return weigh(people, [kinds], RAKE_WEIGHTS_DEFAULTS);
}

function checkCell(given: PopulationCell, path: ErrorPath): void {
  checkOptions(given, ["cell", "share"], path);
  const { cell, share } = given;
  checkNonNegative(share, [...path, "share"]);
  check(isObject(cell), "invalid_option", [...path, "cell"], "a text for each attribute", cell);
  for (const [name, value] of Object.entries(cell)) {
    check(typeof value === "string", "invalid_option", [...path, "cell", name], "a text", value);
  }
}

/** One value as it is, several as a list. */
function keyOf(values: readonly (string | undefined)[]): string {
  return values.length === 1 ? `${values[0]}` : JSON.stringify(values);
}
