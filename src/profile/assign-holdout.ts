import type { CustomerId } from "../core/columns.ts";
import type { Audience } from "./build-audience.ts";
import { checkObject } from "./check.ts";
import { type HoldoutOptions, holdoutDraw } from "./holdout-draw.ts";
import { collectAudience } from "./match-rows.ts";

/** Who is left alone, and who is not: plain, storable data. */
export interface HoldoutGroups {
  /** How ids were drawn: MurmurHash3 (x86, 32 bit) of `salt:id` in UTF-8, seed 0, over 2^32. */
  readonly method: "murmur3-32";
  readonly salt: string;
  /** As asked. */
  readonly share: number;
  readonly customers: number;
  /** Customers to be left alone, in the order given. */
  readonly holdout: readonly CustomerId[];
  /** Everyone else, in the order given. */
  readonly treatment: readonly CustomerId[];
  /** As it came out; null where there are no customers. */
  readonly holdoutShare: number | null;
  /** By which the outcome strays from what was asked, by chance; null where there are none. */
  readonly standardError: number | null;
}

/**
 * Whom do we leave alone, so that we can tell what the campaign did?
 *
 * Draws a control group by a hash of the id: the same customer gets the same group in every run, on
 * every machine, whoever else is in the list, with nothing to store. Give each experiment its own
 * salt: with one salt for all the same customers would always be left alone, and effects would mix.
 * For a share that is met exactly, draw from a list instead; here it is met but for chance.
 *
 * held out ⇔ murmur3_x86_32(utf8(salt + ":" + id), seed 0) / 2³² < share
 *
 * @param customers - ids, or an audience
 * @param options - `share`, the part to hold out, from 0 to 1
 *   and `salt`, the name of the experiment, not empty
 * @returns both groups in the order given; the share as it came out, from 0 to 1, and the standard
 *   error √(share (1 - share) / customers) within which it may stray; and how the groups were drawn
 *
 * Edge cases: with a larger share everyone held out before stays so. The ids `1` and `"1"` are two
 * customers, in one group. No customers give empty groups and null shares.
 *
 * @throws InputError `out_of_range`, `not_a_number` or `non_finite_value` for the share;
 *   `invalid_salt`; `invalid_option` for an option that there is not; `duplicate_id`, `missing_id`,
 *   `invalid_id`
 *
 * @example
 * ```ts
 * import { assignHoldout } from "clientele/profile";
 *
 * const ids = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
 * const groups = assignHoldout(ids, { share: 0.1, salt: "spring-2026" });
 * Math.abs((groups.holdoutShare ?? 0) - 0.1) < 3 * (groups.standardError ?? 0); // => true
 * groups.holdout.length + groups.treatment.length; // => 10000
 * const again = assignHoldout(groups.holdout, { share: 0.1, salt: "spring-2026" });
 * again.treatment; // => []
 * ```
 *
 * Source: Appleby (2011), MurmurHash3; Kohavi, Tang & Xu (2020), Trustworthy Online Controlled
 * Experiments, on hashing ids and on a salt for each experiment.
 */
export function assignHoldout(
  customers: readonly CustomerId[] | Pick<Audience, "customerIds">,
  options: HoldoutOptions,
): HoldoutGroups {
  const draw = holdoutDraw(options);
  const { share, salt } = options;
  checkObject(customers, ["customers"], "ids or an audience");
  const ids = isAudience(customers) ? customers.customerIds : customers;
  const holdout: CustomerId[] = [];
  const treatment: CustomerId[] = [];
  for (const id of collectAudience(ids, ["customerIds"])) (draw(id) ? holdout : treatment).push(id);
  const count = ids.length;
  return {
    method: "murmur3-32",
    salt,
    share,
    customers: count,
    holdout,
    treatment,
    holdoutShare: count > 0 ? holdout.length / count : null,
    standardError: count > 0 ? Math.sqrt((share * (1 - share)) / count) : null,
  };
}

function isAudience(
  customers: readonly CustomerId[] | Pick<Audience, "customerIds">,
): customers is Pick<Audience, "customerIds"> {
  return !Array.isArray(customers);
}
