import { describe, expect, it } from "vitest";
import { applyTierEffect } from "../../../src/loyalty/tiers/apply.ts";
import { creditTier } from "../../../src/loyalty/tiers/credit.ts";
import { levelOf } from "../../../src/loyalty/tiers/level-of.ts";
import { reviewTier } from "../../../src/loyalty/tiers/review.ts";
import { currentLevel, viewTier } from "../../../src/loyalty/tiers/view.ts";
import { type Member, type MemberOptions, openMember } from "./member.ts";

const ROLLING = { window: { type: "rolling", period: "P12M" } } as const;
const CALENDAR = { window: { type: "calendar_year" } } as const;
const LIFETIME = { window: { type: "lifetime" } } as const;
const ANNIVERSARY = { window: { type: "anniversary" } } as const;

const levels = (member: Member, ...instants: readonly string[]) =>
  instants.map((at) => member.view(at).level);
const started = (options: MemberOptions, ...credits: readonly (readonly [string, number])[]) => {
  const member = openMember(options);
  for (const [at, credit] of credits) member.credit(at, credit);
  return member;
};

describe("thresholds", () => {
  it("play scenario T02: they are inclusive", () => {
    const ladder = {
      ...LIFETIME,
      metric: "spend",
      levels: [{ id: "gold", threshold: "500.00" }],
    } as const;
    const member = openMember({ ladder });
    member.credit("2026-01-01T00:00:00Z", 49_999);
    expect(member.view("2026-01-01T00:00:00Z").level).toBeNull();
    member.credit("2026-01-02T00:00:00Z", 1);
    expect(member.view("2026-01-02T00:00:00Z")).toMatchObject({ level: "gold", credit: 50_000 });
  });

  it("let one order pass two of them in one transition", () => {
    const member = openMember({ ladder: LIFETIME });
    const effects = member.credit("2026-01-01T00:00:00Z", 700);
    expect(effects).toEqual([
      {
        type: "tier_credited",
        at: "2026-01-01T00:00:00.000Z",
        credit: 700,
        dropBefore: null,
        tier: { level: "gold", since: "2026-01-01T00:00:00.000Z", until: null, reviewAt: null },
      },
    ]);
    expect(levelOf(member.ladder, 499)?.id).toBe("silver");
    expect(levelOf(member.ladder, 99)).toBeNull();
    expect(levelOf(member.ladder, 1e15)?.id).toBe("platinum");
  });

  it("may begin at nothing: then everyone has the lowest level, for ever", () => {
    const ladder = {
      ...CALENDAR,
      levels: [
        { id: "base", threshold: 0 },
        { id: "gold", threshold: 500 },
      ],
    };
    const member = openMember({ ladder });
    expect(currentLevel(member.ladder, null)).toBe("base");
    expect(member.view("2026-01-01T00:00:00Z")).toEqual({
      level: "base",
      since: null,
      until: null,
      credit: 0,
      progress: 0,
      next: { level: "gold", threshold: 500, remaining: 500 },
      remaining: 500,
      benefits: [],
    });
    member.credit("2026-01-01T00:00:00Z", 500);
    expect(levels(member, "2027-12-31T23:59:59.999Z", "2028-01-01T00:00:00Z")).toEqual([
      "gold",
      "base",
    ]);
    expect(member.view("2028-01-01T00:00:00Z")).toMatchObject({
      since: "2028-01-01T00:00:00.000Z",
      until: null,
    });
  });
});

describe("credit", () => {
  it.each([Number.NaN, 0.5, 1e308, Number.POSITIVE_INFINITY])("refuses %d", (credit) => {
    const member = openMember({ ladder: LIFETIME });
    expect(() => member.credit("2026-01-01T00:00:00Z", credit)).toThrow(
      expect.objectContaining({ name: "InputError", path: ["credit"] }),
    );
  });

  it.each([LIFETIME, CALENDAR, ROLLING])("refuses a sum beyond safe integers: %o", (ladder) => {
    const member = started({ ladder }, ["2026-01-01T00:00:00Z", Number.MAX_SAFE_INTEGER]);
    expect(() => member.credit("2026-01-02T00:00:00Z", 1)).toThrow(
      expect.objectContaining({ name: "InputError", code: "out_of_range" }),
    );
  });
});

