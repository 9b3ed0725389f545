import type { CustomerId, IdColumn } from "../core/columns.ts";
import type { Warning } from "../core/warning.ts";
import type { QuantileType } from "../numeric/quantile.ts";
import type { RfmExtraColumn, RfmExtraScore, RfmExtraScorer } from "./extra-types.ts";

/** One thing for each dimension. */
export interface RfmTriple<Value = number> {
  readonly r: Value;
  readonly f: Value;
  readonly m: Value;
}

export type RfmDimension = keyof RfmTriple;

/** How scores are made; part of the scorer. */
export interface RfmSettings {
  /** F: distinct purchase days, order lines, or repeat purchase days. */
  readonly frequency: "days" | "orders" | "repeats";
  /** M: revenue, or revenue per purchase day. */
  readonly monetary: "sum" | "mean";
  /** Scores run from 1 to this. */
  readonly bins: RfmTriple;
  /** Where cuts lie: at sample quantiles, at steps of equal width, where the caller says, by rank. */
  readonly method: "quantile" | "equalWidth" | "custom" | "rank";
  /** Hyndman and Fan's number; read by `quantile` alone. */
  readonly quantileType: QuantileType;
  /** Customers of equal value share a score, or are ranked further to fill the bins evenly. */
  readonly ties: "together" | "spread";
  /** Nested: F is cut within each R score, M within each pair of R and F scores. */
  readonly nested: "independent" | "nested";
  /** Weights of the three scores in `composite`. */
  readonly weights: RfmTriple;
}

/**
 * The cuts of a dimension, ascending: one less than bins, equal ones where ties collapse bins. One
 * list for all customers; nested, F has one for each R score, from 1 on, and M one for each pair of
 * R and F scores, F running faster. A cell without customers has the cuts of all customers.
 */
export type RfmThresholds = readonly (readonly number[])[];

/** Everything needed to score further customers by the same rule: plain, storable data. */
export interface RfmScorer {
  readonly kind: "rfm-scorer";
  readonly version: 1;
  /** The day of the base from which the cuts were taken. */
  readonly asOf: string;
  readonly settings: RfmSettings;
  readonly thresholds: RfmTriple<RfmThresholds>;
  /** Dimensions beside R, F and M, where there are some. */
  readonly extra?: readonly RfmExtraScorer[];
}

/** A customer's measures and scores. */
export interface RfmScore {
  readonly customerId: CustomerId;
  readonly daysSinceLast: number;
  readonly frequency: number;
  readonly monetary: number;
  readonly revenue: number;
  readonly r: number;
  readonly f: number;
  readonly m: number;
  /** By the name of the dimension, where there are some beside R, F and M. */
  readonly extra?: Readonly<Record<string, RfmExtraScore>>;
  /** The R, F and M scores side by side, `"543"`; with dashes where one has more than 9 bins. */
  readonly code: string;
  /** Weighted mean of all scores. */
  readonly composite: number;
}

/** {@link RfmScore} as parallel columns. Measures are those of the base, not copied. */
export interface RfmScoreTable {
  readonly customerId: IdColumn;
  readonly daysSinceLast: Float64Array;
  readonly frequency: Float64Array;
  readonly monetary: Float64Array;
  readonly revenue: Float64Array;
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
  /** By the name of the dimension, where there are some beside R, F and M. */
  readonly extra?: Readonly<Record<string, RfmExtraColumn>>;
  /** 100 r + 10 f + m; 10000 r + 100 f + m where a dimension has more than 9 bins. */
  readonly code: Uint32Array;
  readonly composite: Float64Array;
}

export type RfmWarningCode = "collapsed_bins" | "fewer_customers_than_bins" | "ties_kept_together";

interface RfmFrame {
  readonly asOf: string;
  readonly scorer: RfmScorer;
  readonly warnings: readonly Warning<RfmWarningCode>[];
}

/** Scores of a base, in the order of its customers. */
export interface RfmScores extends RfmFrame {
  readonly scores: readonly RfmScore[];
}

/** {@link RfmScores} with columns: for size and speed, not for storage. */
export interface RfmScoreColumns extends RfmFrame {
  readonly scores: RfmScoreTable;
}
