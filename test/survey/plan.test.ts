import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PlanSurveysOptions, planSurveys } from "../../src/survey/index.ts";
import { codeOf } from "./code-of.ts";

const asOf = "2026-03-01";
const many = Array.from({ length: 4000 }, (_, at) => ({ customerId: at, consent: true }));

/** Why one customer is not asked, with the day on which each reason ends. */
function reasonsFor(
  candidate: { consent?: boolean | readonly string[]; lastPurchaseAt?: string },
  options: Partial<PlanSurveysOptions>,
) {
  const plan = planSurveys([{ customerId: "x", consent: true, ...candidate }], {
    asOf,
    seed: 1,
    ...options,
  });
  const [{ ask, reasons, askableFrom }] = plan.decisions;
  expect(ask).toBe(reasons.length === 0);
  return [...reasons.map(({ code, until }) => `${code} ${until}`), `${askableFrom}`];
}

const sent = (at: string, more: { channel?: string; survey?: string } = {}) => ({
  customerId: "x",
  at,
  ...more,
});

describe("planSurveys says why someone is not asked", () => {
  it.each([
    ["nothing against it", {}, {}, [asOf]],
    ["no consent", { consent: false }, {}, ["no_consent null", "null"]],
    [
      "no consent to the channel",
      { consent: ["email"] },
      { channel: "sms" },
      ["no_consent null", "null"],
    ],
    ["consent to the channel", { consent: ["email"] }, { channel: "email" }, [asOf]],
    [
      "the last day of quarantine",
      {},
      { history: [sent("2026-02-20"), sent("2026-01-01")], quarantineDays: 10 },
      ["quarantine 2026-03-02", "2026-03-02"],
    ],
    ["the first day after it", {}, { history: [sent("2026-02-19")], quarantineDays: 10 }, [asOf]],
    [
      "a survey that is planned",
      {},
      { history: [sent("2026-03-05")], quarantineDays: 10 },
      ["quarantine 2026-03-15", "2026-03-15"],
    ],
    [
      "the same survey, not others",
      {},
      {
        survey: "nps",
        quarantineDays: 0,
        sameSurveyDays: 180,
        history: [sent("2026-01-01", { survey: "nps" }), sent("2026-02-28", { survey: "ces" })],
      },
      ["same_survey 2026-06-30", "2026-06-30"],
    ],
    [
      "a cap over all channels",
      {},
      {
        quarantineDays: 0,
        caps: [{ most: 2, days: 30 }],
        history: [
          sent("2026-02-10", { channel: "sms" }),
          sent("2026-02-20", { channel: "email" }),
          sent("2026-01-01"),
        ],
      },
      ["frequency_cap 2026-03-12", "2026-03-12"],
    ],
    [
      "a cap that is not reached",
      {},
      {
        quarantineDays: 0,
        caps: [{ most: 3, days: 30 }],
        history: [sent("2026-02-10"), sent("2026-02-20")],
      },
      [asOf],
    ],
    [
      "a cap on another channel",
      {},
      {
        quarantineDays: 0,
        channel: "email",
        caps: [{ most: 1, days: 30, channels: ["sms"] }],
        history: [sent("2026-02-20", { channel: "sms" })],
      },
      [asOf],
    ],
    [
      "too soon after the purchase",
      { lastPurchaseAt: "2026-02-26" },
      { afterPurchase: { fromDays: 7, toDays: 30 } },
      ["too_soon_after_purchase 2026-03-05", "2026-03-05"],
    ],
    [
      "the first and the last day after it",
      { lastPurchaseAt: "2026-02-22" },
      { afterPurchase: { fromDays: 7, toDays: 7 } },
      [asOf],
    ],
    [
      "too late after it",
      { lastPurchaseAt: "2026-02-21" },
      { afterPurchase: { fromDays: 7, toDays: 7 } },
      ["too_late_after_purchase null", "null"],
    ],
    [
      "a quarantine that outlasts the days after the purchase",
      { lastPurchaseAt: "2026-02-20" },
      {
        history: [sent("2026-02-25")],
        quarantineDays: 10,
        afterPurchase: { fromDays: 7, toDays: 14 },
      },
      ["quarantine 2026-03-07", "null"],
    ],
    [
      "one that ends on the last of these days",
      { lastPurchaseAt: "2026-02-20" },
      {
        history: [sent("2026-02-25")],
        quarantineDays: 10,
        afterPurchase: { fromDays: 7, toDays: 15 },
      },
      ["quarantine 2026-03-07", "2026-03-07"],
    ],
    [
      "a quarantine that never ends",
      {},
      { history: [sent("2026-02-25")], quarantineDays: 10_000_000 },
      ["quarantine null", "null"],
    ],
    ["no purchase", {}, { afterPurchase: { fromDays: 7 } }, ["no_purchase null", "null"]],
    [
      "all reasons, and the last day of them",
      { lastPurchaseAt: "2026-02-28" },
      { history: [sent("2026-02-20")], quarantineDays: 10, afterPurchase: { fromDays: 7 } },
      ["quarantine 2026-03-02", "too_soon_after_purchase 2026-03-07", "2026-03-07"],
    ],
  ] as const)("%s", (_, candidate, options, expected) => {
    expect(reasonsFor(candidate, options)).toEqual(expected);
  });

  it("on the local days of the zone", () => {
    const history = [sent("2026-02-19T23:30:00Z")];
    expect(reasonsFor({}, { history, quarantineDays: 10 })).toEqual([asOf]);
    expect(reasonsFor({}, { history, quarantineDays: 10, timeZone: "Europe/Berlin" })).toEqual([
      "quarantine 2026-03-02",
      "2026-03-02",
    ]);
  });

  it("takes silence for consent only where told so", () => {
    const ask = (consent: "required" | "assumed") =>
      planSurveys([{ customerId: 1 }, { customerId: 2, consent: false }], {
        asOf,
        seed: 1,
        consent,
      }).asked;
    expect([ask("required"), ask("assumed")]).toEqual([0, 1]);
  });
});

