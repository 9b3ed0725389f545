import { readOptions } from "../../core/check-names.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { formatUnits } from "../../money/scaled.ts";
import { formatInstant, parseInstant } from "../../time/instant.ts";
import { currencyOf } from "../engine/currency.ts";
import type { Engine } from "../engine/engine.ts";
import { checkEngine } from "../engine/program-of.ts";
import { type AccountView, viewAccount, type WalletView } from "../engine/view-account.ts";
import type { Entry } from "../ledger/entry.ts";
import { replay } from "../ledger/replay.ts";
import { entriesBefore, groupEntries } from "./check-entries.ts";
import { countTiers } from "./count-tiers.ts";
import { monthOf } from "./month.ts";
import { type PointValue, readValue } from "./read-money.ts";
import { costOf } from "./sales.ts";
import { tallyPeriod } from "./tally-period.ts";

/** A program over a period. Points are whole numbers, money decimal strings, rates fractions. */
export interface ProgramSummary {
  readonly from: string;
  readonly to: string;
  readonly currency: string;
  /** Whose account has an entry before the end. */
  readonly members: number;
  /** Who earned or spent within the period. */
  readonly activeMembers: number;
  /** Members that are active ÷ members; `null` without members. */
  readonly activeRate: number | null;
  /** What moved within the period. */
  readonly points: {
    readonly earned: number;
    readonly received: number;
    /** Less what was given back. */
    readonly spent: number;
    readonly expired: number;
    readonly revoked: number;
    readonly sent: number;
  };
  /** What members hold and owe at the end. */
  readonly outstanding: number;
  readonly debt: number;
  /** Spent ÷ earned and expired ÷ earned within the period; `null` where nothing was earned. */
  readonly redemptionRate: number | null;
  readonly breakageRate: number | null;
  readonly orders: number;
  /** Of goods, less refunds. */
  readonly sales: string;
  /** Of the points spent; `null` where no value of points is given. */
  readonly cost: string | null;
  /** Cost ÷ sales; `null` without either. */
  readonly costShare: number | null;
  /** At the end, from the lowest tier to the highest; `null`: none. */
  readonly tiers: readonly { readonly tier: string | null; readonly members: number }[];
  /** Of what members hold at the end: the months in which it expires, soonest first. */
  readonly expiring: readonly { readonly month: string; readonly points: number }[];
}

export interface SummarizeProgramOptions {
  readonly from: TimeInput;
  /** The first instant that is no longer in the period. */
  readonly to: TimeInput;
  /** Which points; the program's main ones unless given. */
  readonly currency?: string | undefined;
  /** What points bring when they are redeemed, in the program's money. */
  readonly value?: PointValue | undefined;
}

/**
 * How is the program doing: who takes part, what is earned, spent and lost, and what does it cost?
 *
 * For the monthly report. Each is a plain count or ratio over the period, exact, with no estimate in
 * it; the points spent in a period are mostly those earned before, so that a redemption rate above 1 is
 * no fault. For the share of points that will never be redeemed use `estimateBreakage`, for what is owed
 * `pointsLiability`.
 *
 * An entry belongs to the period in which it was recorded, so that what was reported once stays as it
 * was; what the clock did (expiry) belongs to its own instant, whether an entry wrote it down or not.
 *
 * @param engine - of the members' program
 * @param entries - of any number of members, each member's from version 1 on, in order
 * @param options - the period [`from`, `to`); `currency`; `value`, such as `{ points: 100, amount: "1.00" }`,
 *   without which there is no cost
 * @returns plain data, in the order of a report
 *
 * Edge cases: no members give zeros and `null` rates; sales in other money count by the order's exchange rate.
 *
 * @throws InputError `end_before_start`, `unknown_currency`, `wrong_program`, `unknown_version`,
 *   `invalid_argument`, `invalid_time`, and what is wrong with an order in an award that was altered;
 *   LedgerError `corrupt_entry`, `version_gap`, `wrong_account`, `newer_format`, `unknown_effect`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, summarizeProgram } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "UTC",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P12M" } } },
 *   rules: [{ id: "base", award: { type: "rate", points: 10, per: "1.00" } }],
 * });
 * const bought = decide(engine, createAccount(engine, "ada"), {
 *   type: "completeOrder",
 *   id: "c1",
 *   at: "2026-03-05T09:00:00Z",
 *   order: { id: "O1", lines: [{ id: "shoes", amount: "80.00" }] },
 * });
 * const entries = "entry" in bought ? [bought.entry] : [];
 * const march = summarizeProgram(engine, entries, {
 *   from: "2026-03-01",
 *   to: "2026-04-01",
 * });
 * [march.points.earned, march.sales, march.activeMembers]; // => [800, "80.00", 1]
 * march.expiring; // => [{ month: "2027-03", points: 800 }]
 * ```
 */
