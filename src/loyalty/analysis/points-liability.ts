import { readOptions } from "../../core/check-names.ts";
import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { formatUnits } from "../../money/scaled.ts";
import { spreadUnits } from "../../money/share-out.ts";
import { round, toSafe } from "../../money/whole.ts";
import { formatInstant, parseInstant } from "../../time/instant.ts";
import { currencyOf } from "../engine/currency.ts";
import type { Engine } from "../engine/engine.ts";
import { checkEngine } from "../engine/program-of.ts";
import { viewAs } from "../engine/view-account.ts";
import type { Account } from "../ledger/account.ts";
import { type Breakage, PARTS, readBreakage } from "./breakage.ts";
import { monthOf } from "./month.ts";
import { type PointValue, readValue } from "./read-money.ts";

/** What outstanding points cost, as of an instant. Money is decimal strings of the program's. */
export interface PointsLiability {
  readonly asOf: string;
  readonly currency: string;
  readonly accounts: number;
  /** In lots: pending, active and held. */
  readonly points: number;
  /** What members owe; not set off against what others hold. */
  readonly debt: number;
  /** What the points would bring if all were redeemed. */
  readonly value: string;
  /** What of it will expire unredeemed, as expected. */
  readonly breakage: string;
  /** The value less breakage. */
  readonly liability: string;
  readonly byExpiry: readonly LiabilityOfMonth[];
}

/** Points by the month in which they expire, in the program's zone; `null` for never. */
export interface LiabilityOfMonth {
  readonly month: string | null;
  readonly points: number;
  readonly value: string;
  readonly breakage: string;
  readonly liability: string;
}

export interface PointsLiabilityOptions {
  readonly asOf: TimeInput;
  /** What points bring when they are redeemed, in the program's money. */
  readonly value: PointValue;
  /** Which points; the program's main ones unless given. */
  readonly currency?: string | undefined;
  /** What will expire: a share of all, by the days that a lot has left, or as estimated by age. */
  readonly breakage?: Breakage | undefined;
}

/** What {@link pointsLiability} does unless told otherwise. */
export const POINTS_LIABILITY_DEFAULTS = { breakage: "0" } as const;

/**
 * What do the points that members hold cost us, if they redeem what we expect?
 *
 * For the balance sheet by the cost-accrual view, for planning, and to hold against what
 * `allocateRevenue` has deferred (which is by the price of the points, not by their cost). Breakage
 * is applied lot by lot: points about to expire are less likely to be redeemed.
 *
 * value = Σ points × amount ÷ points of the rate; liability = Σ points × (1 − b) × amount ÷ points of
 * the rate, b the breakage of the lot. Each is rounded once, half up, over all lots; liability and
 * breakage are spread over months by largest remainder, so that months sum to the total.
 *
 * @param engine - of the accounts' program
 * @param accounts - as last stored; none may have been decided after `asOf` (use `replay` with `until`)
 * @param options - `asOf`; `value`, such as `{ points: 100, amount: "1.00" }`; `currency`; `breakage` (none):
 *   a fraction such as `"0.15"` of points that can expire, bands such as `[{ days: 30, rate: "0.6" },
 *   { rate: "0.1" }]` by days left (at most `days`; the first that fits), or the result of
 *   `estimateBreakage`, by each lot's own age: (F(∞) − F(age)) ÷ S(age)
 * @returns whole points and money as decimal strings; `value` = `breakage` + `liability`, in each month
 *   and in all
 *
 * Edge cases: what has expired by `asOf` is gone, whether an entry says so or not; points that never
 * expire have no breakage; held points count; points still undecided in an estimate, and ages beyond
 * its curve, count as redeemed. No accounts give zeros.
 *
 * @throws InputError `before_clock`, `wrong_program`, `unknown_version`, `unknown_currency`,
 *   `out_of_range`, `invalid_decimal`, `inexact`, `negative_value`, `invalid_time`, `invalid_argument`;
 *   LedgerError `corrupt_account`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, pointsLiability } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P12M" } } },
 * });
 * const granted = decide(engine, createAccount(engine, "ada"), {
 *   type: "grant",
 *   id: "g1",
 *   at: "2026-03-01T09:00:00Z",
 *   points: 1250,
 * });
 * const accounts = "account" in granted ? [granted.account] : [];
 * const owed = pointsLiability(engine, accounts, {
 *   asOf: "2026-04-01",
 *   value: { points: 100, amount: "1.00" },
 *   breakage: "0.2",
 * });
 * [owed.value, owed.breakage, owed.liability]; // => ["12.50", "2.50", "10.00"]
 * owed.byExpiry.map(({ month, points }) => [month, points]); // => [["2027-03", 1250]]
 * ```
 */
