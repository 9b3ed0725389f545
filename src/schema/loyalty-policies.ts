import * as z from "zod/mini";
import { ROUNDING_MODES } from "../money/rounding-mode.ts";
import { finite } from "./leaves.ts";

const text = z.exactOptional(z.string());
const flag = z.exactOptional(z.boolean());
const limit = z.exactOptional(z.nullable(finite));
const choice = <const Name extends string>(names: readonly Name[]) =>
  z.exactOptional(z.enum(names));

/** Choices of a program, each of which may be left out; their values the program's own check judges. */
export const policies = z.strictObject({
  spending: z.exactOptional(z.strictObject({ order: choice(["expiry", "earned"]) })),
  clawback: z.exactOptional(
    z.strictObject({
      basis: choice(["recompute", "proportional"]),
      from: choice(["own_then_expiry", "expiry", "own_only"]),
      negative: choice(["allow", "clamp"]),
      expired: choice(["forgive", "charge"]),
      caps: choice(["net", "gross"]),
      tier: choice(["at_once", "at_review"]),
    }),
  ),
  reversal: z.exactOptional(
    z.strictObject({
      order: choice(["lifo", "fifo", "prorata"]),
      expired: choice(["original", "reissue"]),
      grace: text,
    }),
  ),
  holds: z.exactOptional(z.strictObject({ protect: flag, period: text })),
  adjustment: z.exactOptional(z.strictObject({ negative: flag })),
  transfer: z.exactOptional(z.strictObject({ expiry: choice(["keep", "reset"]) })),
  rounding: z.exactOptional(
    z.strictObject({
      mode: choice(ROUNDING_MODES),
      scope: choice(["order", "line"]),
      when: choice(["end", "per_rule"]),
    }),
  ),
  stacking: z.exactOptional(
    z.strictObject({ multipliers: choice(["additive", "multiplicative", "best"]) }),
  ),
  basis: z.exactOptional(
    z.strictObject({
      tax: flag,
      shipping: flag,
      discounts: flag,
      giftCards: flag,
      pointsPaid: flag,
    }),
  ),
  tiers: z.exactOptional(z.strictObject({ forOrder: choice(["before", "after", "split"]) })),
  orders: z.exactOptional(z.strictObject({ dedupe: flag, reopenFirst: flag })),
  calendar: z.exactOptional(
    z.strictObject({
      leapDay: choice(["feb28", "mar1"]),
      weekStartsOn: z.exactOptional(z.literal([0, 1, 2, 3, 4, 5, 6])),
    }),
  ),
  windows: z.exactOptional(z.strictObject({ returns: text, dedupe: text })),
  velocity: z.exactOptional(
    z.strictObject({ commands: limit, points: limit, per: choice(["day", "week", "month"]) }),
  ),
});
