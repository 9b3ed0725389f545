import type { CustomerId } from "../core/columns.ts";
import { type HoldoutOptions, holdoutDraw } from "./holdout-draw.ts";
import { checkCustomerId } from "./match-rows.ts";

/**
 * Is this one customer to be left alone?
 *
 * The answer of `assignHoldout` for one customer at a time: in a web hook, or before a message goes
 * out.
 *
 * held out ⇔ murmur3_x86_32(utf8(salt + ":" + id), seed 0) / 2³² < share
 *
 * @param customerId - a non-empty string or a safe integer
 * @param options - `share`, from 0 to 1, and `salt`, as for `assignHoldout`
 * @returns true where the customer is held out
 *
 * Edge cases: a share of 0 holds out nobody, of 1 everyone.
 *
 * @throws InputError `out_of_range`, `not_a_number` or `non_finite_value` for the share;
 *   `invalid_salt`; `invalid_option` for an option that there is not; `missing_id`, `invalid_id`
 *
 * @example
 * ```ts
 * import { assignHoldout, isHeldOut } from "clientele/profile";
 *
 * const options = { share: 0.5, salt: "spring-2026" };
 * const { holdout } = assignHoldout(["ann", "bob", "cleo"], options);
 * isHeldOut("ann", options) === holdout.includes("ann"); // => true
 * isHeldOut("ann", { share: 1, salt: "spring-2026" }); // => true
 * ```
 *
 * Source: as for `assignHoldout`.
 */
export function isHeldOut(customerId: CustomerId, options: HoldoutOptions): boolean {
  const draw = holdoutDraw(options);
  checkCustomerId(customerId, ["customerId"]);
  return draw(customerId);
}
