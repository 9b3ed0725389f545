import type { Program } from "clientele/loyalty";

/** The shop's program. A change is a new version beside this one; both stay in `PROGRAMS`. */
const FIRST: Program = {
  id: "club",
  version: 1,
  timeZone: "Europe/Berlin",
  money: { currency: "EUR", scale: 2 },
  currencies: { points: { life: { period: "P12M", roundUp: "month" } } },
  rules: [
    { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
    { id: "welcome", award: { type: "first_purchase", points: 100 } },
    {
      id: "friend",
      award: { type: "referral", points: 50, referrerPoints: 200, minimum: "20.00" },
      once: "ever",
    },
  ],
  budgets: [{ id: "welcome", rules: ["welcome"] }],
  redemptions: [
    {
      id: "money-off",
      gives: { type: "amount", points: 100, amount: "1.00" },
      minimum: 100,
      maxShareOfOrder: "0.5",
    },
  ],
  tiers: {
    metric: "spend",
    window: { type: "rolling", period: "P12M" },
    levels: [
      { id: "silver", threshold: "500.00", multiplier: "1.25" },
      { id: "gold", threshold: "2000.00", multiplier: "1.5", benefits: ["free shipping"] },
    ],
  },
};

export const PROGRAMS: readonly Program[] = [FIRST];

/** What the program as a whole may give, by budget, in points: set once, when the table is made. */
export const BUDGETS: Readonly<Record<string, number>> = { welcome: 1_000_000 };