export function summarizeProgram(
  engine: Engine,
  entries: readonly Entry[],
  options: SummarizeProgramOptions,
): ProgramSummary {
  const { value } = readOptions(options, ["from", "to", "currency", "value"]);
  const program = checkEngine(engine).latest();
  const { money } = program.program;
  const from = parseInstant(options.from, program.zone, ["from"]);
  const to = parseInstant(options.to, program.zone, ["to"]);
  if (!(from < to)) {
    throw new InputError("end_before_start", "expected an end after the start", ["to"]);
  }
  const period = { from: formatInstant(from), to: formatInstant(to) };
  const currency = currencyOf(program, options.currency).name;
  const rate = value === undefined ? null : readValue(value, money.scale);
  const points = { earned: 0, received: 0, spent: 0, expired: 0, revoked: 0, sent: 0 };
  const tiers: (string | null)[] = [];
  const expiring = new Map<string, number>();
  let known = 0;
  let active = 0;
  let outstanding = 0;
  let debt = 0;
  let orders = 0;
  let sales = 0;
  const histories = groupEntries(entries);
  for (const history of histories.values()) {
    const until = entriesBefore(history, period.to);
    if (until.length === 0) continue;
    known++;
    const before = entriesBefore(until, period.from);
    // Its last millisecond: what happens at an end belongs to what begins there.
    const start =
      before.length === 0
        ? NOTHING
        : walletOf(viewAccount(engine, replay(before), from - 1), currency);
    const view = viewAccount(engine, replay(until), to - 1);
    const end = walletOf(view, currency);
    points.earned += end.issued - start.issued;
    for (const name of MOVES) points[name] += end[name] - start[name];
    outstanding += end.active + end.pending;
    debt += end.debt;
    for (const { expiresAt, remaining } of end.lots) {
      if (expiresAt === null) continue;
      const month = monthOf(expiresAt, program.zone);
      expiring.set(month, (expiring.get(month) ?? 0) + remaining);
    }
    tiers.push(view.tier?.level ?? null);
    const tally = tallyPeriod(until, period.from, engine, histories);
    if (tally.isActive) active++;
    orders += tally.orders;
    sales += tally.sales;
  }
  const cost = rate === null ? null : costOf(points.spent, rate);
  return {
    ...period,
    currency,
    members: known,
    activeMembers: active,
    activeRate: ratio(active, known),
    points,
    outstanding,
    debt,
    redemptionRate: ratio(points.spent, points.earned),
    breakageRate: ratio(points.expired, points.earned),
    orders,
    sales: formatUnits(sales, money.scale),
    cost: cost === null ? null : formatUnits(cost, money.scale),
    costShare: cost === null ? null : ratio(cost, sales),
    tiers: countTiers(engine, tiers),
    expiring: [...expiring]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([month, count]) => ({ month, points: count })),
  };
}

const MOVES = ["received", "spent", "expired", "revoked", "sent"] as const;

const NOTHING = {
  issued: 0,
  received: 0,
  spent: 0,
  expired: 0,
  revoked: 0,
  sent: 0,
  active: 0,
  pending: 0,
  debt: 0,
  lots: [],
} as const satisfies Partial<WalletView>;

function walletOf(view: AccountView, currency: string): Pick<WalletView, keyof typeof NOTHING> {
  return view.wallets.find((wallet) => wallet.currency === currency) ?? NOTHING;
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null;
}
