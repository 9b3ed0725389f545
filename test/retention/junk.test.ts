import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import * as retention from "../../src/retention/index.ts";

/** What callers without types may hand over. */
const JUNK: readonly unknown[] = [
  ...[undefined, null, Number.NaN, Infinity, -1, 0, "", "x", true, 10n, () => 1],
  ...[[], {}, [null], [1], [{}], Object.create(null), new Float64Array(2), { length: 3 }],
  ...[{ features: null }, { features: { a: 1 } }, { features: { a: [1] } }, { time: null }],
  ...[
    { kind: "cox", version: 1 },
    { kind: "weibull", version: 1 },
  ],
  { kind: "churn-logistic", version: 1 },
  {
    kind: "churn-logistic",
    version: 1,
    params: { intercept: 0, coefficients: { a: 1 }, means: {} },
  },
];

/** The worst of it, where all of it would take long. */
const WORST = [undefined, null, Number.NaN, "x", -1, {}, [null]];

const FIRST = {
  ...{
    customerId: 1,
    at: "2026-01-01",
    value: 3,
    start: "2026-01-01",
    amount: 3,
    probability: 0.5,
  },
  ...{ time: 1, event: 1, covariates: { a: 1 }, score: 1, group: 1, cause: "x" },
  ...{ features: { a: 1 }, churned: 1, knownAt: "2026-01-01", outcomeAt: "2026-02-01" },
};
const SECOND = {
  ...FIRST,
  customerId: 2,
  time: 2,
  event: 0,
  covariates: { a: 0 },
  features: { a: 0 },
};

/** Options enough for every verb. */
const OPTIONS = {
  ...{ asOf: "2026-03-01", from: "2026-01-01", to: "2026-02-01", at: "2026-02-01", gap: 5 },
  ...{ cut: "2026-01-15", until: "2026-02-15", horizon: 1, times: [1], inactiveAfter: { days: 3 } },
};

/** Sound, but for the report of a fit. */
const MODELS = [
  { kind: "weibull", version: 1, timeUnit: "day", params: { shape: 1, scale: 2 } },
  {
    kind: "churn-logistic",
    version: 1,
    params: { intercept: 0, coefficients: { a: 1 }, means: { a: 0 } },
    fit: null,
  },
  {
    kind: "cox",
    version: 1,
    params: { coefficients: { a: undefined }, means: { a: 0 }, baseline: [] },
    fit: { ties: "efron", n: 2, events: 1 },
  },
];

const verbs = Object.entries(retention).filter(
  (entry): entry is [string, Extract<(typeof entry)[1], () => unknown>] =>
    typeof entry[1] === "function",
);

describe("junk is refused in the package's own way", () => {
  test.each(verbs)("%s", (_, verb) => {
    const known = optionsOf(verb);
    for (const first of JUNK) {
      survive(verb, [first]);
      for (const second of WORST) survive(verb, [first, second]);
    }
    for (const second of JUNK) survive(verb, [[FIRST, FIRST], second]);
    for (const model of MODELS) {
      survive(verb, [model, [FIRST, SECOND]]);
      for (const option of ["age", "times", "probabilities", "horizon", "level"]) {
        for (const value of WORST) {
          survive(verb, [model, { [option]: value }]);
          survive(verb, [model, FIRST, { [option]: value }]);
        }
      }
    }
    for (const field of Object.keys(FIRST)) {
      for (const value of WORST) {
        survive(verb, [[FIRST, Object.assign({}, SECOND, { [field]: value })], known]);
      }
    }
    for (const option of [
      ...Object.keys(known),
      "level",
      "interval",
      "timeZone",
      "weights",
      "ridge",
    ]) {
      for (const value of WORST) {
        survive(verb, [[FIRST, SECOND], Object.assign({}, known, { [option]: value })]);
      }
    }
  });
});

/** Of the options above those that a verb has: it refuses any other by its name. */
function optionsOf(verb: unknown): Readonly<Record<string, unknown>> {
  let known: Readonly<Record<string, unknown>> = OPTIONS;
  while (typeof verb === "function") {
    try {
      verb([FIRST, SECOND], known);
      break;
    } catch (error) {
      if (!isClienteleError(error) || error.code !== "invalid_option") break;
      const [name] = error.path;
      if (typeof name !== "string" || !(name in known)) break;
      known = Object.fromEntries(Object.entries(known).filter(([key]) => key !== name));
    }
  }
  return known;
}

/** Answers in finite numbers, or throws an error of this package. */
function survive(verb: unknown, args: readonly unknown[]): void {
  if (typeof verb !== "function") return;
  let answer: unknown;
  try {
    answer = verb(...args);
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    return;
  }
  if (holdsNoNumber(answer)) expect.fail(`not a finite number in ${String(answer)}`);
}

function holdsNoNumber(value: unknown, depth = 0): boolean {
  if (typeof value === "number") return !Number.isFinite(value);
  if (typeof value !== "object" || value === null || depth > 6) return false;
  return Object.values(value).some((part) => holdsNoNumber(part, depth + 1));
}