describe("what is seen", () => {
  it("is progress from zero to the next threshold, and 1 with nothing left at the top", () => {
    const member = openMember({ ladder: LIFETIME });
    member.credit("2026-01-01T00:00:00Z", 250);
    expect(member.view("2026-02-01T00:00:00Z")).toEqual({
      level: "silver",
      since: "2026-01-01T00:00:00.000Z",
      until: null,
      credit: 250,
      progress: 0.5,
      next: { level: "gold", threshold: 500, remaining: 250 },
      remaining: 250,
      benefits: ["free shipping"],
    });
    member.credit("2026-03-01T00:00:00Z", 900);
    expect(member.view("2026-03-01T00:00:00Z")).toEqual({
      level: "platinum",
      since: "2026-03-01T00:00:00.000Z",
      until: null,
      credit: 1150,
      progress: 1,
      next: null,
      remaining: 0,
      benefits: [],
    });
  });

  it("counts from nothing in a new period, also while a tier is kept", () => {
    const member = started({ ladder: CALENDAR }, ["2025-05-01T00:00:00Z", 600]);
    expect(member.view("2026-05-01T00:00:00Z")).toMatchObject({
      level: "gold",
      credit: 0,
      progress: 0,
      next: { level: "platinum", threshold: 1000, remaining: 1000 },
    });
  });
});

describe("a rolling window", () => {
  it("plays scenario T04: counts t where now - P12M < t <= now", () => {
    const ladder = { ...ROLLING, levels: [{ id: "gold", threshold: 500 }] };
    const member = started(
      { ladder },
      ["2025-03-01T00:00:00Z", 300],
      ["2025-09-01T00:00:00Z", 300],
    );
    expect(member.view("2025-09-01T00:00:00Z")).toMatchObject({ level: "gold", credit: 600 });
    expect(member.view("2026-02-28T23:59:59.999Z")).toMatchObject({
      level: "gold",
      credit: 600,
      until: "2026-03-01T00:00:00.000Z",
    });
    expect(member.view("2026-03-01T00:00:00Z")).toMatchObject({ level: null, credit: 300 });
    expect(member.record().reviewAt).toBe("2026-03-01T00:00:00.000Z");
  });

  it("counts 29 February for all of the 28th a year on", () => {
    const member = started({ ladder: ROLLING }, ["2024-02-29T12:00:00Z", 600]);
    expect(levels(member, "2025-02-28T23:59:59.999Z", "2025-03-01T00:00:00Z")).toEqual([
      "gold",
      null,
    ]);
  });

  it("is reviewed when the oldest credit that it needs leaves, not the oldest of all", () => {
    const member = started(
      { ladder: ROLLING },
      ["2025-01-01T00:00:00Z", 50],
      ["2025-02-01T00:00:00Z", 300],
      ["2025-03-01T00:00:00Z", 300],
    );
    expect(member.record().reviewAt).toBe("2026-02-01T00:00:00.000Z");
    expect(member.view("2026-01-01T00:00:00Z")).toMatchObject({ level: "gold", credit: 600 });
    expect(member.view("2026-02-01T00:00:00Z")).toMatchObject({
      level: "silver",
      since: "2026-02-01T00:00:00.000Z",
      until: "2026-03-01T00:00:00.000Z",
    });
  });

  it("takes late credit by when it was earned, or not at all", () => {
    const member = openMember({ ladder: ROLLING });
    expect(member.credit("2024-12-31T00:00:00Z", 600, "2025-12-31T00:00:00Z")).toEqual([]);
    member.credit("2025-01-10T00:00:00Z", 600, "2025-12-31T00:00:00Z");
    expect(levels(member, "2026-01-09T23:59:59.999Z", "2026-01-10T00:00:00Z")).toEqual([
      "gold",
      null,
    ]);
    expect(member.view("2026-01-01T00:00:00Z").since).toBe("2025-12-31T00:00:00.000Z");
  });

  it("forgets what has left, with the next credit", () => {
    const member = openMember({ ladder: ROLLING });
    for (let year = 2000; year < 2030; year++) {
      member.credit(`${year}-06-01T00:00:00Z`, 10);
      member.credit(`${year}-06-01T00:00:00Z`, 10);
      expect(member.record().credits).toEqual([[`${year}-06-01T00:00:00.000Z`, 20]]);
    }
  });
});

