import { describe, expect, it } from "vitest";
import type { RoundUp } from "../../../src/loyalty/program/currency.ts";
import { buy, newMember, programWith } from "../engine/member.ts";

/** The end of a lot's life, by the program's own rule. */
function endOf(zone: string, period: string, roundUp: RoundUp, at: string): string | null {
  const member = newMember(
    programWith({ timeZone: zone, currencies: { points: { life: { period, roundUp } } } }),
  );
  member.does({ type: "grant", id: "g", at, points: 1 });
  return member.account.wallets[0].lots[0].expiresAt;
}

describe("the life of a lot", () => {
  it.each([
    [
      "a boundary opens its day",
      "UTC",
      "P1M",
      "day",
      "2026-01-31T00:00:00Z",
      "2026-03-01T00:00:00.000Z",
    ],
    ["and its month", "UTC", "P1M", "month", "2026-02-01T00:00:00Z", "2026-04-01T00:00:00.000Z"],
    [
      "and its quarter",
      "UTC",
      "P0M",
      "quarter",
      "2026-04-01T00:00:00Z",
      "2026-07-01T00:00:00.000Z",
    ],
    ["and its year", "UTC", "P1Y", "year", "2026-01-01T00:00:00Z", "2028-01-01T00:00:00.000Z"],
    [
      "the last instant of a month",
      "UTC",
      "P0M",
      "month",
      "2026-02-28T23:59:59.999Z",
      "2026-03-01T00:00:00.000Z",
    ],
    [
      "C04 in Berlin: 00:30 on 1 March",
      "Europe/Berlin",
      "P0M",
      "month",
      "2026-02-28T23:30:00Z",
      "2026-03-31T22:00:00.000Z",
    ],
    [
      "C04 in UTC: still February",
      "UTC",
      "P0M",
      "month",
      "2026-02-28T23:30:00Z",
      "2026-03-01T00:00:00.000Z",
    ],
    [
      "29 February, a year on",
      "UTC",
      "P1Y",
      "none",
      "2024-02-29T12:00:00Z",
      "2025-02-28T12:00:00.000Z",
    ],
    [
      "29 February, four years on",
      "UTC",
      "P48M",
      "none",
      "2024-02-29T12:00:00Z",
      "2028-02-29T12:00:00.000Z",
    ],
    [
      "month end, then a day",
      "UTC",
      "P1M1D",
      "none",
      "2026-01-31T00:00:00Z",
      "2026-03-01T00:00:00.000Z",
    ],
    [
      "02:30 that does not exist is 03:30",
      "Europe/Berlin",
      "P1D",
      "none",
      "2026-03-28T01:30:00Z",
      "2026-03-29T01:30:00.000Z",
    ],
    [
      "02:30 that is there twice is the first",
      "Europe/Berlin",
      "P1D",
      "none",
      "2026-10-24T00:30:00Z",
      "2026-10-25T00:30:00.000Z",
    ],
    [
      "a day of 25 hours",
      "Europe/Berlin",
      "P1D",
      "none",
      "2026-10-24T12:00:00Z",
      "2026-10-25T13:00:00.000Z",
    ],
    [
      "24 hours are elapsed",
      "Europe/Berlin",
      "PT24H",
      "none",
      "2026-10-24T12:00:00Z",
      "2026-10-25T12:00:00.000Z",
    ],
    [
      "a day whose midnight is left out",
      "America/Havana",
      "P0D",
      "day",
      "2026-03-07T12:00:00Z",
      "2026-03-08T05:00:00.000Z",
    ],
    [
      "half an hour of summer",
      "Australia/Lord_Howe",
      "P1D",
      "none",
      "2026-10-03T03:00:00Z",
      "2026-10-04T02:30:00.000Z",
    ],
    [
      "a day that the calendar left out",
      "Pacific/Apia",
      "P0D",
      "day",
      "2011-12-29T20:00:00Z",
      "2011-12-30T10:00:00.000Z",
    ],
  ] as const)("%s", (_, zone, period, roundUp, at, end) => {
    expect(endOf(zone, period, roundUp, at)).toBe(end);
  });
});