describe("the draw is fair", () => {
  it("asks the share that it should, whatever the order and the company", () => {
    const options = { asOf, seed: "march", samplingRate: 0.25 };
    const plan = planSurveys(many, options);
    // Within four standard errors of a quarter.
    expect(Math.abs(plan.asked - 1000)).toBeLessThan(4 * Math.sqrt(4000 * 0.25 * 0.75));
    const asked = (plan: ReturnType<typeof planSurveys>) =>
      new Set(plan.decisions.filter(({ ask }) => ask).map(({ customerId }) => customerId));
    const turned = asked(planSurveys(many.toReversed(), options));
    expect(turned).toEqual(asked(plan));
    const half = asked(planSurveys(many.slice(0, 2000), options));
    expect(half).toEqual(new Set([...asked(plan)].filter((id) => Number(id) < 2000)));
    expect(plan.reasons).toEqual([{ code: "not_sampled", n: 4000 - plan.asked }]);
  });

  it("gives everyone the same chance over rounds", () => {
    const few = many.slice(0, 20);
    const rounds = 400;
    const times = new Map<unknown, number>();
    for (let seed = 0; seed < rounds; seed++) {
      for (const { customerId, ask } of planSurveys(few, { asOf, seed, most: 5 }).decisions) {
        if (ask) times.set(customerId, (times.get(customerId) ?? 0) + 1);
      }
    }
    for (const count of times.values()) {
      expect(Math.abs(count - rounds / 4)).toBeLessThan(4 * Math.sqrt(rounds * 0.25 * 0.75));
    }
    expect(times.size).toBe(20);
  });

  it("never asks more than it may, and says so", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.integer(), (people, most, seed) => {
        const plan = planSurveys(many.slice(0, people), { asOf, seed, most });
        expect(plan.asked).toBe(Math.min(people, most));
        const over = plan.reasons.find(({ code }) => code === "over_quota")?.n ?? 0;
        expect(over).toBe(Math.max(0, people - most));
      }),
    );
  });
});

describe("bad input", () => {
  const one = [{ customerId: "x", consent: true }];

  it.each([
    [
      () => planSurveys([...one, ...one], { asOf, seed: 1 }),
      "duplicate_customer",
      [1, "customerId"],
    ],
    [() => planSurveys([{ customerId: "" }], { asOf, seed: 1 }), "invalid_id", [0, "customerId"]],
    [() => planSurveys(one, { asOf: "soon", seed: 1 }), "invalid_time", ["asOf"]],
    [() => planSurveys(one, { asOf, seed: 1, samplingRate: 0 }), "out_of_range", ["samplingRate"]],
    [() => planSurveys(one, { asOf, seed: 1, samplingRate: 2 }), "out_of_range", ["samplingRate"]],
    [() => planSurveys(one, { asOf, seed: 1, most: 1.5 }), "out_of_range", ["most"]],
    [
      () => planSurveys(one, { asOf, seed: 1, caps: [{ most: 0, days: 3 }] }),
      "out_of_range",
      ["caps", 0, "most"],
    ],
    [() => planSurveys(one, { asOf, seed: 1, sameSurveyDays: 3 }), "invalid_option", ["survey"]],
    [
      () => planSurveys(one, { asOf, seed: 1, afterPurchase: { fromDays: 9, toDays: 3 } }),
      "out_of_range",
      ["afterPurchase", "toDays"],
    ],
    [
      () => planSurveys(one, { asOf, seed: 1, history: [{ customerId: "x", at: "2026-13-01" }] }),
      "invalid_time",
      ["history", 0, "at"],
    ],
    [() => planSurveys(one, { asOf, seed: Number.NaN }), "non_finite_value", ["seed"]],
  ])("%s", (work, code, path) => {
    expect(codeOf(work)).toEqual({ code, path });
  });
});