describe("a calendar year", () => {
  it("keeps a tier to the end of the next, in the program's zone", () => {
    const member = started({ ladder: CALENDAR, timeZone: "Europe/Berlin" }, [
      "2025-05-01T00:00:00Z",
      600,
    ]);
    expect(member.view("2025-05-01T00:00:00Z").until).toBe("2026-12-31T23:00:00.000Z");
    expect(
      levels(member, "2026-01-01T00:00:00Z", "2026-12-31T22:59:59.999Z", "2026-12-31T23:00:00Z"),
    ).toEqual(["gold", "gold", null]);
  });

  it("requalifies on the year that ended", () => {
    const member = started(
      { ladder: CALENDAR },
      ["2025-05-01T00:00:00Z", 1200],
      ["2026-05-01T00:00:00Z", 150],
    );
    expect(
      levels(member, "2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z"),
    ).toEqual(["platinum", "silver", null]);
    expect(member.view("2027-06-01T00:00:00Z")).toMatchObject({
      since: "2027-01-01T00:00:00.000Z",
      until: "2028-01-01T00:00:00.000Z",
    });
  });

  it("goes one step down at most where the ladder says so, kept for one period each", () => {
    const member = started({ ladder: { ...CALENDAR, failedReview: "one_step" } }, [
      "2025-05-01T00:00:00Z",
      1200,
    ]);
    expect(
      levels(
        member,
        "2026-12-31T23:59:59.999Z",
        "2027-01-01T00:00:00Z",
        "2028-01-01T00:00:00Z",
        "2029-01-01T00:00:00Z",
      ),
    ).toEqual(["platinum", "gold", "silver", null]);
    member.credit("2027-03-01T00:00:00Z", 100);
    expect(levels(member, "2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z")).toEqual([
      "silver",
      null,
    ]);
    member.credit("2027-04-01T00:00:00Z", 900);
    expect(levels(member, "2028-01-01T00:00:00Z", "2029-01-01T00:00:00Z")).toEqual([
      "platinum",
      "gold",
    ]);
  });

  it("counts an order at the boundary in the new year, after its review", () => {
    const member = started({ ladder: CALENDAR }, ["2025-05-01T00:00:00Z", 600]);
    const effects = member.credit("2027-01-01T00:00:00Z", 150);
    expect(member.view("2027-01-01T00:00:00Z")).toMatchObject({ level: "silver", credit: 150 });
    expect(effects).toHaveLength(1);
    expect(member.view("2028-12-31T23:59:59.999Z").level).toBe("silver");
  });

  it("counts in the old year what was earned in it and becomes active at its very end", () => {
    const member = started(
      { ladder: CALENDAR },
      ["2025-05-01T00:00:00Z", 600],
      ["2026-05-01T00:00:00Z", 400],
    );
    // As the clock does it: pending points become active, and then tiers are reviewed.
    const boundary = "2027-01-01T00:00:00.000Z";
    const { ladder } = member;
    const effects = creditTier(ladder, member.record(), {
      earnedAt: Date.parse("2026-12-20T00:00:00Z"),
      credit: 100,
      now: Date.parse(boundary),
      enrolledAt: null,
      atOnce: true,
    });
    const credited = effects.reduce(applyTierEffect, member.record());
    expect(credited).toMatchObject({ level: "gold", reviewAt: boundary });
    const reviewed = reviewTier(ladder, credited, null).reduce(applyTierEffect, credited);
    expect(reviewed).toMatchObject({ level: "gold", reviewAt: "2028-01-01T00:00:00.000Z" });
    expect(viewTier(ladder, reviewed, Date.parse(boundary)).credit).toBe(0);
  });

  it("is reviewed before what is earned at its very end", () => {
    const member = started({ ladder: CALENDAR }, ["2025-05-01T00:00:00Z", 600]);
    const now = Date.parse("2027-01-01T00:00:00.000Z");
    const change = { earnedAt: now, credit: 150, now, enrolledAt: null, atOnce: true };
    const { ladder } = member;
    // The first review, of 2026, is due as well: both come before the credit.
    const effects = creditTier(ladder, member.record(), change);
    expect(effects.map((effect) => [effect.type, effect.tier?.level])).toEqual([
      ["tier_reviewed", "gold"],
      ["tier_reviewed", null],
      ["tier_credited", "silver"],
    ]);
  });

  it("counts late credit in its own year: of the year before too, but no further back", () => {
    const member = openMember({ ladder: CALENDAR });
    expect(member.credit("2024-12-31T23:59:59.999Z", 600, "2026-02-01T00:00:00Z")).toEqual([]);
    member.credit("2025-12-31T00:00:00Z", 600, "2026-02-01T00:00:00Z");
    expect(member.view("2026-02-01T00:00:00Z")).toMatchObject({
      level: "gold",
      since: "2026-02-01T00:00:00.000Z",
      until: "2027-01-01T00:00:00.000Z",
      credit: 0,
    });
  });
});

