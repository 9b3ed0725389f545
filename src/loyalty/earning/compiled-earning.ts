import type { Predicate } from "../../criteria/field.ts";
import type { Fraction } from "../../money/fraction.ts";
import type { Whole } from "../../money/whole.ts";
import type { Zone } from "../../time/zone.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { ProgramMoney } from "../program/money.ts";
import type { Policies } from "../program/policies.ts";
import type { CapWindow } from "../program/program.ts";
import type { KeyWindow, WindowClock } from "./counter-keys.ts";
import type { EarningSubject, LineFacts } from "./subject.ts";

/** The earning part of a program: checked, and nothing left to parse. */
export interface CompiledEarning {
  readonly money: ProgramMoney;
  readonly zone: Zone;
  readonly clock: WindowClock;
  readonly policies: Policies;
  /** By id, so that their order in the program counts for nothing. */
  readonly orderRules: readonly CompiledRule[];
  readonly actionRules: readonly CompiledRule[];
  /** By window, the shortest first, then those of fewer rules, then by id. */
  readonly caps: readonly CompiledCap[];
  readonly budgets: readonly PointLimit[];
  readonly tiers: CompiledTiers | null;
  /** Rates by the order's currency; all others, which take an exchange rate, have one plan. */
  readonly plans: ReadonlyMap<string, MoneyPlan>;
  readonly foreignPlan: MoneyPlan;
  /** With the one that bears the cost of the points earned there. */
  readonly stores: ReadonlyMap<string, string> | null;
  readonly channels: ReadonlySet<string> | null;
  readonly hasReferral: boolean;
  /** Punch cards that orders fill. */
  readonly cards: ReadonlySet<string>;
  readonly asked: AskedFields;
  readonly keys: KeyCache;
}

/** What conditions ask about: an award keeps no more of a member than that. */
export interface AskedFields {
  readonly member: readonly string[];
  readonly order: ReadonlySet<string>;
  readonly segments: boolean;
  readonly enrolled: boolean;
}

export interface CompiledRule {
  /** Its place among all rules by id; none of a tier's factor. */
  readonly index: number;
  readonly id: string;
  readonly action: string | undefined;
  readonly currency: CompiledCurrency;
  readonly award: CompiledAward;
  readonly when: Predicate<EarningSubject> | null;
  readonly lines: Predicate<LineFacts> | null;
  readonly from: number;
  readonly until: number;
  readonly once: KeyWindow | null;
  readonly group: RuleGroup | null;
  readonly priority: number;
  /** Does it leave a count: once only, of a punch card or of a streak? */
  readonly isCounted: boolean;
  readonly pendingFor: string | undefined;
}

/** Rules of which one wins. A mixed group holds multipliers and others. */
export interface RuleGroup {
  readonly name: string;
  readonly isMixed: boolean;
}

export type CompiledAward =
  | {
      readonly type: "rate" | "step";
      readonly points: number;
      readonly per: Fraction;
      readonly perByCurrency: ReadonlyMap<string, Fraction>;
    }
  | MultiplierAward
  | { readonly type: "fixed" | "first_purchase"; readonly points: number }
  | {
      readonly type: "punch_card";
      readonly punches: number;
      readonly points: number;
      readonly reward: string | null;
      readonly punchKey: string;
      readonly cycleKey: string;
    }
  | {
      readonly type: "streak";
      readonly length: number;
      readonly points: number;
      readonly window: KeyWindow;
    }
  | {
      readonly type: "referral";
      readonly points: number;
      readonly referrerPoints: number;
      /** In minor units of the program's money. */
      readonly minimum: number;
      readonly minimumText: string;
      /** Until the end of returns, unless the rule says otherwise. */
      readonly pendingFor: string;
    };

export interface MultiplierAward {
  readonly type: "multiplier";
  readonly factor: Fraction;
  /** What it is above one. */
  readonly excess: Fraction;
  /** Ids of the rules that it is a factor on; all rates and steps where `null`. */
  readonly targets: ReadonlySet<string> | null;
}

/** How money of one currency becomes points. */
export interface MoneyPlan {
  /** By the rule's place. */
  readonly rates: readonly (PlanRate | undefined)[];
  /** Is there any? */
  readonly isOfMoney: boolean;
  /** Common denominator of rates. */
  readonly den: Whole;
  /** Common denominator of factors, those of tiers included. */
  readonly below: Whole;
  readonly needsExchange: boolean;
}

export interface PlanRate {
  /** Points per unit (not minor unit) of money, over the common denominator. */
  readonly num: Whole;
  /** Of a step: the amount that is full, in units of money. */
  readonly per: Fraction;
  readonly isExchanged: boolean;
}

/** What bounds the points of some rules. */
export interface PointLimit {
  readonly id: string;
  readonly currency: CompiledCurrency;
  /** All rules of the currency where `null`. */
  readonly rules: ReadonlySet<string> | null;
}

export interface CompiledCap extends PointLimit {
  readonly window: CapWindow;
  readonly points: number;
  readonly count: number;
  readonly pointsKey: KeyWindow | null;
  readonly countKey: KeyWindow | null;
}

/** What earning needs of the ladder. */
export interface CompiledTiers {
  readonly metric: "spend" | "points" | "orders" | "visits";
  readonly currency: string;
  readonly currencies: readonly CompiledCurrency[];
  /** From the lowest up. */
  readonly levels: readonly CompiledTierLevel[];
}

export interface CompiledTierLevel {
  readonly id: string;
  readonly threshold: number;
  readonly factor: Fraction;
}

/** The counters that rules look at, for instants of [start, end). */
export interface KeyCache {
  readonly fixed: readonly string[];
  readonly windows: readonly KeyWindow[];
  start: number;
  end: number;
  set: ReadonlySet<string>;
}
