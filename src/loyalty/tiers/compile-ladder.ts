import { check, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { type Fraction, ONE } from "../../money/fraction.ts";
import { parseUnits } from "../../money/scaled.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { type Duration, type LeapDay, parseDuration } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
import {
  anything,
  checkFactor,
  choice,
  distinct,
  fields,
  listOf,
  optional,
  variants,
  wrongShape,
} from "../program/shape.ts";
import type { TierLadder } from "../program/tier-ladder.ts";

/** A period of the ladder, with the start of the one before. */
export interface Period {
  readonly previous: number;
  readonly start: number;
  readonly end: number;
}

/** A ladder, checked. */
export interface CompiledLadder {
  readonly metric: TierLadder["metric"];
  /** The points that count; `null` with any other metric. */
  readonly currency: string | null;
  readonly window: CompiledWindow;
  /** From the lowest threshold to the highest. */
  readonly levels: readonly CompiledLevel[];
  /** The place of the level that takes no credit; -1 where each takes some. */
  readonly lowest: number;
  readonly failedReview: "requalify" | "one_step";
  readonly grace: Duration | null;
  readonly zone: Zone;
  readonly leapDay: LeapDay;
  /** Found last, and most often asked for again; anchors matter to anniversaries alone. */
  readonly lastPeriod: { anchor: number; period: Period | null };
}

export interface CompiledWindow {
  readonly type: TierLadder["window"]["type"];
  /** Is it reviewed period by period? Else it is a sum of what still counts. */
  readonly hasPeriods: boolean;
  /** How long credit counts; `null` where it does not leave: for life, or to the end of a period. */
  readonly period: Duration | null;
}

export interface CompiledLevel {
  readonly id: string;
  /** Its place on the ladder, from 0. */
  readonly rank: number;
  /** Inclusive, in minor units of money, points, orders or visits. */
  readonly threshold: number;
  /** On base points. */
  readonly factor: Fraction;
  readonly benefits: readonly string[];
  readonly vouchers: readonly {
    readonly reward: string;
    readonly validFor: Duration | null;
  }[];
}

/** What a ladder needs to know of its program. */
export interface LadderParts {
  readonly zone: Zone;
  readonly moneyScale: number;
  /** By name; the first is meant where the ladder names none. */
  readonly currencies: ReadonlyMap<string, unknown>;
  readonly leapDay: LeapDay;
}

// The shortest year: grace that ended with the next review would leave that one nothing to do.
const SHORTEST_YEAR_DAYS = 365;
const LONGEST_MONTH_DAYS = 31;
const LONGEST_WINDOW_DAYS = 37_200;
const PATH = ["tiers"] as const;

// Made when it is wanted: whoever compiles no program carries none of it.
function ladderShape() {
  const voucher = fields({
    reward: checkName,
    validFor: optional(parseDuration, null),
  });
  const level = fields({
    id: checkName,
    threshold: anything,
    multiplier: optional(checkFactor, ONE),
    benefits: optional(listOf(checkName), []),
    vouchers: optional(listOf(voucher), []),
  });
  const window = variants({
    rolling: { period: checkWindow },
    calendar_year: { period: none },
    anniversary: { period: none },
    lifetime: { period: none },
  });
  return fields({
    metric: choice("spend", "points", "orders", "visits"),
    window,
    levels: distinct(level),
    currency: anything,
    failedReview: optional(choice("requalify", "one_step"), "requalify"),
    grace: optional(checkGrace, null),
  });
}

/**
 * Checks a ladder.
 *
 * @throws `invalid_shape`, `invalid_option`, `invalid_duration`, `invalid_decimal`, `inexact`,
 *   `out_of_range`, `not_a_number`, `duplicate_id`, `unknown_currency`, `unknown_key`, with the path
 *   in the program.
 */
export function compileLadder(ladder: TierLadder, parts: LadderParts): CompiledLadder {
  const { metric, window, failedReview, grace, levels: read } = ladderShape()(ladder, PATH);
  const { type, period } = window;
  const hasPeriods = type === "calendar_year" || type === "anniversary";
  if (!hasPeriods && (grace !== null || failedReview !== "requalify")) {
    const name = grace === null ? "failedReview" : "grace";
    const message = `"${name}" is about reviews of a period, which a ${type} window has not`;
    throw new InputError("invalid_option", message, [...PATH, name]);
  }
  const thresholds = readThresholds(ladder, parts.moneyScale);
  const levels = read.map(({ id, multiplier: factor, benefits, vouchers }, rank) => {
    return { id, rank, threshold: thresholds[rank], factor, benefits, vouchers };
  });
  return {
    metric,
    currency: compileCurrency(ladder.currency, metric, parts, [...PATH, "currency"]),
    window: { type, hasPeriods, period },
    levels,
    lowest: thresholds[0] === 0 ? 0 : -1,
    failedReview,
    grace,
    zone: parts.zone,
    leapDay: parts.leapDay,
    lastPeriod: { anchor: Number.NaN, period: null },
  };
}

function compileCurrency(
  currency: unknown,
  metric: TierLadder["metric"],
  { currencies }: LadderParts,
  path: ErrorPath,
): string | null {
  if (metric !== "points") {
    if (currency === undefined) return null;
    const message = `"currency" means nothing with the metric "${metric}"`;
    throw new InputError("invalid_option", message, path);
  }
  for (const name of currencies.keys()) {
    if (currency === undefined || currency === name) return name;
  }
  const message = `expected a currency of the program, got ${show(currency)}`;
  throw new InputError("unknown_currency", message, path);
}

function readThresholds({ levels, metric }: TierLadder, scale: number): readonly number[] {
  if (levels.length === 0) {
    throw new InputError("invalid_shape", "expected a level or more", [...PATH, "levels"]);
  }
  let above = -1;
  return levels.map(({ threshold }, rank) => {
    const place = [...PATH, "levels", rank, "threshold"];
    const read = metric === "spend" ? parseUnits(threshold, scale, place) : threshold;
    const units = checkInteger(read, place);
    if (units > above) {
      above = units;
      return units;
    }
    const message = `expected more than the level below, got ${show(threshold)}`;
    throw new InputError("out_of_range", message, place);
  });
}

function checkWindow(text: unknown, path: ErrorPath): Duration {
  const period = parseDuration(text, path);
  const days = longestDays(period);
  check(
    days > 0 && days <= LONGEST_WINDOW_DAYS,
    "out_of_range",
    path,
    "more than nothing, a century at most",
    text,
  );
  return period;
}

function checkGrace(text: unknown, path: ErrorPath): Duration {
  const grace = parseDuration(text, path);
  check(longestDays(grace) < SHORTEST_YEAR_DAYS, "out_of_range", path, "less than a year", text);
  return grace;
}

function none(): null {
  return null;
}

function longestDays({ months, days, ms }: Duration): number {
  return months * LONGEST_MONTH_DAYS + days + ms / MS_PER_DAY;
}

function checkName(value: unknown, path: ErrorPath): string {
  if (typeof value === "string" && value !== "") return value;
  throw wrongShape("a name", value, path);
}