describe("grace", () => {
  const ladder = { ...CALENDAR, grace: "P30D" } as const;
  const failing = ["2025-05-01T00:00:00Z", 600] as const;

  it("keeps the tier for [review, review + grace)", () => {
    const member = started({ ladder }, failing, ["2026-06-01T00:00:00Z", 450]);
    expect(
      levels(member, "2027-01-01T00:00:00Z", "2027-01-30T23:59:59.999Z", "2027-01-31T00:00:00Z"),
    ).toEqual(["gold", "gold", "silver"]);
    expect(member.view("2027-01-02T00:00:00Z").until).toBe("2027-01-31T00:00:00.000Z");
  });

  it("counts what is earned in it to the failed review", () => {
    const member = started({ ladder }, failing, ["2026-06-01T00:00:00Z", 450]);
    member.credit("2027-01-30T23:59:59.999Z", 50);
    expect(member.view("2027-01-31T00:00:00Z")).toMatchObject({
      level: "gold",
      since: "2025-05-01T00:00:00.000Z",
      until: "2028-01-01T00:00:00.000Z",
      credit: 50,
    });
    expect(levels(member, "2027-12-31T23:59:59.999Z", "2028-01-31T00:00:00Z")).toEqual([
      "gold",
      null,
    ]);
  });

  it("ends before what is earned at its last instant", () => {
    const member = started({ ladder }, failing, ["2026-06-01T00:00:00Z", 450]);
    member.credit("2027-01-31T00:00:00Z", 50);
    expect(member.view("2027-01-31T00:00:00Z").level).toBe("silver");
  });

  it("counts late what was earned in it", () => {
    const member = started({ ladder }, failing, ["2026-06-01T00:00:00Z", 450]);
    expect(member.view("2027-02-10T00:00:00Z").level).toBe("silver");
    member.credit("2027-01-15T00:00:00Z", 50, "2027-02-10T00:00:00Z");
    expect(member.view("2027-02-10T00:00:00Z").level).toBe("gold");
  });

  it("saves the tier that failed, and no higher one", () => {
    const member = started({ ladder }, failing, ["2026-06-01T00:00:00Z", 450]);
    member.credit("2027-01-15T00:00:00Z", 999);
    expect(levels(member, "2027-01-15T00:00:00Z", "2027-02-15T00:00:00Z")).toEqual([
      "gold",
      "gold",
    ]);
  });

  it("is followed by one step down where the ladder says so", () => {
    const member = started({ ladder: { ...ladder, failedReview: "one_step" } }, [
      "2025-05-01T00:00:00Z",
      1200,
    ]);
    expect(levels(member, "2027-01-30T23:59:59.999Z", "2027-01-31T00:00:00Z")).toEqual([
      "platinum",
      "gold",
    ]);
    expect(levels(member, "2028-01-30T23:59:59.999Z", "2028-01-31T00:00:00Z")).toEqual([
      "gold",
      "silver",
    ]);
  });
});

