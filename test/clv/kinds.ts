import fc from "fast-check";
import { fitBgBb } from "../../src/clv/bg-bb/fit.ts";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { fitBgCnbdK, fitMbgCnbdK } from "../../src/clv/cnbd-k/fit.ts";
import type { PurchaseData } from "../../src/clv/fitting/purchase-data.ts";
import { fitGgompertzNbd } from "../../src/clv/ggompertz-nbd/fit.ts";
import { fitMbgNbd } from "../../src/clv/mbg-nbd/fit.ts";
import type { PurchaseModel } from "../../src/clv/model.ts";
import { fitNbd } from "../../src/clv/nbd/fit.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import type { PurchaseHistory } from "../../src/customers/summary.ts";

/** What the conformance suite needs to know of a kind of purchase model. */
export interface KindUnderTest {
  readonly model: fc.Arbitrary<PurchaseModel>;
  readonly history: fc.Arbitrary<PurchaseHistory>;
  readonly horizon: fc.Arbitrary<number>;
  /** A world in which a fit finds its way, and how it is fitted. */
  readonly world: PurchaseModel;
  readonly fit: (data: PurchaseData) => PurchaseModel;
  /** The power of time in each parameter; none where time is counted in opportunities. */
  readonly timePowers: Readonly<Record<string, number>> | null;
}

const logUniform = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

const shape = logUniform(0.02, 50);
const time = logUniform(0.02, 500);

const history = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2000 })),
    fc.double({ min: 1e-3, max: 1, noNaN: true }),
    fc.double({ min: 1e-3, max: 500, noNaN: true }),
  )
  .map(([frequency, share, age]) => ({
    frequency,
    recency: frequency === 0 ? 0 : share * age,
    age,
  }));

const opportunities = fc
  .tuple(
    fc.nat(60),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([age, last, share]) => {
    const recency = Math.round(last * age);
    const frequency = recency === 0 ? 0 : Math.max(1, Math.round(share * recency));
    return { frequency, recency, age };
  });

const continuous = {
  history,
  horizon: fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1000, noNaN: true })),
};

const betaGeometric = { r: shape, alpha: time, a: shape, b: shape };
const ALPHA_IS_TIME = { r: 0, alpha: 1, a: 0, b: 0 };
const week = { version: 1, timeUnit: "week" } as const;

export const KINDS: Readonly<Record<PurchaseModel["kind"], KindUnderTest>> = {
  nbd: {
    ...continuous,
    model: fc.record({ r: shape, alpha: time }).map((params) => ({ ...week, kind: "nbd", params })),
    world: { ...week, kind: "nbd", params: { r: 0.8, alpha: 6 } },
    fit: fitNbd,
    timePowers: { r: 0, alpha: 1 },
  },
  "bg-nbd": {
    ...continuous,
    model: fc.record(betaGeometric).map((params) => ({ ...week, kind: "bg-nbd", params })),
    world: { ...week, kind: "bg-nbd", params: { r: 0.8, alpha: 6, a: 0.8, b: 2.5 } },
    fit: fitBgNbd,
    timePowers: ALPHA_IS_TIME,
  },
  "mbg-nbd": {
    ...continuous,
    model: fc.record(betaGeometric).map((params) => ({ ...week, kind: "mbg-nbd", params })),
    world: { ...week, kind: "mbg-nbd", params: { r: 0.8, alpha: 6, a: 0.8, b: 2.5 } },
    fit: fitMbgNbd,
    timePowers: ALPHA_IS_TIME,
  },
  "pareto-nbd": {
    ...continuous,
    model: fc
      .record({ r: shape, alpha: time, s: shape, beta: time })
      .map((params) => ({ ...week, kind: "pareto-nbd", params })),
    world: { ...week, kind: "pareto-nbd", params: { r: 0.8, alpha: 6, s: 0.9, beta: 15 } },
    fit: fitParetoNbd,
    timePowers: { r: 0, alpha: 1, s: 0, beta: 1 },
  },
  "ggompertz-nbd": {
    ...continuous,
    model: fc
      .record({ r: shape, alpha: time, b: logUniform(1e-3, 1), s: shape, beta: shape })
      .map((params) => ({ ...week, kind: "ggompertz-nbd", params })),
    world: {
      ...week,
      kind: "ggompertz-nbd",
      params: { r: 1.2, alpha: 3, b: 0.08, s: 0.9, beta: 3 },
    },
    fit: fitGgompertzNbd,
    timePowers: { r: 0, alpha: 1, b: -1, s: 0, beta: 0 },
  },
  "bg-cnbd-k": {
    ...continuous,
    model: fc
      .record({ ...betaGeometric, k: fc.integer({ min: 1, max: 6 }) })
      .map((params) => ({ ...week, kind: "bg-cnbd-k", params })),
    world: { ...week, kind: "bg-cnbd-k", params: { k: 2, r: 0.9, alpha: 3, a: 0.8, b: 2.5 } },
    fit: (data) => fitBgCnbdK(data, { k: 2 }),
    timePowers: ALPHA_IS_TIME,
  },
  "mbg-cnbd-k": {
    ...continuous,
    model: fc
      .record({ ...betaGeometric, k: fc.integer({ min: 1, max: 6 }) })
      .map((params) => ({ ...week, kind: "mbg-cnbd-k", params })),
    world: { ...week, kind: "mbg-cnbd-k", params: { k: 2, r: 0.9, alpha: 3, a: 0.8, b: 2.5 } },
    fit: (data) => fitMbgCnbdK(data, { k: 2 }),
    timePowers: ALPHA_IS_TIME,
  },
  "bg-bb": {
    history: opportunities,
    horizon: fc.nat(100),
    model: fc
      .record({ alpha: shape, beta: shape, gamma: shape, delta: shape })
      .map((params) => ({ ...week, kind: "bg-bb", params })),
    world: {
      ...week,
      kind: "bg-bb",
      params: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 },
    },
    fit: fitBgBb,
    timePowers: null,
  },
};
