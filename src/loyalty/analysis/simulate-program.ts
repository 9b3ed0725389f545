import { readOptions } from "../../core/check-names.ts";
import { check, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { formatInstant, parseInstant } from "../../time/instant.ts";
import { currencyOf } from "../engine/currency.ts";
import type { Engine } from "../engine/engine.ts";
import { checkEngine } from "../engine/program-of.ts";
import { countTiers } from "./count-tiers.ts";
import { type Past, runThrough } from "./run-through.ts";
import type {
  OrderHistory,
  ProgramSimulation,
  SimulatedMember,
  SimulatedStanding,
  SimulateProgramOptions,
} from "./simulation.ts";

/**
 * What would members have earned under another program, member by member?
 *
 * Before a change of rules goes live: the same past orders run through the program as it is and as it
 * would be. Members behave as they did: nobody buys more because a tier beckons, and nothing is spent,
 * so that balances are those of savers. Compare what is earned and tiers, not liability.
 *
 * @param baseline - the program as it is, compiled
 * @param candidate - the one to compare; any program, of the same money where rules are about money
 * @param histories - distinct members with their orders, sorted here by `at` (ties as given)
 * @param options - `asOf`; `currency`
 * @returns rows in the order given, totals and tiers; points are whole numbers. An order that a program
 *   refuses (as `duplicate_order`, `self_referral`) earns nothing there and is counted in `refused`; one
 *   of which a cap or a budget leaves nothing is none of these
 *
 * Edge cases: a member without orders (or all after `asOf`) has zeros; no members give zeros and tiers
 * without members; `enrolledAt` (default: the first order) is what anniversaries count from. Of a
 * referred order (`referredBy`) both sides earn where the referrer is one of the members too; where not,
 * it earns without the referral, and is counted in `unreferred`.
 *
 * @throws InputError `duplicate_id`, `invalid_argument`, `invalid_id`, `invalid_time`,
 *   `unknown_currency`, and what `decide` finds wrong with an order
 *
 * @example
 * ```ts
 * import { compileProgram, simulateProgram } from "clientele/loyalty";
 *
 * const program = {
 *   id: "club",
 *   version: 1,
 *   timeZone: "UTC",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 *   rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
 * } as const;
 * const generous = {
 *   ...program,
 *   rules: [{ id: "base", award: { type: "rate", points: 3, per: "2.00" } }],
 * } as const;
 * const order = { id: "O1", lines: [{ id: "shoes", amount: "80.00" }] };
 * const simulation = simulateProgram(
 *   compileProgram(program),
 *   compileProgram(generous),
 *   [{ member: "ada", orders: [{ at: "2026-03-05T09:00:00Z", order }] }],
 *   { asOf: "2026-04-01" },
 * );
 * simulation.members[0].baseline.earned; // => 80
 * simulation.members[0].difference; // => 40
 * simulation.totals.winners; // => 1
 * ```
 */
export function simulateProgram(
  baseline: Engine,
  candidate: Engine,
  histories: readonly OrderHistory[],
  options: SimulateProgramOptions,
): ProgramSimulation {
  const { asOf: until, currency } = readOptions(options, ["asOf", "currency"]);
  checkEngine(candidate);
  check(Array.isArray(histories), "invalid_argument", ["histories"], "histories", histories);
  const { zone } = checkEngine(baseline).latest();
  const asOf = parseInstant(until, zone, ["asOf"]);
  const programs = {
    baseline: { engine: baseline, currency: currencyOf(baseline.latest(), currency).name },
    candidate: { engine: candidate, currency: currencyOf(candidate.latest(), currency).name },
  } as const;
  const seen = new Set<string>();
  // A hole in a list is at fault too, here and below.
  const pasts = Array.from(histories, (history, index): Past => {
    const past = readHistory(history, baseline, asOf, index);
    if (seen.has(past.member)) {
      const message = `expected one member ${show(past.member)}`;
      throw new InputError("duplicate_id", message, [index, "member"]);
    }
    seen.add(past.member);
    return past;
  });
  const standings = {
    baseline: runThrough(programs.baseline, pasts, asOf),
    candidate: runThrough(programs.candidate, pasts, asOf),
  };
  const members = pasts.map(({ member, orders }, index): SimulatedMember => {
    const one = standings.baseline[index];
    const other = standings.candidate[index];
    const difference = other.earned - one.earned;
    return { member, orders: orders.length, baseline: one, candidate: other, difference };
  });
  const tiersOf = (name: "baseline" | "candidate") =>
    countTiers(
      programs[name].engine,
      standings[name].map(({ tier }) => tier),
    );
  const differences = members.map(({ difference }) => difference);
  return {
    asOf: formatInstant(asOf),
    members,
    totals: {
      orders: members.reduce((sum, { orders }) => sum + orders, 0),
      baseline: sumUp(standings.baseline),
      candidate: sumUp(standings.candidate),
      difference: differences.reduce((sum, difference) => sum + difference, 0),
      winners: differences.filter((difference) => difference > 0).length,
      losers: differences.filter((difference) => difference < 0).length,
      unchanged: differences.filter((difference) => difference === 0).length,
    },
    tiers: { baseline: tiersOf("baseline"), candidate: tiersOf("candidate") },
  };
}

function readHistory(history: OrderHistory, engine: Engine, asOf: number, index: number): Past {
  const { zone } = engine.latest();
  const { member, enrolledAt, orders } = checkObject(history, "a member's orders");
  check(Array.isArray(orders), "invalid_argument", [index, "orders"], "orders", orders);
  const read = Array.from(orders, (past: OrderHistory["orders"][number], place) => {
    if (typeof past !== "object" || past === null) {
      const path = [index, "orders", place];
      throw new InputError("invalid_argument", `expected an order, got ${show(past)}`, path);
    }
    const at = parseInstant(past.at, zone, [index, "orders", place, "at"]);
    return { at, order: past.order, context: past.context };
  });
  return {
    member,
    enrolledAt:
      enrolledAt === undefined ? null : parseInstant(enrolledAt, zone, [index, "enrolledAt"]),
    orders: read.filter(({ at }) => at <= asOf).sort((one, other) => one.at - other.at),
  };
}

function sumUp(standings: readonly SimulatedStanding[]): Omit<SimulatedStanding, "tier"> {
  const sums = { earned: 0, expired: 0, outstanding: 0, refused: 0, unreferred: 0 };
  for (const standing of standings) {
    for (const name of ["earned", "expired", "outstanding", "refused", "unreferred"] as const) {
      sums[name] += standing[name];
    }
  }
  return sums;
}