describe("an anniversary", () => {
  it("is counted from enrolment, not from one year to the next", () => {
    const member = started(
      { ladder: ANNIVERSARY, enrolledAt: "2024-02-29T10:00:00Z" },
      ["2026-02-28T09:59:59.999Z", 100],
      ["2026-02-28T10:00:00Z", 500],
    );
    expect(
      levels(member, "2026-02-28T10:00:00Z", "2028-02-29T09:59:59.999Z", "2028-02-29T10:00:00Z"),
    ).toEqual(["gold", "gold", null]);
  });

  it("of 29 February falls on 1 March in common years where the policy says so", () => {
    const member = started(
      { ladder: ANNIVERSARY, enrolledAt: "2024-02-29T10:00:00Z", leapDay: "mar1" },
      ["2025-03-01T09:59:59.999Z", 500],
    );
    expect(levels(member, "2026-03-01T09:59:59.999Z", "2026-03-01T10:00:00Z")).toEqual([
      "gold",
      null,
    ]);
  });

  it("is that of the first credit where nobody enrolled", () => {
    const member = started({ ladder: ANNIVERSARY }, ["2024-06-15T10:00:00Z", 500]);
    expect(levels(member, "2026-06-15T09:59:59.999Z", "2026-06-15T10:00:00Z")).toEqual([
      "gold",
      null,
    ]);
  });
});

