import { checkFinite } from "../core/checks.ts";
import type { CustomerId } from "../core/columns.ts";
import { checkOptions } from "../core/expect.ts";
import { compileCondition } from "../criteria/compile-condition.ts";
import { sum } from "../numeric/sum.ts";
import { checkName, checkRows, checkText } from "./check.ts";
import { checkCustomerId } from "./match-rows.ts";
import type { CustomerProfile, CustomerProfiles } from "./types.ts";
import { type ProfileCondition, profileVocabulary } from "./vocabulary.ts";

export interface AudienceOptions {
  readonly name: string;
  /** Who belongs to it. */
  readonly condition: ProfileCondition;
}

/** The customers for whom a condition holds: plain, storable data. */
export interface Audience {
  readonly name: string;
  readonly condition: ProfileCondition;
  /** The day of the profiles. */
  readonly asOf: string;
  /** In the order of the profiles. */
  readonly customerIds: readonly CustomerId[];
  readonly customers: number;
  /** Of all customers, from 0 to 1; null where there are none. */
  readonly customerShare: number | null;
  /** Of these customers, in the currency of the orders. */
  readonly revenue: number;
  /** Of all revenue; null where that is not above 0. */
  readonly revenueShare: number | null;
  /** Null where there are no customers. */
  readonly averageDaysSinceLast: number | null;
}

/**
 * Which customers should a campaign reach, and what are they worth?
 *
 * A condition is plain JSON over everything that was joined, so that it can be stored, edited and
 * applied again tomorrow. For grids of RFM scores in which everyone has one segment use `segmentRfm`;
 * audiences may overlap, and `compareAudiences` tells by how much.
 *
 * customerShare = customers / all customers; revenueShare = Σ revenue of these / Σ revenue of all
 *
 * @param profiles - from `joinProfiles`
 * @param options - `name`, not empty; `condition`
 *   (see {@link ProfileCondition}): fields of the summary (`orders`, `revenue`,
 *   `lastAt` …), `rfm.r` … `rfm.code`, `segment`, `predictions.NAME`, `attributes.NAME`,
 *   `surveys.NAME.score`, `surveys.NAME.at`
 * @returns the audience: ids in the order of the profiles, counts, shares from 0 to 1, revenue in the
 *   currency of the orders, mean days since the last purchase
 *
 * Edge cases: where a profile lacks a field every operator is false, `ne` too, but `exists: false`; to
 * let such customers in, say `{ none: [{ field, eq }] }`. Empty `all` and `none` hold for everyone, an
 * empty `any` for nobody. A share is null where there is nothing to share; where some customers have
 * negative revenue a revenue share may leave 0 to 1. A date in a condition is the start of that day in
 * the zone of the profiles.
 *
 * @throws InputError `invalid_name`; `invalid_option` for an option that there is not; for the
 *   condition as `parseProfileCondition` does, `path` beginning with `condition`; `not_a_number`,
 *   `non_finite_value` for revenue or days of a profile, or for revenue that is beyond a number in all
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { buildAudience, joinProfiles } from "clientele/profile";
 *
 * const base = summarizeOrders(
 *   [
 *     { customerId: "ann", at: "2026-01-05", value: 20 },
 *     { customerId: "ann", at: "2026-02-25", value: 60 },
 *     { customerId: "bob", at: "2026-01-20", value: 20 },
 *   ],
 *   { asOf: "2026-03-31" },
 * );
 * const profiles = joinProfiles({ base, predictions: { alive: [0.9, 0.4] } });
 * const audience = buildAudience(profiles, {
 *   name: "Worth a letter",
 *   condition: { all: [{ field: "orders", gte: 2 }, { field: "predictions.alive", gt: 0.5 }] },
 * });
 * audience.customerIds; // => ["ann"]
 * audience.customerShare; // => 0.5
 * audience.revenueShare; // => 0.8
 * ```
 *
 * Source: none; a filter and four sums.
 */
export function buildAudience(profiles: CustomerProfiles, options: AudienceOptions): Audience {
  checkOptions(options, ["name", "condition"]);
  const { name, condition } = options;
  checkName(name, ["name"]);
  const belongs = compileCondition(condition, profileVocabulary(profiles), ["condition"]);
  const all = profiles.profiles;
  checkRows(all, ["profiles"]);
  checkText(profiles.asOf, ["asOf"]);
  const members: CustomerProfile[] = [];
  const total = new Float64Array(all.length);
  const own = new Float64Array(all.length);
  let days = 0;
  all.forEach((profile, row) => {
    total[row] = checkFinite(profile.revenue, ["profiles", row, "revenue"]);
    if (!belongs(profile)) return;
    checkCustomerId(profile.customerId, ["profiles", row, "customerId"]);
    own[row] = total[row];
    days += checkFinite(profile.daysSinceLast, ["profiles", row, "daysSinceLast"]);
    members.push(profile);
  });
  const revenue = checkFinite(sum(own), ["profiles", "revenue"]);
  const allRevenue = checkFinite(sum(total), ["profiles", "revenue"]);
  const customers = members.length;
  return {
    name,
    condition,
    asOf: profiles.asOf,
    customerIds: members.map(({ customerId }) => customerId),
    customers,
    customerShare: shareOf(customers, all.length),
    revenue,
    revenueShare: shareOf(revenue, allRevenue),
    averageDaysSinceLast: customers > 0 ? days / customers : null,
  };
}

/** Null of nothing, and of so little that no number can tell. */
function shareOf(part: number, whole: number): number | null {
  const share = part / whole;
  return whole > 0 && Number.isFinite(share) ? share : null;
}
