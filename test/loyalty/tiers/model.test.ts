import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TierLadder, TierWindow } from "../../../src/loyalty/program/tier-ladder.ts";
import { leavesAt } from "../../../src/loyalty/tiers/rolling.ts";
import { addDuration, parseDuration } from "../../../src/time/duration.ts";
import { openZone } from "../../../src/time/zone.ts";
import { iso, openMember, SILVER_GOLD_PLATINUM } from "./member.ts";
import { type ModelEvent, modelTier } from "./model.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2023, 0, 1);
const ENROLLED = Date.parse("2020-02-29T12:00:00Z");

// Every six hours, or the very boundaries of years; no clock is changed then.
const steps = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map((hours) => hours * 6 * HOUR),
  fc.integer({ min: 0, max: 30 }).map((days) => days * 10 * DAY),
  fc.constantFrom(365 * DAY, 366 * DAY, 364.75 * DAY, 730 * DAY),
);
const moves = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant("earn" as const),
        step: steps,
        credit: fc.constantFrom(1, 50, 99, 100, 300, 500, 1000),
        late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, steps),
      }),
    },
    fc.record({
      type: fc.constant("refund" as const),
      step: steps,
      of: fc.nat(),
      share: fc.constantFrom(0.3, 1),
    }),
  ),
  { maxLength: 9 },
);
type Moves = typeof moves extends fc.Arbitrary<infer Value> ? Value : never;

const yearly = fc.record({
  window: fc.constantFrom<TierWindow>({ type: "calendar_year" }, { type: "anniversary" }),
  failedReview: fc.constantFrom("requalify" as const, "one_step" as const),
  levels: fc.constantFrom(SILVER_GOLD_PLATINUM, [
    { id: "base", threshold: 0 },
    ...SILVER_GOLD_PLATINUM,
  ]),
});
const withGrace = fc
  .tuple(yearly, fc.constantFrom("P30D", "P2M", "PT6H"))
  .map(([ladder, grace]): Pick<TierLadder, "window"> & Partial<TierLadder> => ({
    ...ladder,
    grace,
  }));
const unbroken = fc.record({
  window: fc.constantFrom<TierWindow>(
    { type: "rolling", period: "P12M" },
    { type: "rolling", period: "P90D" },
    { type: "rolling", period: "P1M3DT6H" },
    { type: "lifetime" },
  ),
});

function eventsOf(list: Moves): ModelEvent[] {
  const events: ModelEvent[] = [];
  const earned: { at: number; left: number }[] = [];
  let known = START;
  for (const move of list) {
    known += move.step;
    if (move.type === "earn") {
      const at = known - move.late;
      earned.push({ at, left: move.credit });
      events.push({ known, earned: at, credit: move.credit });
    } else if (earned.length > 0) {
      const order = earned[move.of % earned.length];
      const back = Math.ceil(order.left * move.share);
      if (back === 0) continue;
      order.left -= back;
      events.push({ known, earned: order.at, credit: -back });
    }
  }
  return events;
}

function compare(
  ladder: Pick<TierLadder, "window"> & Partial<TierLadder>,
  timeZone: string,
  leapDay: "feb28" | "mar1",
  atOnce: boolean,
  list: Moves,
): void {
  const events = eventsOf(list);
  const member = openMember({ ladder, timeZone, leapDay, atOnce, enrolledAt: iso(ENROLLED) });
  const zone = openZone(timeZone);
  const anchor =
    ladder.window.type === "calendar_year" ? zone.startOfDay(Date.UTC(2020, 0, 1) / DAY) : ENROLLED;
  const agree = (count: number, at: number) => {
    const { level, credit } = member.view(iso(at));
    const expected = modelTier(member.ladder, events.slice(0, count), at, anchor, atOnce);
    expect({ at: iso(at), level, credit }).toEqual({ at: iso(at), ...expected });
  };
  for (const [index, { known, earned, credit }] of events.entries()) {
    const before = JSON.stringify(member.record());
    if (index > 0) agree(index, Math.max(events[index - 1].known, known - 1));
    expect(JSON.stringify(member.record())).toBe(before);
    member.credit(iso(earned), credit, iso(known));
    agree(index + 1, known);
    const { reviewAt, until } = member.record();
    const next = events[index + 1]?.known ?? Number.POSITIVE_INFINITY;
    for (const due of [reviewAt, until]) {
      if (due === null || Date.parse(due) > next) continue;
      agree(index + 1, Math.max(known, Date.parse(due) - 1));
      if (Date.parse(due) < next) agree(index + 1, Date.parse(due));
    }
    for (const days of [15, 45, 400]) {
      if (known + days * DAY < next) agree(index + 1, known + days * DAY);
    }
  }
}