describe("pending time", () => {
  it.each([
    [
      "is unrounded",
      "UTC",
      "2026-01-01T15:30:00Z",
      "2026-01-15T15:29:59.999Z",
      "2026-01-15T15:30:00Z",
    ],
    [
      "keeps the hour over a change of clocks",
      "Europe/Berlin",
      "2026-03-20T09:00:00Z",
      "2026-04-03T07:59:59.999Z",
      "2026-04-03T08:00:00Z",
    ],
  ])("%s", (_, timeZone, at, before, then) => {
    const member = newMember(
      programWith({ timeZone, currencies: { points: { pendingFor: "P14D" } } }),
    );
    member.does(buy("a", at, "100.00"));
    expect(member.wallet(before)).toMatchObject({ available: 0, pending: 100 });
    expect(member.wallet(then)).toMatchObject({ available: 100, pending: 0 });
  });

  it("does not lengthen life, which is counted from the order", () => {
    const life = { period: "P1M", roundUp: "none" } as const;
    const member = newMember(programWith({ currencies: { points: { pendingFor: "P40D", life } } }));
    member.does(buy("a", "2026-01-01T15:30:00Z", "100.00"));
    expect(member.wallet("2026-02-01T15:30:00Z")).toMatchObject({ pending: 0, expired: 100 });
  });
});

describe("what is told late", () => {
  it("is decided at the account's clock, and lives by when it happened", () => {
    const member = newMember();
    const now = "2026-01-10T00:00:00Z";
    member.does({ type: "grant", id: "a", at: now, points: 50 });
    member.does({
      type: "grant",
      id: "b",
      at: "2026-01-02T00:00:00Z",
      points: 5,
      expiresAt: "2026-01-09",
    });
    expect(member.wallet(now)).toMatchObject({ available: 50, issued: 55, expired: 5 });
    expect(() => member.view("2026-01-09T00:00:00Z")).toThrow(
      expect.objectContaining({ code: "before_clock" }),
    );
  });

  it("counts in the cap of its own day", () => {
    const caps = [{ id: "day", window: "day", points: 100 }] as const;
    const member = newMember(programWith({ caps }));
    member.does(buy("a", "2026-01-05T10:00:00Z", "80.00"));
    member.does(buy("b", "2026-01-06T10:00:00Z", "80.00"));
    member.does({
      ...buy("c", "2026-01-05T11:00:00Z", "80.00"),
      recordedAt: "2026-01-06T11:00:00Z",
    });
    expect(member.wallet("2026-01-06T11:00:00Z").available).toBe(180);
  });

  it("fills a gap in a streak", () => {
    const award = { type: "streak", every: "week", length: 2, points: 30 } as const;
    const member = newMember(programWith({ rules: [{ id: "s", award }] }));
    member.does(buy("a", "2026-01-05T12:00:00Z", "9.00"));
    member.does(buy("c", "2026-01-19T12:00:00Z", "9.00"));
    member.does({
      ...buy("b", "2026-01-12T12:00:00Z", "9.00"),
      recordedAt: "2026-01-20T00:00:00Z",
    });
    expect(member.wallet("2026-01-20T00:00:00Z").available).toBe(30);
  });

  it("earns no yearly award once more", () => {
    const rules = [
      { id: "b", action: "birthday", award: { type: "fixed", points: 50 }, once: "year" },
    ] as const;
    const member = newMember(programWith({ rules }));
    const born = { type: "recordAction", action: "birthday" } as const;
    member.does({ ...born, id: "a", at: "2026-05-05T12:00:00Z" });
    const late = { ...born, id: "b", at: "2026-05-05T13:00:00Z" };
    expect(member.refused({ ...late, recordedAt: "2027-02-02T00:00:00Z" })).toBe("not_eligible");
  });
});

it("yearly dates of 29 February, by the zone's own day", () => {
  const rules = [
    { id: "b", action: "birthday", award: { type: "fixed", points: 50 }, once: "year" },
  ] as const;
  const member = newMember(programWith({ timeZone: "America/New_York", rules }));
  const born = (id: string, at: string, date: string) =>
    ({ type: "recordAction", id, at, action: "birthday", attributes: { date } }) as const;
  // 22:00 on 28 February in New York.
  member.does(born("a", "2026-03-01T03:00:00Z", "1988-02-29"));
  expect(member.refused(born("b", "2026-05-05T15:00:00Z", "1988-05-05"))).toBe("not_eligible");
  member.does(born("c", "2027-05-05T15:00:00Z", "1988-05-05"));
});

it("anniversaries of 29 February, and never the day itself", () => {
  const rules = [
    { id: "a", action: "anniversary", award: { type: "fixed", points: 50 }, once: "year" },
  ] as const;
  const member = newMember(programWith({ rules }));
  member.does({ type: "enroll", id: "e", at: "2024-02-29T10:00:00Z" });
  const celebrate = (id: string, at: string) =>
    ({ type: "recordAction", id, at, action: "anniversary" }) as const;
  expect(member.refused(celebrate("0", "2024-02-29T12:00:00Z"))).toBe("not_eligible");
  member.does(celebrate("1", "2025-02-28T12:00:00Z"));
  expect(member.refused(celebrate("2", "2028-02-28T12:00:00Z"))).toBe("not_eligible");
  member.does(celebrate("3", "2028-02-29T12:00:00Z"));
});
