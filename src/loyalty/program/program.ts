import type { RoundUp } from "./currency.ts";
import type { EarningRule } from "./earning-rule.ts";
import type { ProgramMoney } from "./money.ts";
import type { ProgramPolicies } from "./policies.ts";
import type { RedemptionOption } from "./redemption-option.ts";
import type { TierLadder } from "./tier-ladder.ts";

/**
 * One version of a loyalty program: plain data, to be kept in a file or a database.
 *
 * Durations are written as ISO 8601 has them: `P12M`, `P30D`, `P1Y`, `PT30M`. Years, months, weeks
 * and days are those of the calendar in the program's zone; hours, minutes and seconds are elapsed.
 * Money is a decimal string, points are whole numbers of the currency's smallest unit.
 */
export interface Program {
  readonly id: string;
  /** 1, 2, 3 …: a change of the program is a new version. */
  readonly version: number;
  /** An IANA name, such as `Europe/Berlin`: it decides where days, months and years end. */
  readonly timeZone: string;
  /** The money that rules speak of. */
  readonly money: ProgramMoney;
  /** The points, by name. Rules that name no currency award the first that can be spent. */
  readonly currencies: Readonly<Record<string, PointCurrency>>;
  readonly rules?: readonly EarningRule[];
  readonly caps?: readonly EarningCap[];
  /** What the program as a whole may award; the host keeps the counter. */
  readonly budgets?: readonly ProgramBudget[];
  readonly redemptions?: readonly RedemptionOption[];
  readonly tiers?: TierLadder;
  /** The stores that orders may name; any, where left out. */
  readonly stores?: readonly Store[];
  readonly channels?: readonly string[];
  readonly policies?: ProgramPolicies;
}

/** A kind of points, in a wallet of its own. */
export interface PointCurrency {
  /** Digits that people see after the point: 2 where 100 units are one point. Default 0. */
  readonly scale?: number;
  /** Points that only count for a tier cannot be spent, held or sent. Default true. */
  readonly spendable?: boolean;
  /** How long after the order (or action) points become active, unrounded. Default: at once. */
  readonly pendingFor?: string;
  /** How long after they were earned points live, rounded up to an end (default: of the day). */
  readonly life?: { readonly period: string; readonly roundUp?: RoundUp };
  /** All of the balance lapses where a member neither earns nor spends for so long; never rounded. */
  readonly inactivity?: string;
  /** The most that a wallet may hold, pending points included. */
  readonly maximumBalance?: number;
}

/** The calendar windows of caps; `order` is each order by itself, `lifetime` has no end. */
export type CapWindow = "order" | "day" | "week" | "month" | "year" | "lifetime";

/**
 * The most that one member may earn in a window, over all rules of its currency or over those named;
 * what a member earns by friends who order is bounded by it too.
 */
export interface EarningCap {
  readonly id: string;
  /** Which points; the first that can be spent unless named. */
  readonly currency?: string;
  readonly window: CapWindow;
  /** In points, net of what refunds took back. */
  readonly points?: number;
  /** In awards, refunded ones included. */
  readonly count?: number;
  /** Rule ids; all rules of the currency where left out. */
  readonly rules?: readonly string[];
}

/**
 * The most that the program may award, over all members, by the rules named (or all of its currency);
 * what a referral brings the referrer is not counted.
 */
export interface ProgramBudget {
  readonly id: string;
  /** Which points; the first that can be spent unless named. */
  readonly currency?: string;
  readonly rules?: readonly string[];
}

/** Where orders are made; what is earned in one and spent in another is settled between them. */
export interface Store {
  readonly id: string;
  /** Who bears the cost of the points earned here, where it is not the store itself. */
  readonly settlesTo?: string;
}
