import fc from "fast-check";
import { type CapRules, cappedModel, cappedProgram, type ModelCap } from "../model/capped-rules.ts";
import { type CardRules, cardModel, cardProgram } from "../model/punch-cards.ts";
import { type CreditRules, creditModel, creditProgram } from "../model/tier-credit.ts";
import { type TierRules, tierModel, tierProgram } from "../model/tier-factors.ts";
import { anyFeatureStream, compareFeature, type FeatureStep } from "./feature-stream.ts";
import { ZONES } from "./programs.ts";

/** Shortly before a new year, a leap day, and nights on which clocks are changed. */
const STARTS = [
  "2025-12-29T20:00:00Z",
  "2024-02-27T20:00:00Z",
  "2026-03-27T21:00:00Z",
  "2026-10-23T22:00:00Z",
  "2026-04-03T13:00:00Z",
].map((text) => Date.parse(text));
const [START] = STARTS;

const anyVisits = anyFeatureStream(fc.constantFrom(100, 300, 500, 800));
const anyBasket = anyFeatureStream(fc.integer({ min: 1, max: 5999 }));

const anyCard: fc.Arbitrary<CardRules> = fc.record({
  punches: fc.integer({ min: 2, max: 4 }),
  points: fc.constantFrom(null, 3, 8),
});

function compareCards(rules: CardRules, steps: readonly FeatureStep[]): void {
  compareFeature(cardProgram(rules), START, inTime(steps), cardModel(rules));
}

const anyCap: fc.Arbitrary<ModelCap> = fc
  .record({
    rule: fc.constantFrom<ModelCap["rule"]>("fixed", "step", "streak"),
    window: fc.constantFrom<ModelCap["window"]>("day", "week", "month", "year", "lifetime"),
    of: fc.constantFrom<ModelCap["of"]>("points", "count"),
    most: fc.integer({ min: 1, max: 40 }),
  })
  .map((cap) => (cap.of === "count" ? { ...cap, most: 1 + (cap.most % 4) } : cap));

/** Points of one rule are counted or added up, and not both: an award cut to nothing is none. */
const anyCaps: fc.Arbitrary<CapRules & { readonly start: number }> = fc.record({
  zone: fc.constantFrom(...ZONES),
  weekStartsOn: fc.constantFrom<CapRules["weekStartsOn"]>(0, 1, 3, 6),
  caps: fc.constantFrom("net", "gross"),
  streak: fc.option(
    fc.record({
      every: fc.constantFrom("day", "week", "month"),
      length: fc.integer({ min: 2, max: 4 }),
    }),
  ),
  limits: fc.uniqueArray(anyCap, { maxLength: 4, selector: ({ rule, window }) => rule + window }),
  start: fc.constantFrom(...STARTS),
});

function compareCaps(
  { start, ...given }: CapRules & { readonly start: number },
  steps: readonly FeatureStep[],
): void {
  const limits = given.limits.filter(({ rule, of }) => {
    if (rule === "streak" && given.streak === null) return false;
    return given.limits.find((one) => one.rule === rule)?.of === of;
  });
  const rules = { ...given, limits };
  // Whether a late order joins a streak that went on meanwhile, the reference leaves open.
  const told = given.streak === null ? steps : inTime(steps);
  compareFeature(cappedProgram(rules), start, told, cappedModel(rules));
}

const anyTiers: fc.Arbitrary<TierRules> = fc.record({
  forOrder: fc.constantFrom("before", "after", "split"),
  stacking: fc.constantFrom("additive", "multiplicative", "best"),
  mode: fc.constantFrom("down", "halfUp", "halfEven", "up"),
  days: fc.constantFrom(null, 30, 90),
  silver: fc.record({ from: fc.constantFrom(0, 2000, 5000), factor: fc.constantFrom(20, 25, 30) }),
  gold: fc.record({ from: fc.constantFrom(8000, 10_000), factor: fc.constantFrom(30, 40, 50) }),
  campaign: fc.option(fc.record({ factor: fc.constantFrom(24, 30, 40), isOfShoes: fc.boolean() })),
});

function compareTiers(rules: TierRules, steps: readonly FeatureStep[]): void {
  compareFeature(tierProgram(rules), START, inTime(steps), tierModel(rules));
}

const anyCredit: fc.Arbitrary<CreditRules> = fc.record({
  metric: fc.constantFrom("points", "orders"),
  days: fc.constantFrom(null, 30, 90),
  pendingDays: fc.constantFrom(0, 1, 14),
  lifeDays: fc.constantFrom(null, 20, 45),
  silver: fc.constantFrom(2, 50),
  gold: fc.constantFrom(4, 90),
  factor: fc.constantFrom(30, 40),
  clawback: fc.record({
    from: fc.constantFrom("own_then_expiry", "own_only", "expiry"),
    negative: fc.constantFrom("allow", "clamp"),
    expired: fc.constantFrom("forgive", "charge"),
  }),
});

function compareCredit(given: CreditRules, steps: readonly FeatureStep[]): void {
  const rules = { ...given, gold: Math.max(given.gold, given.silver + 2) };
  compareFeature(creditProgram(rules), START, steps, creditModel(rules));
}

/** The same, each order told at once. */
function inTime(steps: readonly FeatureStep[]): readonly FeatureStep[] {
  return steps.map((step) => ({ ...step, late: 0 }));
}

/** What streams are played for, and what is compared. */
export const FEATURES: readonly (readonly [name: string, property: fc.IProperty<unknown>])[] = [
  ["punch cards", fc.property(anyCard, anyVisits, compareCards)],
  ["caps and streaks", fc.property(anyCaps, anyBasket, compareCaps)],
  ["tiers of orders", fc.property(anyTiers, anyBasket, compareTiers)],
  ["credit toward tiers", fc.property(anyCredit, anyBasket, compareCredit)],
];
