import type { Condition } from "../../criteria/condition.ts";
import type { LineVocabulary, OrderVocabulary } from "../earning/vocabulary.ts";

/** What earns points, and how many. */
export interface EarningRule {
  /** Unique; names that begin with `tier:` stand for the factors of tiers. */
  readonly id: string;
  /** Which points; the first that can be spent unless named. */
  readonly currency?: string;
  /** Earned by orders (default) or by an action of this name: `review`, `birthday`, `visit` … */
  readonly action?: string;
  readonly award: RuleAward;
  /** What must hold of order, member and time. */
  readonly when?: Condition<OrderVocabulary>;
  /** Which lines of the order it is about; all where left out. */
  readonly lines?: Condition<LineVocabulary>;
  /** The rule holds in [from, until). */
  readonly from?: string;
  readonly until?: string;
  /** Of the rules of a group one wins: the largest priority, then the most points, then the id. */
  readonly group?: string;
  readonly priority?: number;
  /** At most one award to a member: ever, or in a calendar year. */
  readonly once?: "ever" | "year";
  /** Instead of what the currency says. */
  readonly pendingFor?: string;
}

export type RuleAward =
  /** Points per amount of money, in proportion: `{ points: 1, per: "1.00" }`. */
  | RateAward<"rate">
  /** Points for every full amount of money. */
  | RateAward<"step">
  /** A factor on the base points of rates, steps and (of those named) fixed awards. */
  | { readonly type: "multiplier"; readonly factor: string; readonly rules?: readonly string[] }
  | { readonly type: "fixed"; readonly points: number }
  /** For a member's first order; once for ever. */
  | { readonly type: "first_purchase"; readonly points: number }
  /** For every so many qualifying orders (or actions): points, a voucher, or both. */
  | {
      readonly type: "punch_card";
      readonly punches: number;
      readonly points?: number;
      readonly reward?: string;
    }
  /** For qualifying in so many days, weeks or months on end; then it begins anew. */
  | {
      readonly type: "streak";
      readonly every: "day" | "week" | "month";
      readonly length: number;
      readonly points: number;
    }
  /** For the referred member's order of at least `minimum` (inclusive), to both sides; once a member. */
  | {
      readonly type: "referral";
      readonly points: number;
      readonly referrerPoints: number;
      readonly minimum?: string;
    };

export interface RateAward<Type extends "rate" | "step"> {
  readonly type: Type;
  readonly points: number;
  /** In the program's money. */
  readonly per: string;
  /** In the order's own money, by currency, so that nothing is converted. */
  readonly perByCurrency?: Readonly<Record<string, string>>;
}
