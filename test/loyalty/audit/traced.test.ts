import { describe, expect, it } from "vitest";
import { allocateRevenue } from "../../../src/loyalty/analysis/allocate-revenue.ts";
import { estimateBreakage } from "../../../src/loyalty/analysis/estimate-breakage.ts";
import { type LotOutcome, traceLots } from "../../../src/loyalty/analysis/trace-lots.ts";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";

const CLUB: Program = {
  id: "club",
  version: 1,
  timeZone: "UTC",
  money: { currency: "EUR", scale: 2 },
  currencies: { points: {} },
};
const grant = { type: "grant", id: "g", at: "2026-01-01T00:00:00Z", points: 100 } as const;
const hold = { type: "hold", id: "h", hold: "H", points: 60 } as const;

/** What lots came to by an instant, by outcome, beside what the view says has expired. */
function traced(program: Program | readonly Program[], commands: readonly Command[], asOf: string) {
  const engine = compileProgram(program);
  let account = createAccount(Array.isArray(program) ? compileProgram(program[0]) : engine, "ada");
  const entries: Entry[] = [];
  for (const command of commands) {
    const done = decide(engine, account, command);
    if (!("entry" in done)) throw new Error(JSON.stringify(done));
    account = done.account;
    entries.push(done.entry);
  }
  const rows = traceLots(entries, { asOf, currency: "points" });
  const sums: Record<string, number> = {};
  for (const { outcome, points } of rows) {
    sums[outcome] = (sums[outcome] ?? 0) + points;
  }
  return { rows, sums, expired: viewAccount(engine, account, asOf).wallets[0].expired };
}

describe("lots are traced as the view has them, whether an entry wrote it down or not", () => {
  const commands: readonly Command[] = [
    { ...grant, expiresAt: "2026-01-10" },
    { ...hold, at: "2026-01-02T00:00:00Z", until: "2026-01-20" },
  ];
  const unprotected: Program = { ...CLUB, policies: { holds: { protect: false } } };

  it("held points end with their lot where holds do not protect them", () => {
    const at = "2026-01-15T00:00:00Z";
    const bare = traced(unprotected, commands, at);
    expect(bare).toMatchObject({ sums: { expired: 100 }, expired: 100 });
    const protectedOnes = traced(CLUB, commands, at);
    expect(protectedOnes).toMatchObject({ sums: { expired: 40, open: 60 }, expired: 40 });
  });

  it("and are open before it", () => {
    const before = traced(unprotected, commands, "2026-01-09T23:59:59Z");
    expect(before).toMatchObject({ sums: { open: 100 }, expired: 0 });
  });

  it("those that end while they are pending never lived", () => {
    const never: Command = { ...grant, activeAt: "2026-03-01", expiresAt: "2026-02-01" };
    const later: Command = { ...grant, id: "g2", at: "2026-02-02T00:00:00Z", points: 1 };
    const at = "2026-02-03T00:00:00Z";
    expect(traced(CLUB, [never], at)).toMatchObject({ rows: [], expired: 100 });
    expect(traced(CLUB, [never], "2026-04-01T00:00:00Z")).toMatchObject({ rows: [], expired: 100 });
    expect(traced(CLUB, [never, later], at)).toMatchObject({ sums: { open: 1 }, expired: 100 });
  });

  it("what repays debt as it becomes active does not expire", () => {
    const owing: Program = { ...CLUB, policies: { adjustment: { negative: true } } };
    const debtor: readonly Command[] = [
      { type: "adjust", id: "a", at: "2026-01-01T00:00:00Z", points: -80 },
      {
        ...grant,
        id: "later",
        activeAt: "2026-01-05T00:00:00Z",
        expiresAt: "2026-02-01T00:00:00Z",
      },
    ];
    const { rows, expired } = traced(owing, debtor, "2026-03-01T00:00:00Z");
    expect(rows.map(({ days, outcome, points }) => [outcome, points, days])).toEqual([
      ["open", 80, 0],
      ["expired", 20, 27],
    ]);
    expect(expired).toBe(20);
  });

  it("held points lapse when their hold ends", () => {
    const { rows, expired } = traced(CLUB, commands, "2026-03-01T00:00:00Z");
    expect(rows.map(({ days, outcome, points }) => [outcome, points, days])).toEqual([
      ["expired", 40, 9],
      ["expired", 60, 19],
    ]);
    expect(expired).toBe(100);
  });

  it("held points lapse with the hold where the balance had lain idle before", () => {
    const idle: Program = { ...CLUB, currencies: { points: { inactivity: "P5D" } } };
    const held: Command = { ...hold, at: "2026-01-01T00:00:00Z", until: "2026-01-20" };
    const { sums, expired } = traced(idle, [grant, held], "2026-03-01T00:00:00Z");
    expect([sums, expired]).toEqual([{ expired: 100 }, 100]);
  });

  it("but not where idle points have ceased to lapse", () => {
    const idle: Program = { ...CLUB, currencies: { points: { inactivity: "P5D" } } };
    const held: Command = { ...hold, at: "2026-01-01T00:00:00Z", until: "2026-01-20" };
    const at = "2026-01-02T00:00:00Z";
    const moved: Command = { type: "migrate", id: "m", at, programVersion: 2 };
    const both = [idle, { ...CLUB, version: 2 }];
    const { sums, expired } = traced(both, [grant, held, moved], "2026-03-01T00:00:00Z");
    expect([sums, expired]).toEqual([{ open: 100 }, 0]);
  });

  it("tiers that are reviewed meanwhile change nothing", () => {
    const tiered: Program = {
      ...CLUB,
      tiers: {
        metric: "points",
        window: { type: "calendar_year" },
        levels: [{ id: "gold", threshold: 1 }],
      },
    };
    const { sums } = traced(tiered, [grant], "2031-01-01T00:00:00Z");
    expect(sums).toEqual({ open: 100 });
  });
});

it("an estimated share is at most 1, whatever rounding adds", () => {
  const spent = (points: number, days: number): LotOutcome => {
    return { member: "ada", points, days, outcome: "spent" };
  };
  const sizes = [55, 8, 7, 113, 19, 138, 10, 15, 3, 11, 77];
  for (let most = 1; most <= 400; most++) {
    const rows = sizes.map((points, index) => spent(points + most * index, (index * most) % 97));
    const { redemptionRate } = estimateBreakage(rows);
    expect(redemptionRate).toBeCloseTo(1, 12);
    expect(redemptionRate).toBeLessThanOrEqual(1);
    const sold = {
      sale: "1.00",
      points: 1,
      pointValue: "0.10",
      redemptionRate: `${redemptionRate}`,
    };
    expect(() => allocateRevenue(sold)).not.toThrow();
    const expired = rows.map((row): LotOutcome => ({ ...row, outcome: "expired" }));
    expect(estimateBreakage(expired).rate).toBeLessThanOrEqual(1);
  }
});
