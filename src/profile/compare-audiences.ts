import type { CustomerId } from "../core/columns.ts";
import type { Audience } from "./build-audience.ts";
import { checkName, checkRows } from "./check.ts";
import { collectAudience } from "./match-rows.ts";

/** One audience among those compared. */
export interface AudienceReach {
  readonly name: string;
  readonly customers: number;
  /** Customers who are in no other of the audiences. */
  readonly exclusive: number;
}

/** Two audiences side by side. */
export interface AudienceOverlap {
  /** Positions of the two among the audiences compared. */
  readonly first: number;
  readonly second: number;
  readonly names: readonly [first: string, second: string];
  /** Customers in both. */
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Customers in one or both. */
  readonly either: number;
  /** both / either, from 0 to 1; null where both audiences are empty. */
  readonly jaccard: number | null;
  /** Of the first, from 0 to 1; null where it is empty. */
  readonly shareOfFirst: number | null;
  /** Of the second, from 0 to 1; null where it is empty. */
  readonly shareOfSecond: number | null;
}

/** How audiences overlap: plain, storable data. */
export interface AudienceComparison {
  readonly audiences: readonly AudienceReach[];
  /** Customers in at least one of them. */
  readonly reached: number;
  /** Each pair once: 0 and 1, 0 and 2, … 1 and 2, … */
  readonly pairs: readonly AudienceOverlap[];
}

/**
 * How many customers would hear from us twice?
 *
 * Use it before campaigns run side by side, and on one audience at two days to see who came and who
 * left. It counts customers, not value.
 *
 * jaccard = |A ∩ B| / |A ∪ B|; shareOfFirst = |A ∩ B| / |A|
 *
 * @param audiences - any number of audiences, or of anything with a `name` and `customerIds`
 * @returns sizes, customers in no other audience, customers reached at all, and each pair of audiences
 *   once: counts, and shares from 0 to 1
 *
 * Edge cases: one audience has no pairs. A share of an empty audience is null. Names may repeat; pairs
 * tell positions too. The ids `1` and `"1"` are two customers.
 *
 * @throws InputError `duplicate_id` for a customer who is twice in one audience; `missing_id`,
 *   `invalid_id`; `invalid_name`; `invalid_rows`
 *
 * @example
 * ```ts
 * import { compareAudiences } from "clientele/profile";
 *
 * const { pairs, reached, audiences } = compareAudiences([
 *   { name: "Regulars", customerIds: ["ann", "bob", "cleo"] },
 *   { name: "Leaving", customerIds: ["cleo", "dan"] },
 * ]);
 * pairs[0].both; // => 1
 * pairs[0].jaccard; // => 0.25
 * reached; // => 4
 * audiences.map(({ exclusive }) => exclusive); // => [2, 1]
 * ```
 *
 * Source: Jaccard (1901), Étude comparative de la distribution florale, Bull. Soc. Vaud. Sci. Nat. 37.
 */
export function compareAudiences(
  audiences: readonly Pick<Audience, "name" | "customerIds">[],
): AudienceComparison {
  const membership = new Map<CustomerId, number[]>();
  checkRows(audiences, ["audiences"]);
  audiences.forEach(({ name, customerIds }, index) => {
    checkName(name, ["audiences", index, "name"]);
    for (const id of collectAudience(customerIds, ["audiences", index, "customerIds"])) {
      const own = membership.get(id);
      if (own === undefined) membership.set(id, [index]);
      else own.push(index);
    }
  });
  const count = audiences.length;
  const exclusive = new Float64Array(count);
  const shared = new Float64Array(count * count);
  for (const own of membership.values()) {
    if (own.length === 1) exclusive[own[0]]++;
    for (let i = 0; i < own.length; i++) {
      for (let j = i + 1; j < own.length; j++) shared[own[i] * count + own[j]]++;
    }
  }
  return {
    audiences: audiences.map(({ name, customerIds }, index) => ({
      name,
      customers: customerIds.length,
      exclusive: exclusive[index],
    })),
    reached: membership.size,
    pairs: audiences.flatMap((_, first) =>
      audiences
        .slice(first + 1)
        .map((_, offset) =>
          overlap(audiences, first, first + 1 + offset, shared[first * count + first + 1 + offset]),
        ),
    ),
  };
}

function overlap(
  audiences: readonly Pick<Audience, "name" | "customerIds">[],
  first: number,
  second: number,
  both: number,
): AudienceOverlap {
  const [one, other] = [audiences[first], audiences[second]];
  const [size, otherSize] = [one.customerIds.length, other.customerIds.length];
  const either = size + otherSize - both;
  return {
    first,
    second,
    names: [one.name, other.name],
    both,
    onlyFirst: size - both,
    onlySecond: otherSize - both,
    either,
    jaccard: either > 0 ? both / either : null,
    shareOfFirst: size > 0 ? both / size : null,
    shareOfSecond: otherSize > 0 ? both / otherSize : null,
  };
}
