import { describe, expect, it } from "vitest";
import { isClienteleError } from "../../../src/core/errors.ts";
import { estimateBreakage } from "../../../src/loyalty/analysis/estimate-breakage.ts";
import { pointsLiability } from "../../../src/loyalty/analysis/points-liability.ts";
import { simulateProgram } from "../../../src/loyalty/analysis/simulate-program.ts";
import { summarizeProgram } from "../../../src/loyalty/analysis/summarize-program.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { decideTransfer } from "../../../src/loyalty/pair/decide-transfer.ts";
import { quoteRedemption } from "../../../src/loyalty/redemption/quote-redemption.ts";
import { parseAccount } from "../../../src/schema/loyalty-accounts.ts";
import { parseCommand } from "../../../src/schema/loyalty-commands.ts";
import { parseEntry } from "../../../src/schema/loyalty-entries.ts";
import { programWith } from "../engine/member.ts";

const long = (letter: string) => letter.repeat(200);
const at = "2026-01-01T10:00:00Z";

function codeOf(call: () => unknown): string {
  try {
    call();
    return "none";
  } catch (error) {
    return isClienteleError(error) ? error.code : `raw: ${error}`;
  }
}

/** Decides what came in as JSON, and stores what comes of it. */
function club() {
  const engine = compileProgram(
    programWith({
      rules: [
        { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
        { id: long("r"), award: { type: "punch_card", punches: 1, reward: "coffee", points: 5 } },
      ],
      redemptions: [{ id: "cake", gives: { type: "voucher", points: 5, reward: "cake" } }],
    }),
  );
  let account: Account = createAccount(engine, long("a"));
  const tell = (command: object): Entry => {
    const done = decide(
      engine,
      account,
      parseCommand(JSON.parse(JSON.stringify({ at, ...command }))),
    );
    if (!("entry" in done)) throw new Error(JSON.stringify(done));
    account = parseAccount(JSON.parse(JSON.stringify(done.account)));
    return parseEntry(JSON.parse(JSON.stringify(done.entry)));
  };
  return { engine, tell, account: () => account };
}

describe("ids of 200 characters, and what is named after them", () => {
  it("vouchers of a card and of an option are used", () => {
    const { tell, account } = club();
    const order = { id: long("o"), lines: [{ id: long("l"), amount: "100.00" }] };
    tell({ type: "completeOrder", id: long("c"), order });
    tell({ type: "redeem", id: "d", redemption: long("R"), points: 5, option: "cake" });
    const ids = account().vouchers.map(({ id }) => id);
    expect(ids.map((id) => id.length)).toEqual([407, 211]);
    for (const [index, voucher] of ids.entries())
      tell({ type: "useVoucher", id: `u${index}`, voucher });
    expect(account().vouchers).toEqual([]);
  });

  it("a captured hold is reversed, and pays for an order that comes back", () => {
    const { tell, account } = club();
    tell({ type: "grant", id: "g", points: 100 });
    tell({ type: "hold", id: "h", hold: long("H"), points: 100 });
    tell({ type: "captureHold", id: "c", hold: long("H") });
    const [{ id: redemption }] = account().redemptions;
    const lines = [{ id: "1", amount: "1.00" }];
    const order = { id: "O", lines, pointsPaid: "1.00", redemption };
    const entry = tell({ type: "completeOrder", id: "o", order });
    tell({ type: "reverseRedemption", id: "v", redemption, points: 40 });
    tell({ type: "cancelOrder", id: "x", order: "O", entry });
    expect(account().wallets[0].lots.map(({ remaining }) => remaining)).toEqual([100]);
  });

  it("but a command's own are at most so long", () => {
    const { tell } = club();
    const voucher = `${long("v")}v`;
    const given = { type: "issueVoucher", id: "i", reward: "cake" };
    expect(codeOf(() => tell({ ...given, voucher }))).toBe("invalid_id");
    expect(codeOf(() => tell({ ...given, voucher: "v", reward: voucher }))).toBe("invalid_id");
    const used = { type: "useVoucher", id: "u", voucher: "v".repeat(1001) };
    expect(codeOf(() => tell(used))).toBe("invalid_id");
  });

  it("two vouchers of one id are told apart when members are merged, however long it is", () => {
    const { engine, tell, account } = club();
    const voucher = long("v");
    tell({ type: "issueVoucher", id: "i", voucher, reward: "cake" });
    const issue = { type: "issueVoucher", id: "j", at, voucher, reward: "cake" } as const;
    const other = decide(engine, createAccount(engine, "b"), issue);
    if (!("entry" in other)) throw new Error(JSON.stringify(other));
    const merge = { type: "mergeMembers", id: "m", at } as const;
    const done = decideTransfer(engine, [other.account, account()], merge);
    const vouchers = "accounts" in done ? done.accounts[1].vouchers : [];
    expect(vouchers.map(({ id }) => id)).toEqual([voucher, `${voucher}~2`]);
  });
});

describe("what is no engine, and no estimate, is refused as such", () => {
  const { engine, account } = club();
  const value = { points: 1, amount: "0.01" } as const;

  it.each([[{}], [null], ["club"], [[]]])("%j for an engine", (json: unknown) => {
    const none = JSON.parse(JSON.stringify(json));
    const period = { from: "2026-01-01", to: "2026-02-01" };
    expect([
      codeOf(() => pointsLiability(none, [], { asOf: at, value })),
      codeOf(() => summarizeProgram(none, [], period)),
      codeOf(() => simulateProgram(none, engine, [], { asOf: at })),
      codeOf(() => simulateProgram(engine, none, [], { asOf: at })),
      codeOf(() => quoteRedemption(none, account(), { option: "cake", at })),
    ]).toEqual(new Array(5).fill("invalid_argument"));
  });

  it.each([[[null]], [[{}]], [[{ days: 1, open: "0.5", expired: 0.5 }]]])(
    "a curve of %j",
    (curve) => {
      const json = JSON.stringify({ ...estimateBreakage([]), curve });
      const breakage = JSON.parse(json);
      const owed = () => pointsLiability(engine, [account()], { asOf: at, value, breakage });
      expect(codeOf(owed)).toBe("invalid_argument");
    },
  );
});