describe("a refund", () => {
  it.each([
    ["rolling", ROLLING],
    ["calendar year", CALENDAR],
    ["anniversary", ANNIVERSARY],
    ["lifetime", LIFETIME],
  ])("lowers credit and tier at once: %s", (_, ladder) => {
    const member = started({ ladder }, ["2025-05-01T00:00:00Z", 600]);
    member.credit("2025-05-01T00:00:00Z", -101, "2025-06-01T00:00:00Z");
    expect(member.view("2025-06-01T00:00:00Z")).toMatchObject({
      level: "silver",
      since: "2025-06-01T00:00:00.000Z",
      credit: 499,
    });
  });

  it("lowers a kept tier too", () => {
    const member = started({ ladder: CALENDAR }, ["2025-12-20T00:00:00Z", 600]);
    expect(member.view("2026-01-10T00:00:00Z").level).toBe("gold");
    member.credit("2025-12-20T00:00:00Z", -600, "2026-01-10T00:00:00Z");
    expect(member.view("2026-01-10T00:00:00Z")).toMatchObject({ level: null, since: null });
  });

  it("lowers the tier at the next review only, by that option: of a period", () => {
    const member = started({ ladder: CALENDAR, atOnce: false }, ["2025-12-20T00:00:00Z", 600]);
    member.credit("2025-12-20T00:00:00Z", -600, "2025-12-28T00:00:00Z");
    expect(member.view("2025-12-28T00:00:00Z")).toMatchObject({ level: "gold", credit: 0 });
    expect(levels(member, "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z")).toEqual([
      "gold",
      null,
    ]);
  });

  it("lowers a kept tier at the next review only, by that option", () => {
    const member = started({ ladder: CALENDAR, atOnce: false }, ["2025-12-20T00:00:00Z", 600]);
    member.credit("2025-12-20T00:00:00Z", -600, "2026-01-10T00:00:00Z");
    member.credit("2026-02-01T00:00:00Z", 120);
    expect(levels(member, "2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z")).toEqual([
      "gold",
      "silver",
    ]);
  });

  it("is one failed review as others are, by that option: one step down", () => {
    const ladder = { ...CALENDAR, failedReview: "one_step" } as const;
    const member = started({ ladder, atOnce: false }, ["2025-12-20T00:00:00Z", 600]);
    member.credit("2025-12-20T00:00:00Z", -600, "2025-12-28T00:00:00Z");
    expect(levels(member, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")).toEqual([
      "silver",
      null,
    ]);
  });

  it("lowers the tier at the next review only, by that option: of a rolling window", () => {
    const member = started(
      { ladder: ROLLING, atOnce: false },
      ["2025-03-01T00:00:00Z", 300],
      ["2025-09-01T00:00:00Z", 300],
    );
    member.credit("2025-09-01T00:00:00Z", -300, "2025-10-01T00:00:00Z");
    expect(member.view("2025-10-01T00:00:00Z")).toMatchObject({ level: "gold", credit: 300 });
    expect(levels(member, "2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00Z")).toEqual([
      "gold",
      null,
    ]);
    member.credit("2025-11-01T00:00:00Z", 250);
    expect(member.view("2025-11-01T00:00:00Z").until).toBe("2026-03-01T00:00:00.000Z");
  });

  it("lowers a lifetime tier at once, whatever the option: it has no review", () => {
    const member = started({ ladder: LIFETIME, atOnce: false }, ["2025-03-01T00:00:00Z", 600]);
    member.credit("2025-03-01T00:00:00Z", -600, "2025-04-01T00:00:00Z");
    expect(member.view("2025-04-01T00:00:00Z").level).toBeNull();
  });

  it("takes no more than was credited, and nothing where it counts no more", () => {
    const member = started({ ladder: ROLLING }, ["2025-03-01T00:00:00Z", 300]);
    member.credit("2025-03-01T00:00:00Z", -900, "2025-04-01T00:00:00Z");
    expect(member.record().credits).toEqual([]);
    expect(member.credit("2025-03-01T00:00:00Z", -1, "2025-04-01T00:00:00Z")).toEqual([]);
    expect(member.credit("2025-03-01T00:00:00Z", -1, "2026-04-01T00:00:00Z")).toEqual([]);
  });
});

describe("lifetime", () => {
  it("counts late credit always, and never lets a tier go", () => {
    const member = openMember({ ladder: LIFETIME });
    member.credit("1999-01-01T00:00:00Z", 600, "2026-01-01T00:00:00Z");
    expect(member.view("9999-01-01T00:00:00Z")).toMatchObject({ level: "gold", until: null });
    for (let day = 1; day < 29; day++) member.credit(`2026-02-${`${day}`.padStart(2, "0")}`, 1);
    expect(member.record().credits).toEqual([["1999-01-01T00:00:00.000Z", 628]]);
  });
});

describe("reviews", () => {
  it("end where nothing is left to review", () => {
    const ladder = { ...CALENDAR, grace: "P30D", failedReview: "one_step" } as const;
    const member = started({ ladder }, ["2025-05-01T00:00:00Z", 1200]);
    expect(member.view("9000-01-01T00:00:00Z").level).toBeNull();
    member.credit("9000-01-01T00:00:00Z", 1);
    expect(member.record()).toEqual({
      level: null,
      since: null,
      until: null,
      reviewAt: null,
      credits: [["9000-01-01T00:00:00.000Z", 1]],
    });
  });
});
