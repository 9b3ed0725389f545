import type { Predicate } from "../../criteria/field.ts";
import type { Ratio } from "../../money/scaled.ts";
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
  readonly actionRules: ReadonlyMap<string, readonly CompiledRule[]>;
  /** By window, the shortest first, then by id. */
  readonly caps: readonly CompiledCap[];
  readonly budgets: readonly CompiledBudget[];
  readonly tiers: CompiledTiers | null;
  /** Rates by the order's currency; all others, which take an exchange rate, have one plan. */
  readonly plans: ReadonlyMap<string, MoneyPlan>;
  readonly foreignPlan: MoneyPlan;
  readonly stores: ReadonlySet<string> | null;
  readonly channels: ReadonlySet<string> | null;
  readonly hasReferral: boolean;
  readonly asked: AskedFields;
  readonly keys: KeyCache;
  /** The returns window, for points that wait for its end. */
  readonly returns: string;
}

/** What conditions ask about: an award keeps no more of a member than that. */
export interface AskedFields {
  readonly member: readonly string[];
  readonly order: ReadonlySet<string>;
  readonly segments: boolean;
  readonly enrolled: boolean;
}

export interface CompiledRule {
  /** Its place among all rules by id. */
  readonly index: number;
  readonly id: string;
  readonly currency: CompiledCurrency;
  readonly award: CompiledAward;
  readonly when: Predicate<EarningSubject> | null;
  readonly lines: Predicate<LineFacts> | null;
  readonly from: number;
  readonly until: number;
  readonly once: KeyWindow | null;
  readonly group: RuleGroup | null;
  readonly priority: number;
  readonly pendingFor: string | undefined;
}

/** Rules of which one wins. A mixed group holds multipliers and others. */
export interface RuleGroup {
  readonly name: string;
  readonly isMixed: boolean;
}

export type CompiledAward =
  | { readonly type: "rate" | "step"; readonly points: number }
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
    };

export interface MultiplierAward {
  readonly type: "multiplier";
  readonly factor: Ratio;
  /** What it is above one, in units of the program's `factorDen`; `NaN` where that is not safe. */
  readonly excess: number;
  /** Places of the rules that it is a factor on; all rates and steps where `null`. */
  readonly targets: ReadonlySet<number> | null;
}

/** How money of one currency becomes points, by the rule's place. */
export interface MoneyPlan {
  readonly rates: readonly (PlanRate | null)[];
  /** Common denominator of rates (points per unit of money). */
  readonly rateDen: number;
  /** Common denominator of factors. */
  readonly factorDen: number;
  readonly needsExchange: boolean;
}

export interface PlanRate {
  /** Points per unit (not minor unit) of money. */
  readonly ratio: Ratio;
  /** The same in units of `rateDen`; `NaN` where that is not safe. */
  readonly units: number;
  /** Of a step: the amount that is full, in units of money. */
  readonly per: Ratio;
  readonly perNum: number;
  readonly perDen: number;
  readonly isExchanged: boolean;
}

export interface CompiledCap {
  readonly id: string;
  readonly currency: CompiledCurrency;
  readonly window: CapWindow;
  readonly points: number;
  readonly count: number;
  readonly rules: ReadonlySet<string> | null;
  readonly pointsKey: KeyWindow | null;
  readonly countKey: KeyWindow | null;
}

export interface CompiledBudget {
  readonly id: string;
  readonly currency: CompiledCurrency;
  readonly rules: ReadonlySet<string> | null;
}

/** What earning needs of the ladder. */
export interface CompiledTiers {
  readonly metric: "spend" | "points" | "orders" | "visits";
  readonly currency: string;
  /** From the lowest up. */
  readonly levels: readonly CompiledTierLevel[];
}

export interface CompiledTierLevel {
  readonly id: string;
  readonly threshold: number;
  readonly factor: Ratio;
  /** Its factor as a rule of each currency; none where it is 1. */
  readonly rules: readonly CompiledRule[];
}

/** The counters that rules look at, for instants of [start, end). */
export interface KeyCache {
  readonly fixed: readonly string[];
  readonly windows: readonly KeyWindow[];
  start: number;
  end: number;
  set: ReadonlySet<string>;
}
