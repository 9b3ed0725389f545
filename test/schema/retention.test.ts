import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";
import { customerMovements } from "../../src/retention/churn/customer-movements.ts";
import { fitChurnModel } from "../../src/retention/churn-model/fit.ts";
import type { ChurnModel } from "../../src/retention/churn-model/model.ts";
import type { CohortTable } from "../../src/retention/cohorts/cohort-noun.ts";
import { cohortTable } from "../../src/retention/cohorts/cohort-table.ts";
import { mrrMovements } from "../../src/retention/revenue/mrr-movements.ts";
import { mrrMovementsTable } from "../../src/retention/revenue/mrr-movements-table.ts";
import { aalenJohansen } from "../../src/retention/survival/aalen-johansen.ts";
import { fitCox } from "../../src/retention/survival/cox/fit.ts";
import type { CoxModel } from "../../src/retention/survival/cox/model.ts";
import type { KaplanMeierCurve } from "../../src/retention/survival/curve.ts";
import { kaplanMeier } from "../../src/retention/survival/kaplan-meier.ts";
import { fitExponential } from "../../src/retention/survival/lifetime/fit-exponential.ts";
import { fitLogLogistic } from "../../src/retention/survival/lifetime/fit-log-logistic.ts";
import { fitLogNormal } from "../../src/retention/survival/lifetime/fit-log-normal.ts";
import { fitWeibull } from "../../src/retention/survival/lifetime/fit-weibull.ts";
import { nelsonAalen } from "../../src/retention/survival/nelson-aalen.ts";
import { type churnModelSchema, parseChurnModel } from "../../src/schema/churn-model.ts";
import { type cohortTableSchema, parseCohortTable } from "../../src/schema/cohorts.ts";
import { type coxModelSchema, parseCoxModel } from "../../src/schema/cox.ts";
import {
  type kaplanMeierCurveSchema,
  parseAalenJohansenCurves,
  parseKaplanMeierCurve,
  parseNelsonAalenCurve,
} from "../../src/schema/curves.ts";
import { parseLifetimeModel } from "../../src/schema/lifetimes.ts";
import { parseCustomerMovements, parseMrrMovements } from "../../src/schema/movements.ts";
import { parseSubscriptions } from "../../src/schema/subscriptions.ts";
import { type Parse, refusalOf } from "./refusal.ts";

const durations = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8].map((time, i) => ({
  time,
  event: i % 3 !== 2,
  covariates: { monthly: i % 2, age: (i * 7) % 5 },
  stratum: i % 4 === 0 ? "a" : "b",
  cluster: i,
}));
const orders = Array.from({ length: 40 }, (_, i) => ({
  customerId: i % 11,
  at: new Date(Date.UTC(2026, 0, 1 + i * 3)).toISOString(),
  value: 10 + i,
}));
const subscriptions = [
  { customerId: "ada", start: "2025-06-01", end: "2026-01-10", amount: 5000 },
  { customerId: "ada", start: "2026-01-10", amount: 8000 },
  {
    customerId: "bob",
    start: "2025-12-01",
    end: "2026-01-20",
    amount: 3000,
    canceledAt: "2026-01-05",
  },
  { customerId: "cy", start: "2026-01-15", amount: 2000, subscriptionId: 7 },
];
const january = { from: "2026-01-01", to: "2026-02-01" };
const churned = [0, 0, 0, 1, 1, 1, 1, 0, 0, 0];
const tickets = [0, 1, 0, 3, 2, 0, 4, 1, 0, 2];
const separated = fitChurnModel({
  features: { x: [1, 2, 3, 4, 5, 6] },
  churned: [0, 0, 0, 1, 1, 1],
});
const model = fitChurnModel({ features: { tickets }, churned }, { ridge: 1 });
const cox = fitCox(durations);
const curve = kaplanMeier(durations);
const table = cohortTable(orders, { asOf: "2026-05-31" });
const mrr = mrrMovements(subscriptions, january);
const moved = customerMovements(subscriptions, january);
const [firstCohort, ...otherCohorts] = table.cohorts;

describe("what is stored comes back as it went", () => {
  test.each<[string, Parse, unknown]>([
    ["churn model", parseChurnModel, model],
    ["churn model without bound", parseChurnModel, separated],
    [
      "churn model typed in",
      parseChurnModel,
      { kind: model.kind, version: 1, params: model.params },
    ],
    ["Cox model", parseCoxModel, cox],
    [
      "Cox model without baseline",
      parseCoxModel,
      fitCox(durations, { baseline: false, concordance: false }),
    ],
    ["Kaplan-Meier", parseKaplanMeierCurve, curve],
    ["Kaplan-Meier of nobody", parseKaplanMeierCurve, kaplanMeier([])],
    ["Nelson-Aalen", parseNelsonAalenCurve, nelsonAalen(durations)],
    [
      "Aalen-Johansen",
      parseAalenJohansenCurves,
      aalenJohansen(durations.map(({ time, event }, i) => ({ time, cause: event ? i % 2 : null }))),
    ],
    ["exponential", parseLifetimeModel, fitExponential(durations)],
    ["Weibull", parseLifetimeModel, fitWeibull(durations)],
    ["log-normal", parseLifetimeModel, fitLogNormal(durations)],
    ["log-logistic", parseLifetimeModel, fitLogLogistic(durations)],
    ["subscriptions", parseSubscriptions, subscriptions],
    ["MRR", parseMrrMovements, mrr],
    ["a row of MRR", parseMrrMovements, mrrMovementsTable(subscriptions, january)[0]],
    ["customers", parseCustomerMovements, moved],
    ["cohorts", parseCohortTable, table],
    [
      "cohorts of windows",
      parseCohortTable,
      cohortTable(orders, { asOf: "2026-05-31", period: { days: 30 } }),
    ],
    [
      "cohorts of brackets",
      parseCohortTable,
      cohortTable(orders, { asOf: "2026-05-31", counting: { brackets: [0, 1, 3] } }),
    ],
  ])("%s", (_, parse, noun) => {
    const stored: unknown = JSON.parse(JSON.stringify(noun));
    expect(parse(stored)).toStrictEqual(stored);
    expect(parse(structuredClone(noun))).toEqual(noun);
  });
});