const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York");
const leapDays = fc.constantFrom("feb28" as const, "mar1" as const);
const RUNS = { numRuns: 100 };

describe("the record and its reviews agree with the model", () => {
  it("for periods", () => {
    fc.assert(
      fc.property(yearly, zones, leapDays, moves, (ladder, zone, leapDay, list) =>
        compare(ladder, zone, leapDay, true, list),
      ),
      RUNS,
    );
  });

  it("for periods with grace", () => {
    fc.assert(
      fc.property(withGrace, zones, leapDays, moves, (ladder, zone, leapDay, list) =>
        compare(ladder, zone, leapDay, true, list),
      ),
      RUNS,
    );
  });

  it("for periods, refunds lowering the tier at the review", () => {
    fc.assert(
      fc.property(yearly, zones, leapDays, moves, (ladder, zone, leapDay, list) =>
        compare(ladder, zone, leapDay, false, list),
      ),
      RUNS,
    );
  });

  it("for rolling windows and lifetimes", () => {
    fc.assert(
      fc.property(unbroken, zones, leapDays, moves, (ladder, zone, leapDay, list) =>
        compare(ladder, zone, leapDay, true, list),
      ),
      RUNS,
    );
  });
});

describe("leavesAt", () => {
  const earned = fc.integer({ min: Date.UTC(2019, 0, 1), max: Date.UTC(2029, 0, 1) });
  const periods = fc.constantFrom("P12M", "P1M", "P90D", "P1Y2M10DT5H", "P1M1D", "PT36H");

  it.each(["UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York"])(
    "is the first instant of which the period's start has reached it: %s",
    (timeZone) => {
      const zone = openZone(timeZone);
      fc.assert(
        fc.property(earned, periods, (at, text) => {
          const period = parseDuration(text, []);
          const leaving = leavesAt(at, period, zone);
          const first = addDuration(leaving, period, zone, -1);
          expect(first).toBeGreaterThanOrEqual(at);
          // But for the hour after a gap, into which two instants of another year fall.
          const afterGap = zone.offsetAt(at) - zone.offsetAt(at - HOUR) > 0;
          if (!afterGap) expect(addDuration(leaving - 1, period, zone, -1)).toBeLessThan(at);
        }),
        { numRuns: 500 },
      );
    },
  );

  it.each([
    // The second 02:30 of the night is still in the window when 02:30 comes a year on.
    ["Europe/Berlin", "2024-10-27T01:30:00Z", "P1Y", "2025-10-27T02:00:00.000Z"],
    // 02:30 is skipped a year on: at 03:00 it is late.
    ["Europe/Berlin", "2023-03-31T00:30:00Z", "P1Y", "2024-03-31T01:00:00.000Z"],
    ["UTC", "2026-01-30T12:00:00Z", "P1M1D", "2026-03-01T00:00:00.000Z"],
    ["UTC", "2026-01-31T00:00:00Z", "P1M", "2026-03-01T00:00:00.000Z"],
  ])("%s %s + %s", (zone, from, period, expected) => {
    expect(iso(leavesAt(Date.parse(from), parseDuration(period, []), openZone(zone)))).toBe(
      expected,
    );
  });
});
