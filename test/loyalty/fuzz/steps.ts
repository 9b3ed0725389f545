import fc from "fast-check";
import type { Command } from "../../../src/loyalty/engine/command.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Shortly before leap days, nights on which clocks are changed, and a new year. */
const STARTS = [
  "2024-02-27T20:00:00Z",
  "2026-03-27T23:00:00Z",
  "2026-10-23T22:00:00Z",
  "2025-12-30T00:00:00Z",
  "2026-09-04T04:00:00Z",
  "2026-04-03T13:00:00Z",
].map((text) => Date.parse(text));

/** One command to come, with times that count from what is then. */
export interface Step {
  readonly type: (typeof TYPES)[number];
  /** How much later it is learned of: so long, or when the clock changes something next. */
  readonly wait: number | "due" | "before due";
  /** How long before it happened. */
  readonly late: number;
  readonly points: number;
  /** Which order, redemption, hold, or command before. */
  readonly which: number;
  readonly life: number | null | undefined;
  readonly pending: number | undefined;
  readonly currency: boolean;
  readonly all: boolean;
}

export interface Stream {
  readonly start: number;
  readonly steps: readonly Step[];
}

const TYPES = [
  "grant",
  "grantForOrder",
  "redeem",
  "reverseRedemption",
  "revoke",
  "hold",
  "captureHold",
  "releaseHold",
  "adjust",
  "transfer",
  "buyPoints",
  "reinstate",
  "again",
  "conflict",
  "wrongVersion",
  "freeze",
  "unfreeze",
  "close",
] as const;

const WEIGHTS: Partial<Record<(typeof TYPES)[number], number>> = {
  grant: 6,
  grantForOrder: 8,
  redeem: 10,
  reverseRedemption: 8,
  revoke: 8,
  hold: 6,
  captureHold: 4,
  releaseHold: 4,
  adjust: 4,
  unfreeze: 2,
};

export const anyStep: fc.Arbitrary<Step> = fc.record({
  type: fc.oneof(
    ...TYPES.map((type) => ({ weight: WEIGHTS[type] ?? 1, arbitrary: fc.constant(type) })),
  ),
  wait: fc.constantFrom<Step["wait"]>(
    0,
    0,
    0,
    1,
    30 * MINUTE,
    HOUR,
    6 * HOUR,
    DAY,
    DAY,
    3 * DAY,
    10 * DAY,
    40 * DAY,
    -HOUR,
    "due",
    "due",
    "before due",
  ),
  late: fc.constantFrom(0, 0, 0, 0, 0, 1, HOUR, DAY, 10 * DAY),
  points: fc.integer({ min: 1, max: 15 }),
  which: fc.nat({ max: 3 }),
  life: fc.constantFrom(undefined, undefined, null, HOUR, DAY, 3 * DAY, 10 * DAY, 40 * DAY),
  pending: fc.constantFrom(undefined, undefined, undefined, undefined, 0, HOUR, DAY, 10 * DAY),
  currency: fc.nat({ max: 4 }).map((number) => number === 0),
  all: fc.boolean(),
});

export const anyStream: fc.Arbitrary<Stream> = fc.record({
  start: fc.constantFrom(...STARTS),
  steps: fc.array(anyStep, { maxLength: 30, size: "max" }),
});

/** The command that a step is, now, after those before it. */
export function toCommand(
  step: Step,
  now: number,
  before: readonly Command[],
  second: string | null,
): Command {
  const { points, which, late } = step;
  const at = now - late;
  const id = `c${before.length}`;
  const base = { id, at, ...(late === 0 ? {} : { recordedAt: now }) };
  const currency = step.currency && second !== null ? { currency: second } : {};
  const some = step.all ? {} : { points };
  switch (step.type) {
    case "grant":
    case "grantForOrder": {
      const activeAt = step.pending === undefined ? {} : { activeAt: at + step.pending };
      const life = step.life;
      const expiresAt =
        life === undefined || life === null
          ? life
          : Math.max(at, activeAt.activeAt ?? at + (step.all ? 0 : 14 * DAY)) + life;
      return {
        ...base,
        type: "grant",
        points,
        ...currency,
        ...activeAt,
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(step.type === "grant" ? {} : { order: `O${which}` }),
      };
    }
    case "redeem":
      return { ...base, type: "redeem", redemption: `R${which}`, points, ...currency };
    case "reverseRedemption":
      return { ...base, type: step.type, redemption: `R${which}`, ...some };
    case "revoke":
      return { ...base, type: "revoke", order: `O${which}`, points, ...currency };
    case "hold": {
      const until = step.life === undefined || step.life === null ? {} : { until: now + step.life };
      return { ...base, type: "hold", hold: `H${which}`, points, ...currency, ...until };
    }
    case "captureHold":
      return { ...base, type: step.type, hold: `H${which}`, ...some };
    case "releaseHold":
      return { ...base, type: step.type, hold: `H${which}` };
    case "adjust":
      return { ...base, type: step.type, points: step.all ? points : -points, ...currency };
    case "transfer":
      return { ...base, type: step.type, points, to: which === 0 ? "M" : "N", ...currency };
    case "buyPoints":
      return { ...base, type: step.type, points, payment: `p${id}`, ...currency };
    case "reinstate":
      return { ...base, type: step.type, points, ...currency };
    case "again":
    case "conflict": {
      const earlier = before.at(-1 - which * 2);
      if (earlier === undefined) return { ...base, type: "enroll" };
      if (step.type === "again") return { ...earlier, recordedAt: now };
      return { ...earlier, recordedAt: now, at: Number(earlier.at) - 7 };
    }
    case "wrongVersion":
      return { ...base, type: "adjust", points, expectedVersion: 1000 };
    case "freeze":
    case "unfreeze":
      return { ...base, type: step.type };
    case "close":
      return { ...base, type: which === 3 ? "close" : "unfreeze" };
  }
}
