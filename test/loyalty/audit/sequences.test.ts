import { describe, expect, it } from "vitest";
import { summarizeProgram } from "../../../src/loyalty/analysis/summarize-program.ts";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { rebuildAccount } from "../../../src/loyalty/engine/rebuild.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import { replay } from "../../../src/loyalty/ledger/replay.ts";
import { decideReferral } from "../../../src/loyalty/pair/decide-referral.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { quoteRedemption } from "../../../src/loyalty/redemption/quote-redemption.ts";
import { parseAccount } from "../../../src/schema/loyalty-accounts.ts";
import { parseEntry } from "../../../src/schema/loyalty-entries.ts";
import { buy, type Member, newMember, programWith } from "../engine/member.ts";

const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T12:00:00Z`;

function cancel(member: Member, order: string, at: string): Command {
  const entry = member.entries.find(({ id }) => id === order);
  if (entry === undefined) throw new Error(`no order ${order}`);
  return { type: "cancelOrder", id: `cancel ${order}`, at, order: `order-${order}`, entry };
}

describe("a redemption that brought a voucher", () => {
  const program = programWith({
    redemptions: [{ id: "cake", gives: { type: "voucher", points: 150, reward: "cake" } }],
  });
  const redeemed = () => {
    const member = newMember(program);
    member.does({ type: "grant", id: "g", at: day(1), points: 200 });
    const spend = {
      type: "redeem",
      id: "r",
      redemption: "R",
      option: "cake",
      points: 150,
    } as const;
    member.does({ ...spend, at: day(2) });
    return member;
  };
  const reverse = { type: "reverseRedemption", id: "v", at: day(3), redemption: "R" } as const;

  it("takes it back once all of it is reversed", () => {
    const member = redeemed();
    member.does({ ...reverse, points: 100 });
    expect(member.account.vouchers).toHaveLength(1);
    member.does({ ...reverse, id: "w" });
    expect(member.account.vouchers).toEqual([]);
    expect(member.wallet(day(3)).available).toBe(200);
  });

  it("is reversed all the same where it was used", () => {
    const member = redeemed();
    member.does({ type: "useVoucher", id: "u", at: day(2), voucher: "redemption:R" });
    member.does(reverse);
    expect(member.wallet(day(3)).available).toBe(200);
  });
});

describe("an action told late", () => {
  const review = { type: "recordAction", action: "review", at: day(1) } as const;
  const told = { ...review, recordedAt: "2026-06-01T00:00:00Z" };

  it("is refused where the caps of its day are no longer counted", () => {
    const rules = [{ id: "r", action: "review", award: { type: "fixed", points: 50 } }] as const;
    const caps = [{ id: "daily", window: "day", points: 50 }] as const;
    const member = newMember(programWith({ rules, caps }));
    expect(member.refused({ ...told, id: "a" })).toBe("folded");
  });

  it("earns by rules that count nothing", () => {
    const rules = [{ id: "r", action: "review", award: { type: "fixed", points: 50 } }] as const;
    const member = newMember(programWith({ rules }));
    member.does({ ...told, id: "a" });
    expect(member.wallet("2026-06-01T00:00:00Z").available).toBe(50);
  });
});

describe("credit toward a tier after a migration to another ladder", () => {
  const levels = [{ id: "gold", threshold: 2 }];
  const lifetime = { type: "lifetime" } as const;
  const bySpend = { metric: "spend", window: lifetime, levels: [{ id: "gold", threshold: "500" }] };
  const first = programWith({ tiers: { ...bySpend, metric: "spend" } });
  const migrated = (second: Program) => {
    const member = newMember([first, second]);
    member.account = createAccount(compileProgram(first), "member-1");
    member.does(buy("a", day(1), "600.00"));
    member.does({ type: "migrate", id: "m", at: day(2), programVersion: 2 });
    for (const [index, id] of ["b", "c"].entries()) member.does(buy(id, day(3 + index), "1.00"));
    return member;
  };

  it("is not lowered by an order of before, which never counted on it", () => {
    const orders = { metric: "orders", window: lifetime, levels } as const;
    const member = migrated(programWith({ version: 2, tiers: orders }));
    expect(member.view(day(5)).tier?.level).toBe("gold");
    member.does(cancel(member, "a", day(5)));
    expect(member.view(day(5)).tier).toMatchObject({ level: "gold", credit: 2 });
    member.does(cancel(member, "b", day(6)));
    expect(member.view(day(6)).tier).toMatchObject({ level: null, credit: 1 });
  });

  it("of points neither", () => {
    const points = { metric: "points", window: lifetime, levels } as const;
    const member = migrated(programWith({ version: 2, tiers: points }));
    expect(member.view(day(5)).tier).toMatchObject({ level: "gold", credit: 2 });
    member.does(cancel(member, "a", day(5)));
    expect(member.view(day(5)).tier).toMatchObject({ level: "gold", credit: 2 });
    member.does(cancel(member, "b", day(6)));
    expect(member.view(day(6)).tier).toMatchObject({ level: null, credit: 1 });
  });
});

describe("two members of whom one has points of a currency that is gone", () => {
  const first = programWith({ currencies: { points: {}, gems: { life: { period: "P1Y" } } } });
  const engine = compileProgram([first, programWith({ version: 2 })]);
  const apply = (id: string, commands: readonly Command[]) =>
    commands.reduce<Account>(
      (account, command) => {
        const done = decide(engine, account, command);
        if (!("entry" in done)) throw new Error(JSON.stringify(done));
        return done.account;
      },
      createAccount(compileProgram(first), id),
    );
  const migrate = { type: "migrate", id: "m", at: day(2), programVersion: 2 } as const;

  it("become one: its points end as they would have", () => {
    const grant = { type: "grant", id: "g", at: day(1), points: 7, currency: "gems" } as const;
    const pair = [apply("guest", [grant, migrate]), apply("bob", [migrate])] as const;
    const merged = decideTransfer(engine, pair, { type: "mergeMembers", id: "x", at: day(3) });
    if (!("accounts" in merged)) throw new Error(JSON.stringify(merged));
    const gems = (at: string) =>
      viewAccount(engine, merged.accounts[1], at).wallets.find(
        ({ currency }) => currency === "gems",
      );
    expect(gems(day(3))).toMatchObject({ available: 7, received: 7 });
    expect(gems("2027-02-01T00:00:00Z")).toMatchObject({ available: 0, expired: 7 });
  });
});

describe("the tier of two members who turn out to be one", () => {
  const lifetime = { type: "lifetime" } as const;
  const bySpend = {
    metric: "spend",
    window: lifetime,
    levels: [
      { id: "silver", threshold: "50", vouchers: [{ reward: "tea" }] },
      { id: "gold", threshold: "500", vouchers: [{ reward: "cake" }] },
    ],
  } as const;
  const orders = {
    metric: "orders",
    window: lifetime,
    levels: [{ id: "gold", threshold: 9 }],
  } as const;
  const first = programWith({ tiers: bySpend });
  const engine = compileProgram([first, programWith({ version: 2, tiers: orders })]);
  const bought = (id: string, amount: string) => {
    const start = createAccount(compileProgram(first), id);
    const done = decide(engine, start, buy(id, day(1), amount));
    if (!("entry" in done)) throw new Error("not done");
    return done.account;
  };
  const merge = (from: Account, to: Account) => {
    const command = { type: "mergeMembers", id: "x", at: day(3) } as const;
    const merged = decideTransfer(engine, [from, to], command);
    if (!("accounts" in merged)) throw new Error(JSON.stringify(merged));
    const { tier, vouchers } = viewAccount(engine, merged.accounts[1], day(3));
    return { level: tier?.level, credit: tier?.credit, rewards: vouchers.map((one) => one.reward) };
  };

  it("is that of both together, with each level's vouchers once", () => {
    const [guest, nobody] = [bought("guest", "100.00"), bought("nobody", "1.00")];
    expect(merge(guest, nobody)).toEqual({ level: "silver", credit: 10_100, rewards: ["tea"] });
    const rich = merge(guest, bought("rich", "450.00"));
    expect(rich).toEqual({ level: "gold", credit: 55_000, rewards: ["tea", "cake", "tea"] });
  });

  it("counts no credit of another kind", () => {
    const migrate = { type: "migrate", id: "m", at: day(2), programVersion: 2 } as const;
    const moved = decide(engine, bought("whole", "1.00"), migrate);
    if (!("entry" in moved)) throw new Error("not done");
    const none = { level: null, credit: 0, rewards: ["tea"] };
    expect(merge(bought("guest", "100.00"), moved.account)).toEqual(none);
  });
});

describe("a member who was merged into another", () => {
  const friend = { type: "referral", points: 20, referrerPoints: 40, minimum: "30.00" } as const;
  const engine = compileProgram(
    programWith({ rules: [{ id: "friend", award: friend, pendingFor: "P1D" }] }),
  );
  const order = { id: "O1", lines: [{ id: "1", amount: "50.00" }], referredBy: "old" };
  const start = [createAccount(engine, "new"), createAccount(engine, "old")] as const;
  const referred = decideReferral(engine, start, {
    type: "completeOrder",
    id: "o",
    at: day(1),
    order,
  });
  if (!("accounts" in referred)) throw new Error("not done");
  const [member, referrer] = referred.accounts;
  const merged = decideTransfer(engine, [referrer, createAccount(engine, "whole")], {
    type: "mergeMembers",
    id: "x",
    at: day(3),
  });
  if (!("accounts" in merged)) throw new Error("not done");
  const [closed, whole] = merged.accounts;
  const [entry] = referred.entries;
  const back = { type: "cancelOrder", id: "c", at: day(5), order: "O1", entry } as const;

  it("says where everything went, on whatever is refused", () => {
    expect(closed.mergedInto).toBe("whole");
    const spend = { type: "redeem", id: "r", at: day(4), redemption: "R", points: 1 } as const;
    const refused = { reason: "closed", message: 'the account was merged into "whole"' };
    expect(decide(engine, closed, spend)).toMatchObject(refused);
    expect(decideReferral(engine, [member, closed], back)).toMatchObject(refused);
  });

  it("as a referrer gives the bonus back from there", () => {
    const done = decideReferral(engine, [member, whole], back);
    if (!("accounts" in done)) throw new Error(JSON.stringify(done));
    expect(done.untaken).toBeUndefined();
    const left = done.accounts.map((one) => viewAccount(engine, one, day(5)).wallets[0].available);
    expect(left).toEqual([0, 0]);
  });

  it("is told of by replay, and where her points went after she was erased too", () => {
    const entries = [referred.entries[1], merged.entries[0]];
    expect(replay(entries)).toEqual(closed);
    expect(parseAccount(JSON.parse(JSON.stringify(closed)))).toEqual(closed);
    expect(parseEntry(JSON.parse(JSON.stringify(entries[1])))).toEqual(entries[1]);
    const erased = decide(engine, closed, { type: "eraseMember", id: "e", at: day(6) });
    if (!("entry" in erased)) throw new Error(JSON.stringify(erased));
    expect(replay([...entries, erased.entry])).toEqual(erased.account);
    expect(erased.account.mergedInto).toBe("whole");
    const message = 'the member was merged into "whole" and erased';
    expect(decideReferral(engine, [member, erased.account], back)).toMatchObject({
      reason: "closed",
      message,
    });
  });
});

describe("the reward of a punch card that a cap cuts", () => {
  const card = { id: "c", award: { type: "punch_card", punches: 2, points: 100 } } as const;
  const daily = { id: "daily", window: "day", rules: ["c", "gift"] } as const;
  const gift = { id: "gift", action: "gift", award: { type: "fixed", points: 100 } } as const;
  const capped = (points: number) =>
    newMember(programWith({ rules: [card, gift], caps: [{ ...daily, points }] }));
  const given = { type: "recordAction", id: "gift", action: "gift", at: day(2) } as const;

  it("to nothing is given with the next visit that has room", () => {
    const member = capped(100);
    member.does(buy("a", day(1), "4.00"));
    member.does(given);
    const [line] = member.does(buy("b", day(2), "4.00")).breakdown.rules;
    expect(line).toMatchObject({ rule: "c", points: 0, cut: { points: 100, by: "daily" } });
    expect(member.wallet(day(2)).issued).toBe(100);
    member.does(buy("c", day(3), "4.00"));
    expect(member.wallet(day(3)).issued).toBe(200);
    member.does(buy("d", day(4), "4.00"));
    expect(member.wallet(day(4)).issued).toBe(300);
  });

  it("to nothing is not owed after a refund", () => {
    const member = capped(100);
    member.does(buy("a", day(1), "4.00"));
    member.does(given);
    member.does(buy("b", day(2), "4.00"));
    member.does(cancel(member, "a", day(3)));
    expect(member.wallet(day(3)).issued).toBe(100);
    member.does(buy("c", day(4), "4.00"));
    expect(member.wallet(day(4)).issued).toBe(200);
  });

  it("in part counts as given", () => {
    const member = capped(160);
    member.does(buy("a", day(1), "4.00"));
    member.does(given);
    member.does(buy("b", day(2), "4.00"));
    expect(member.wallet(day(2)).issued).toBe(160);
    member.does(buy("c", day(3), "4.00"));
    expect(member.wallet(day(3)).issued).toBe(160);
  });
});

it("of an order that was awarded twice the award that came back is refunded, and taken off sales", () => {
  const member = newMember(programWith({ policies: { orders: { dedupe: false } } }));
  const lines = (amount: string) => ({ id: "O", lines: [{ id: "1", amount }] });
  const commands: Command[] = [
    { type: "completeOrder", id: "a", at: day(1), order: lines("100.00") },
    { type: "completeOrder", id: "b", at: day(2), order: lines("10.00") },
  ];
  const [entry] = commands.map((command) => member.does(command).entry);
  commands.push({
    type: "refundOrder",
    id: "r",
    at: day(3),
    order: "O",
    refund: "R",
    entry,
    lines: [{ line: "1", amount: "70.00" }],
  });
  const last = commands.at(-1);
  if (last !== undefined) member.does(last);
  const january = { from: "2026-01-01", to: "2026-02-01" } as const;
  const summary = summarizeProgram(member.engine, member.entries, january);
  expect([summary.orders, summary.sales]).toEqual([2, "40.00"]);
  const { account, refused } = rebuildAccount(member.engine, "member-1", commands);
  expect(refused).toEqual([]);
  expect(viewAccount(member.engine, account, day(4)).wallets[0].available).toBe(40);
});

it("a quote for an account that is frozen or closed is refused, as the redemption would be", () => {
  const amount = { type: "amount", points: 100, amount: "1.00" } as const;
  const member = newMember(programWith({ redemptions: [{ id: "off", gives: amount }] }));
  const quote = () => quoteRedemption(member.engine, member.account, { option: "off", at: day(5) });
  member.does({ type: "grant", id: "g", at: day(1), points: 200 });
  expect(quote()).toMatchObject({ ok: true, points: 200 });
  member.does({ type: "freeze", id: "f", at: day(2) });
  expect(quote()).toMatchObject({ ok: false, reason: "frozen" });
  member.does({ type: "close", id: "c", at: day(3) });
  expect(quote()).toMatchObject({ ok: false, reason: "closed" });
});

it("a summary takes refunds off whose order came with a merged member", () => {
  const guest = newMember();
  const bought = guest.does(buy("a", day(1), "50.00")).entry;
  const { engine } = guest;
  const refund = (id: string, at: string) =>
    ({
      type: "refundOrder",
      id,
      at,
      order: "order-a",
      refund: id,
      entry: bought,
      lines: [{ line: "1", amount: "10.00" }],
    }) as const;
  guest.does(refund("r1", day(2)));
  const pair = [guest.account, createAccount(engine, "whole")] as const;
  const merged = decideTransfer(engine, pair, { type: "mergeMembers", id: "x", at: day(3) });
  if (!("accounts" in merged)) throw new Error("not done");
  const [left, joined] = merged.entries;
  const done = decide(engine, merged.accounts[1], refund("r2", day(20)));
  if (!("entry" in done)) throw new Error(JSON.stringify(done));
  for (const entries of [
    [...guest.entries, left, joined, done.entry],
    [joined, done.entry, ...guest.entries, left],
  ]) {
    const sales = (from: string, to: string) =>
      summarizeProgram(engine, entries, { from, to }).sales;
    expect(sales("2026-01-01", "2026-01-10")).toBe("40.00");
    expect(sales("2026-01-10", "2026-02-01")).toBe("-10.00");
    expect(sales("2026-01-01", "2026-02-01")).toBe("30.00");
  }
});

it("a command of no known type: the error lists those that there are", () => {
  const { engine, account } = newMember();
  for (const type of ["giveAway", "toString", "constructor", ""]) {
    const command: Command = JSON.parse(JSON.stringify({ type, id: "x", at: day(1) }));
    const attempt = () => decide(engine, account, command);
    expect(attempt).toThrow(/enroll, completeOrder, .*eraseMember/);
    expect(attempt).toThrow(expect.objectContaining({ code: "unknown_command", path: ["type"] }));
  }
});

it("a transfer of no known type: the error names the field, as that of a single account does", () => {
  const { engine, account } = newMember();
  const pair = [account, createAccount(engine, "other")] as const;
  const command = JSON.parse(JSON.stringify({ type: "giveAway", id: "x", at: day(1) }));
  expect(() => decideTransfer(engine, pair, command)).toThrow(
    expect.objectContaining({ code: "unknown_command", path: ["type"] }),
  );
});

it("an expired voucher gives its id free, whether or not anything was written since", () => {
  const issue = { type: "issueVoucher", voucher: "V", reward: "cake" } as const;
  for (const isBusy of [false, true]) {
    const member = newMember();
    const first = { ...issue, id: "i1", at: day(1), expiresAt: day(5) };
    member.does(first);
    expect(member.refused({ ...issue, id: "i2", at: day(4) })).toBe("idempotency_conflict");
    if (isBusy) member.does({ type: "enroll", id: "e", at: day(5) });
    member.does({ ...issue, id: "i3", at: day(5), expiresAt: day(9) });
    const held = [{ id: "V", reward: "cake", expiresAt: "2026-01-09T12:00:00.000Z" }];
    expect(member.view(day(5)).vouchers).toEqual(held);
    expect(replay(member.entries)).toEqual(member.account);
    member.does({ type: "useVoucher", id: "u", at: day(8), voucher: "V" });
    expect(member.view(day(8)).vouchers).toEqual([]);
  }
});
