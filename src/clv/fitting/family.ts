import type { LogLikelihood } from "../../numeric/likelihood.ts";
import type { Method } from "../../numeric/optimize/method.ts";
import type { previewOf } from "./preview.ts";
import type { WeightedHistories } from "./purchase-data.ts";
import type { Tally } from "./tally.ts";

/** What a purchase model must know of itself to be fitted. Parameters are positive, in the order of the paper. */
export interface PurchaseFamily<Parameter extends string> {
  /** Gives values in the order of the parameters their names: `([r, alpha]) => ({ r, alpha })`. */
  readonly label: <Value>(values: readonly Value[]) => Readonly<Record<Parameter, Value>>;
  /** The power of time in each: 1 where it is a time (alpha), -1 a rate, 0 a shape. */
  readonly timePowers: readonly number[];
  /** Over all histories at once: shared work is done once. */
  readonly logLikelihood: (histories: WeightedHistories) => LogLikelihood;
  /** The same of a tally, by families that read it anew at every call. */
  readonly ofTally?: (tally: Tally) => LogLikelihood;
  /** What a part of many data says of all, where that spares costly looks at all of them. */
  readonly preview?: typeof previewOf;
  /** How its optimum is searched. */
  readonly method: Method;
  /**
   * Points to start from, best first, on a clock on which the longest age is 1. `alphaFor(r)` is the
   * alpha at which customers who never leave buy as often as these.
   */
  readonly starts: (
    alphaFor: (r: number) => number,
  ) => readonly [readonly number[], ...(readonly number[])[]];
  /** How many more than the first of them are tried in any case; none unless given. */
  readonly more?: number;
  /** Which parameters covariates move. */
  readonly covariates?: CovariateRoles;
}

/** By place among the parameters. `scale`: θ exp(-γ'z). `odds`: the logit of a/(a+b) shifts by γ'z, a+b stays. */
export type CovariateRoles =
  | {
      readonly transaction: { readonly scale: number };
      readonly lifetime: { readonly scale: number } | { readonly odds: readonly [number, number] };
    }
  /** θ exp(γ'z). */
  | { readonly spend: number };