export function pointsLiability(
  engine: Engine,
  accounts: Iterable<Account>,
  options: PointsLiabilityOptions,
): PointsLiability {
  const {
    value,
    breakage,
    currency: name,
  } = readOptions(options, ["asOf", "value", "currency", "breakage"]);
  const program = checkEngine(engine).latest();
  const { scale } = program.program.money;
  const asOf = parseInstant(options.asOf, program.zone, ["asOf"]);
  const currency = currencyOf(program, name).name;
  const rate = readValue(value, scale);
  const breakageOf = readBreakage(breakage ?? POINTS_LIABILITY_DEFAULTS.breakage, asOf);
  const months = new Map<string | null, Sums>();
  let count = 0;
  let debt = 0;
  for (const account of checkIterable(accounts)) {
    count++;
    const { wallets } = viewAs(engine, account, asOf, ["asOf"]);
    const wallet = wallets.find((one) => one.currency === currency);
    if (wallet === undefined) continue;
    debt += wallet.debt;
    for (const lot of wallet.lots) {
      const month = lot.expiresAt === null ? null : monthOf(lot.expiresAt, program.zone);
      const sums = months.get(month) ?? { points: 0n, kept: 0n };
      const points = BigInt(lot.remaining);
      sums.points += points;
      sums.kept += points * BigInt(PARTS - breakageOf(lot));
      months.set(month, sums);
    }
  }
  return {
    asOf: formatInstant(asOf),
    currency,
    accounts: count,
    debt,
    ...toMoney([...months].sort(byMonth), rate, scale),
  };
}

interface Sums {
  points: bigint;
  /** Points expected to be redeemed, in parts of a point. */
  kept: bigint;
}

function toMoney(
  months: readonly (readonly [string | null, Sums])[],
  rate: { readonly points: number; readonly units: number },
  scale: number,
): Pick<PointsLiability, "points" | "value" | "breakage" | "liability" | "byExpiry"> {
  const points = months.reduce((sum, [, sums]) => sum + sums.points, 0n);
  const kept = months.reduce((sum, [, sums]) => sum + sums.kept, 0n);
  const worth = (amount: bigint, parts: bigint): number =>
    round(amount * BigInt(rate.units), parts * BigInt(rate.points), "halfUp");
  const value = worth(points, 1n);
  const liability = worth(kept, BigInt(PARTS));
  const broken = months.map(([, sums]) => sums.points * BigInt(PARTS) - sums.kept);
  const liabilities = spread(
    liability,
    months.map(([, sums]) => sums.kept),
  );
  // Spread on its own, so that no month's breakage is below zero.
  const breakages = spread(value - liability, broken);
  return {
    points: toSafe(points),
    value: formatUnits(value, scale),
    breakage: formatUnits(value - liability, scale),
    liability: formatUnits(liability, scale),
    byExpiry: months.map(([month, sums], index) => ({
      month,
      points: toSafe(sums.points),
      value: formatUnits(liabilities[index] + breakages[index], scale),
      breakage: formatUnits(breakages[index], scale),
      liability: formatUnits(liabilities[index], scale),
    })),
  };
}

function spread(total: number, weights: readonly bigint[]): number[] {
  return weights.some((weight) => weight > 0n)
    ? spreadUnits(total, weights)
    : weights.map((_, index) => (index === 0 ? total : 0));
}

function byMonth(
  [one]: readonly [string | null, Sums],
  [other]: readonly [string | null, Sums],
): number {
  if (one === other) return 0;
  if (one === null) return 1;
  return other === null || one < other ? -1 : 1;
}

function checkIterable(accounts: Iterable<Account>): Iterable<Account> {
  if (typeof accounts === "object" && accounts !== null && Symbol.iterator in accounts) {
    return accounts;
  }
  throw new InputError("invalid_argument", `expected accounts, got ${show(accounts)}`, [
    "accounts",
  ]);
}
