import { describe, expect, it } from "vitest";
import { orderDurations } from "../../../src/retention/survival/order-durations.ts";
import { subscriptionDurations } from "../../../src/retention/survival/subscription-durations.ts";

const span = (customerId: string, start: string, end?: string) => ({
  customerId,
  start,
  ...(end && { end }),
});
const fault = (run: () => unknown, code: string, path: unknown[]) =>
  expect(run).toThrow(expect.objectContaining({ code, path }));

describe("subscriptionDurations", () => {
  const asOf = "2026-03-31";

  it("joins plans that touch or overlap, and ends at the first day without", () => {
    const spans = [
      span("a", "2026-02-01", "2026-03-01"),
      span("a", "2026-01-01", "2026-02-01"),
      span("a", "2026-01-15", "2026-01-20"),
      span("a", "2026-03-20"),
    ];
    expect(subscriptionDurations(spans, { asOf }).durations).toEqual([
      { customerId: "a", time: 59, event: true },
    ]);
  });

  it("censors what goes on, or ends after the last day", () => {
    const { durations, tooRecent } = subscriptionDurations(
      [
        span("a", "2026-03-01"),
        span("b", "2026-03-01", "2026-04-15"),
        span("c", "2026-03-01", asOf),
        span("d", "2026-04-02"),
      ],
      { asOf },
    );
    expect(durations.map(({ time, event }) => [time, event])).toEqual([
      [30, false],
      [30, false],
      [30, true],
    ]);
    expect(tooRecent).toBe(1);
  });

  it("waits for the gap before it says that anybody has left", () => {
    const spans = [
      span("paused", "2026-01-01", "2026-02-01"),
      span("paused", "2026-02-11"),
      span("gone", "2026-01-01", "2026-02-01"),
      span("doubtful", "2026-01-01", "2026-03-10"),
      span("new", "2026-03-15"),
    ];
    const found = subscriptionDurations(spans, { asOf, gap: 30 });
    expect(found.knownUntil).toBe("2026-03-01");
    expect(found.tooRecent).toBe(1);
    expect(found.durations).toEqual([
      { customerId: "paused", time: 59, event: false },
      { customerId: "gone", time: 31, event: true },
      { customerId: "doubtful", time: 59, event: false },
    ]);
  });

  it("lets those who came before the records enter late", () => {
    const spans = [
      span("old", "2025-12-01", "2026-03-01"),
      span("gone", "2025-12-01", "2025-12-24"),
      span("new", "2026-01-10"),
    ];
    const found = subscriptionDurations(spans, { asOf, observedFrom: "2026-01-01" });
    expect(found.durations).toEqual([
      { customerId: "old", time: 90, event: true, entry: 31 },
      { customerId: "new", time: 80, event: false },
    ]);
    expect(found.goneBefore).toBe(1);
  });

  it("counts days of the zone", () => {
    const one = [{ customerId: 1, start: "2026-01-01T23:30:00Z", end: "2026-01-03T22:00:00Z" }];
    const time = (timeZone: string) =>
      subscriptionDurations(one, { asOf, timeZone }).durations[0].time;
    expect([time("UTC"), time("Europe/Berlin")]).toEqual([2, 1]);
  });

  it("tells where the fault lies", () => {
    const run = (row: unknown) => () =>
      subscriptionDurations([span("a", "2026-01-01"), row] as never, { asOf });
    fault(run(span("b", "2026-02-01", "2026-01-01")), "end_before_start", [1, "end"]);
    fault(run(span("", "2026-02-01")), "invalid_id", [1, "customerId"]);
    fault(run({ start: "2026-02-01" }), "invalid_id", [1, "customerId"]);
    fault(run(span("b", "soon")), "invalid_time", [1, "start"]);
    fault(run(span("b", "2026-02-01T10:00:00", "2026-03-01")), "missing_offset", [1, "start"]);
    expect(() => subscriptionDurations([], { asOf, timeZone: "Mars/Olympus" })).toThrow(/Mars/);
    fault(() => subscriptionDurations([], { asOf, gap: -1 }), "out_of_range", ["gap"]);
  });
});

describe("orderDurations", () => {
  const order = (customerId: string, at: string) => ({ customerId, at, value: 1 });
  const orders = [
    order("late", "2026-03-20"),
    order("once", "2026-01-01"),
    order("steady", "2026-01-10"),
    order("steady", "2026-02-05"),
    order("back", "2026-01-01"),
    order("steady", "2026-03-01"),
    order("back", "2026-03-25"),
  ];

  it("dates leaving at the end of the gap, and knows all up to the last day", () => {
    const found = orderDurations(orders, { asOf: "2026-03-31", gap: 30 });
    expect([...found.firstOrder].map((row) => orders[row].customerId)).toEqual([
      "late",
      "once",
      "steady",
      "back",
    ]);
    expect([...found.durations.time]).toEqual([11, 30, 80, 30]);
    expect([...found.durations.event]).toEqual([0, 1, 1, 1]);
  });

  it("find the day that a life began on in whatever order rows come", () => {
    const orders = [
      { customerId: "a", at: "2026-02-01", value: 1 },
      { customerId: "b", at: "2026-01-15", value: 1 },
      { customerId: "a", at: "2026-01-01", value: 1 },
    ];
    const found = orderDurations(orders, { asOf: "2026-12-31", gap: 60 });
    expect([...found.firstOrder]).toEqual([1, 2]);
    expect([...found.durations.time]).toEqual([60, 91]);
  });

  it("dates it at the last order, and then knows only up to a gap before", () => {
    const found = orderDurations(orders, { asOf: "2026-03-31", gap: 30, dating: "last_order" });
    expect(found.knownUntil).toBe("2026-03-01");
    expect([...found.durations.time]).toEqual([0, 50, 0]);
    expect([...found.durations.event]).toEqual([1, 1, 1]);
    expect(found.tooRecent).toBe(1);
  });

  it("takes a silence of just the gap as none", () => {
    const twice = [order("a", "2026-01-01"), order("a", "2026-01-31")];
    const timeAt = (gap: number) =>
      orderDurations(twice, { asOf: "2026-03-31", gap }).durations.time[0];
    expect([timeAt(30), timeAt(29)]).toEqual([60, 29]);
  });

  it("reads columns as rows", () => {
    const columns = {
      customerId: orders.map((one) => one.customerId),
      at: orders.map((one) => one.at),
      value: orders.map((one) => one.value),
    };
    const options = { asOf: "2026-03-31", gap: 20 };
    expect(orderDurations(columns, options)).toEqual(orderDurations(orders, options));
  });

  it("refuses a gap of nothing, and odd orders", () => {
    fault(() => orderDurations(orders, { asOf: "2026-03-31", gap: 0 }), "out_of_range", ["gap"]);
    fault(() => orderDurations(orders, { asOf: "2026-03-31" } as never), "not_a_number", ["gap"]);
    expect(() => orderDurations(orders, { asOf: "2026-02-01", gap: 5 })).toThrow(/2026/);
  });
});
