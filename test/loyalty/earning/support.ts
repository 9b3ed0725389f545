import { awardOrder } from "../../../src/loyalty/earning/award-order.ts";
import {
  type CompiledEarning,
  compileEarning,
} from "../../../src/loyalty/earning/compile-earning.ts";
import type { Refusal } from "../../../src/loyalty/engine/decision.ts";
import type { Counter } from "../../../src/loyalty/ledger/account.ts";
import type { Award, AwardFacts, AwardSnapshot } from "../../../src/loyalty/ledger/award.ts";
import type { OrderLine, PurchaseOrder } from "../../../src/loyalty/order.ts";
import type { CompiledCurrency } from "../../../src/loyalty/program/currency.ts";
import {
  POLICY_DEFAULTS,
  type Policies,
  type ProgramPolicies,
} from "../../../src/loyalty/program/policies.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { compileLadder } from "../../../src/loyalty/tiers/compile-ladder.ts";
import { openZone } from "../../../src/time/zone.ts";

export const NOON = Date.parse("2026-06-15T12:00:00Z");

export const NOBODY: AwardFacts = {
  tier: null,
  credit: 0,
  enrolledAt: null,
  segments: [],
  attributes: {},
  counters: [],
  budgets: [],
};

/** A program of which only what matters is said. */
export function programOf(parts: Partial<Program> = {}): Program {
  return {
    id: "club",
    version: 1,
    timeZone: "UTC",
    money: { currency: "EUR", scale: 2 },
    currencies: { points: {} },
    rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
    ...parts,
  };
}

export function policiesOf(given: ProgramPolicies = {}): Policies {
  return {
    ...POLICY_DEFAULTS,
    ...Object.fromEntries(
      Object.entries(given).map(([name, choices]) => [
        name,
        { ...Reflect.get(POLICY_DEFAULTS, name), ...choices },
      ]),
    ),
  };
}

export function compiled(parts: Partial<Program> = {}): {
  readonly program: Program;
  readonly earning: CompiledEarning;
  readonly currencies: ReadonlyMap<string, CompiledCurrency>;
} {
  const program = programOf(parts);
  const currencies = new Map(
    Object.entries(program.currencies).map(
      ([name, { spendable = true }]): [string, CompiledCurrency] => [
        name,
        {
          name,
          scale: 0,
          spendable,
          pendingFor: null,
          life: null,
          idleUntil: null,
          maximumBalance: Number.MAX_SAFE_INTEGER,
        },
      ],
    ),
  );
  const [mainCurrency] = currencies.values();
  const zone = openZone(program.timeZone);
  const ladderParts = {
    zone,
    moneyScale: program.money.scale,
    currencies,
    leapDay: "feb28",
  } as const;
  const earning = compileEarning(program, {
    zone,
    policies: policiesOf(program.policies),
    currencies,
    mainCurrency,
    ladder: program.tiers === undefined ? null : compileLadder(program.tiers, ladderParts),
  });
  return { program, earning, currencies };
}

/** An order of lines worth so much. */
export function orderOf(
  amounts: readonly (string | Partial<OrderLine>)[],
  parts: Partial<PurchaseOrder> = {},
): PurchaseOrder {
  return {
    id: "O1",
    lines: amounts.map((amount, index) => ({
      id: `line-${index + 1}`,
      amount: "0.00",
      ...(typeof amount === "string" ? { amount } : amount),
    })),
    ...parts,
  };
}

export function accepted(award: Award | Refusal): Award {
  if ("ok" in award) throw new Error(`refused: ${award.reason}`);
  return award;
}

export function awardOf(
  parts: Partial<Program>,
  order: PurchaseOrder,
  facts: Partial<AwardFacts> = {},
  at = NOON,
): Award {
  return accepted(awardOrder(compiled(parts), order, at, { ...NOBODY, ...facts }));
}

export function pointsOf({ rules }: Pick<Award, "rules">): number {
  return rules.reduce((sum, { points }) => sum + points, 0);
}

/** Points by rule. */
export function byRule({ rules }: Pick<Award, "rules">): Record<string, number> {
  return Object.fromEntries(rules.map(({ rule, points }) => [rule, points]));
}

/** Counters after those of an award. */
export function counted(before: readonly Counter[], added: readonly Counter[]): Counter[] {
  const sums = new Map(before.map((counter) => [counter[0], counter]));
  for (const [key, by, until] of added) {
    sums.set(key, [key, (sums.get(key)?.[1] ?? 0) + by, until]);
  }
  return [...sums.values()].filter(([, count]) => count !== 0);
}

export function snapshotOf(
  award: Award,
  order: PurchaseOrder,
  facts: Partial<AwardFacts> = {},
  at = NOON,
): AwardSnapshot {
  const { rules, counters, budgets, tierCredit } = award;
  return {
    programVersion: 1,
    order,
    at: new Date(at).toISOString(),
    facts: { ...NOBODY, ...facts },
    rules,
    counters,
    budgets,
    tierCredit,
  };
}