describe("what cannot be is refused, and where", () => {
  const changed = (noun: object, change: object) => Object.assign({}, noun, change);
  const withFit = (of: { readonly fit?: object }, change: object) =>
    changed(of, { fit: changed(of.fit ?? {}, change) });
  test.each<[string, Parse, unknown, string, (string | number)[]]>([
    [
      "a model of another version",
      parseChurnModel,
      changed(model, { version: 2 }),
      "unsupported_version",
      ["version"],
    ],
    ["a misspelt key", parseChurnModel, changed(model, { param: 1 }), "unknown_key", ["param"]],
    [
      "a feature without a mean",
      parseChurnModel,
      changed(model, { params: { ...model.params, means: {} } }),
      "missing_feature",
      ["params", "means", "tickets"],
    ],
    [
      "a covariance cut short",
      parseChurnModel,
      withFit(model, { covariance: [[1]] }),
      "length_mismatch",
      ["fit", "covariance"],
    ],
    [
      "a ragged covariance",
      parseChurnModel,
      withFit(model, { covariance: [[1, 2], [1]] }),
      "length_mismatch",
      ["fit", "covariance"],
    ],
    [
      "more who left than all",
      parseChurnModel,
      withFit(model, { events: 10 }),
      "out_of_range",
      ["fit", "events"],
    ],
    [
      "a Cox model of nobody",
      parseCoxModel,
      withFit(cox, { events: 0 }),
      "out_of_range",
      ["fit", "events"],
    ],
    [
      "a Cox covariance of others",
      parseCoxModel,
      withFit(cox, { covariance: [] }),
      "length_mismatch",
      ["fit", "covariance"],
    ],
    [
      "a curve that rises",
      parseKaplanMeierCurve,
      changed(curve, { points: [curve.points[3], { ...curve.points[4], survival: 1 }] }),
      "out_of_range",
      ["points", 1, "survival"],
    ],
    [
      "times that fall",
      parseKaplanMeierCurve,
      changed(curve, { points: curve.points.toReversed() }),
      "out_of_range",
      ["points", 1, "time"],
    ],
    [
      "a level of 95",
      parseKaplanMeierCurve,
      changed(curve, { level: 95 }),
      "out_of_range",
      ["level"],
    ],
    [
      "a lifetime below 0",
      parseLifetimeModel,
      { kind: "weibull", version: 1, timeUnit: "day", params: { shape: -1, scale: 3 } },
      "out_of_range",
      ["params", "shape"],
    ],
    ["another lifetime", parseLifetimeModel, { kind: "gompertz" }, "unknown_model", ["kind"]],
    [
      "MRR that does not add up",
      parseMrrMovements,
      changed(mrr, { new: 1 }),
      "not_reconciled",
      ["closing"],
    ],
    ["half a cent", parseMrrMovements, changed(mrr, { new: 0.5 }), "out_of_range", ["new"]],
    [
      "a window turned round",
      parseMrrMovements,
      changed(mrr, { to: mrr.from }),
      "out_of_range",
      ["to"],
    ],
    [
      "customers that do not add up",
      parseCustomerMovements,
      changed(moved, { end: 9 }),
      "not_reconciled",
      ["end"],
    ],
    [
      "an end before the start",
      parseSubscriptions,
      [changed(subscriptions[0], { end: "2025-05-01" })],
      "end_before_start",
      [0, "end"],
    ],
    [
      "an overlap",
      parseSubscriptions,
      [subscriptions[0], changed(subscriptions[1], { start: "2026-01-09" })],
      "overlapping_subscriptions",
      [1, "start"],
    ],
    [
      "no customer",
      parseSubscriptions,
      [changed(subscriptions[0], { customerId: "" })],
      "missing_id",
      [0, "customerId"],
    ],
    [
      "an amount below 0",
      parseSubscriptions,
      [changed(subscriptions[0], { amount: -1 })],
      "negative_value",
      [0, "amount"],
    ],
    [
      "more customers than members",
      parseCohortTable,
      changed(table, { cohorts: [{ ...firstCohort, size: 0 }, ...otherCohorts] }),
      "out_of_range",
      ["cohorts", 0, "cells", 0, "customers"],
    ],
    [
      "brackets that fall",
      parseCohortTable,
      changed(table, { counting: { brackets: [3, 1] } }),
      "out_of_range",
      ["counting", "brackets", 1],
    ],
    ["nothing", parseCohortTable, null, "invalid_shape", []],
  ])("%s", (_, parse, data, code, path) => {
    expect(refusalOf(parse, data)).toMatchObject({ code, path });
  });
});

test("schemas have the fields of their nouns", () => {
  expectTypeOf<z.output<typeof churnModelSchema>>().toExtend<ChurnModel>();
  expectTypeOf<z.output<typeof coxModelSchema>>().toExtend<CoxModel>();
  expectTypeOf<z.output<typeof kaplanMeierCurveSchema>>().toExtend<KaplanMeierCurve>();
  expectTypeOf<z.output<typeof cohortTableSchema>>().toExtend<CohortTable>();
});
