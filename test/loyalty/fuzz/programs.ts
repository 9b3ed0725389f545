import fc from "fast-check";
import type { PointCurrency, Program } from "../../../src/loyalty/program/program.ts";
import type { CurrencyRules, Rules } from "../model/world.ts";

export const ZONES = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
];

const anyCurrency: fc.Arbitrary<CurrencyRules> = fc.record({
  pendingDays: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.constantFrom(1, 14)),
  life: fc.oneof(
    fc.constant(null),
    fc.record({
      months: fc.constantFrom(0, 1, 12),
      days: fc.constantFrom(1, 10),
      roundUp: fc.constantFrom("none", "day", "month", "quarter", "year"),
    }),
  ),
  inactivity: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    fc.constantFrom({ months: 1, days: 0 }, { months: 0, days: 5 }, { months: 12, days: 0 }),
  ),
  maximumBalance: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, fc.constantFrom(20, 50)),
});

/** None whose points are over before they become active: a program may not have it. */
const currency = anyCurrency.map((rules): CurrencyRules => {
  const { pendingDays, life } = rules;
  if (pendingDays === null || life === null || life.months > 0) return rules;
  const more = life.roundUp === "none" ? 0 : life.roundUp === "day" ? 1 : Infinity;
  return pendingDays >= life.days + more ? { ...rules, pendingDays: null } : rules;
});

/** Any choice of policies, for one currency or two. */
export const anyRules: fc.Arbitrary<Rules> = fc.record({
  zone: fc.constantFrom(...ZONES),
  spendFirst: fc.constantFrom("expiry", "earned"),
  clawbackFrom: fc.constantFrom("own_then_expiry", "expiry", "own_only"),
  clawbackNegative: fc.constantFrom("allow", "clamp"),
  clawbackExpired: fc.constantFrom("forgive", "charge"),
  restoreOrder: fc.constantFrom("lifo", "fifo", "prorata"),
  restoreExpired: fc.constantFrom("original", "reissue"),
  graceDays: fc.constantFrom(1, 30),
  holdProtects: fc.boolean(),
  adjustNegative: fc.boolean(),
  orderDedupe: fc.boolean(),
  returnDays: fc.constantFrom(36_500, 36_500, 30, 5),
  currencies: fc.oneof(
    { weight: 3, arbitrary: fc.record({ points: currency }) },
    fc.record({ points: currency, miles: currency }),
  ),
});

/** The program that has these policies. */
export function programOf(rules: Rules): Program {
  const currencies: Record<string, PointCurrency> = {};
  for (const [name, { pendingDays, life, inactivity, maximumBalance }] of Object.entries(
    rules.currencies,
  )) {
    currencies[name] = {
      ...(pendingDays === null ? {} : { pendingFor: `P${pendingDays}D` }),
      ...(life === null
        ? {}
        : { life: { period: `P${life.months}M${life.days}D`, roundUp: life.roundUp } }),
      ...(inactivity === null ? {} : { inactivity: `P${inactivity.months}M${inactivity.days}D` }),
      ...(maximumBalance === null ? {} : { maximumBalance }),
    };
  }
  return {
    id: "random",
    version: 1,
    timeZone: rules.zone,
    money: { currency: "EUR", scale: 2 },
    currencies,
    policies: {
      spending: { order: rules.spendFirst },
      clawback: {
        from: rules.clawbackFrom,
        negative: rules.clawbackNegative,
        expired: rules.clawbackExpired,
      },
      reversal: {
        order: rules.restoreOrder,
        expired: rules.restoreExpired,
        grace: `P${rules.graceDays}D`,
      },
      holds: { protect: rules.holdProtects },
      adjustment: { negative: rules.adjustNegative },
      orders: { dedupe: rules.orderDedupe },
      windows: { returns: `P${rules.returnDays}D`, dedupe: "P100Y" },
    },
  };
}
