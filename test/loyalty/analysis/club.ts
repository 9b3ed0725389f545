import fc from "fast-check";
import type { Command } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import type { Engine } from "../../../src/loyalty/engine/engine.ts";
import type { Account } from "../../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";

export const CLUB: Program = {
  id: "club",
  version: 1,
  timeZone: "UTC",
  money: { currency: "EUR", scale: 2 },
  currencies: { points: { life: { period: "P30D", roundUp: "none" } } },
  rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
  tiers: {
    metric: "spend",
    window: { type: "lifetime" },
    levels: [
      { id: "silver", threshold: "100" },
      { id: "gold", threshold: "500" },
    ],
  },
  redemptions: [
    {
      id: "money-off",
      gives: { type: "amount", points: 100, amount: "1.00" },
      minimum: 500,
      step: 100,
      maxShareOfOrder: "0.5",
    },
  ],
};

/** A club with something else about it. */
export function clubOf(change: Partial<Program> = {}): Engine {
  return compileProgram({ ...CLUB, ...change });
}

/** A command without its id. */
export type Step = Command extends infer One
  ? One extends Command
    ? Omit<One, "id">
    : never
  : never;

/** What a member's commands make, refused ones left out. */
export function play(
  engine: Engine,
  member: string,
  steps: readonly Step[],
): { readonly account: Account; readonly entries: readonly Entry[] } {
  let account = createAccount(engine, member);
  const entries: Entry[] = [];
  steps.forEach((step, index) => {
    const decision = decide(engine, account, { ...step, id: `c${index}` });
    if (!decision.ok || "duplicate" in decision) return;
    account = decision.account;
    entries.push(decision.entry);
  });
  return { account, entries };
}

/** The start of a day of 2026, counted from 1 January. */
export function day(number: number): string {
  return new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
}

/** Many commands of one member, some of them refused. */
export function playAtRandom(
  engine: Engine,
  member: string,
  moves: readonly (readonly [kind: number, size: number, gap: number])[],
): { readonly account: Account; readonly entries: readonly Entry[] } {
  let account = createAccount(engine, member);
  const entries: Entry[] = [];
  const awards: Entry[] = [];
  let now = 0;
  moves.forEach(([kind, size, gap], index) => {
    now += gap;
    const step = stepOf(kind, size, index, awards);
    if (step === null) return;
    const decision = decide(engine, account, { ...step, id: `c${index}`, at: day(now) });
    if (!decision.ok || "duplicate" in decision) return;
    account = decision.account;
    entries.push(decision.entry);
    if (decision.entry.command === "completeOrder") awards.push(decision.entry);
  });
  return { account, entries };
}

function stepOf(
  kind: number,
  size: number,
  index: number,
  awards: readonly Entry[],
): DistributiveOmit<Command, "id" | "at"> | null {
  const earlier = size % Math.max(1, index);
  switch (kind) {
    case 0:
      return { type: "grant", points: size };
    case 1: {
      const lines = [{ id: "a", amount: `${size}.00` }];
      return { type: "completeOrder", order: { id: `O${index}`, lines } };
    }
    case 2:
      return { type: "redeem", redemption: `R${index}`, points: size };
    case 3:
      return { type: "reverseRedemption", redemption: `R${earlier}` };
    case 4:
      return { type: "hold", hold: `H${index}`, points: size, until: day(400) };
    case 5:
      return { type: "captureHold", hold: `H${earlier}` };
    case 6:
      return { type: "releaseHold", hold: `H${earlier}` };
    case 7:
      return { type: "adjust", points: -size };
    case 8:
      return { type: "transfer", points: size, to: "bob" };
    case 9: {
      const entry = awards[size % Math.max(1, awards.length)];
      if (entry === undefined) return null;
      const award = entry.effects.find((effect) => effect.type === "awarded");
      if (award?.type !== "awarded") return null;
      const order = award.award.order.id;
      const lines = [{ line: "a", amount: `${1 + (size % 9)}.00` }];
      return { type: "refundOrder", order, refund: `F${index}`, entry, lines };
    }
    case 10:
      return { type: "reinstate", points: size };
    default:
      return { type: "grant", points: size, expiresAt: null };
  }
}

type DistributiveOmit<Union, Keys extends PropertyKey> = Union extends unknown
  ? Omit<Union, Keys>
  : never;

export const MOVES = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 11 }),
    fc.integer({ min: 1, max: 60 }),
    fc.integer({ min: 0, max: 12 }),
  ),
  { maxLength: 40 },
);
