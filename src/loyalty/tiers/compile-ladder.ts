import { checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseUnits } from "../../money/scaled.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { type Duration, type LeapDay, parseDuration } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
import {
  anything,
  type Check,
  choice,
  distinct,
  fields,
  listOf,
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

export type CompiledWindow =
  | { readonly type: "rolling"; readonly period: Duration }
  | { readonly type: "calendar_year" | "anniversary" | "lifetime" };

export interface CompiledLevel {
  readonly id: string;
  /** Its place on the ladder, from 0. */
  readonly rank: number;
  /** Inclusive, in minor units of money, points, orders or visits. */
  readonly threshold: number;
  readonly benefits: readonly string[];
  readonly vouchers: readonly { readonly reward: string; readonly validFor: Duration | null }[];
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
function ladderShape(): Check {
  const level = fields(
    { id: checkName, threshold: anything },
    {
      multiplier: anything,
      benefits: listOf(checkName),
      vouchers: listOf(fields({ reward: checkName }, { validFor: parseDuration })),
    },
  );
  const ofPeriods = [{}, { period: anything }] as const;
  const window = variants({
    rolling: [{ period: checkWindow }],
    calendar_year: ofPeriods,
    anniversary: ofPeriods,
    lifetime: ofPeriods,
  });
  const metric = choice("spend", "points", "orders", "visits");
  return fields(
    { metric, window, levels: distinct(level) },
    { currency: anything, failedReview: choice("requalify", "one_step"), grace: checkGrace },
  );
}

/**
 * Checks a ladder.
 *
 * @throws `invalid_shape`, `invalid_option`, `invalid_duration`, `invalid_decimal`, `inexact`,
 *   `out_of_range`, `not_a_number`, `duplicate_id`, `unknown_currency`, `unknown_key`, with the path
 *   in the program.
 */
export function compileLadder(ladder: TierLadder, parts: LadderParts): CompiledLadder {
  ladderShape()(ladder, PATH);
  const { metric, window, failedReview = "requalify", grace } = ladder;
  const levels = compileLevels(ladder, parts.moneyScale);
  const hasPeriods = window.type === "calendar_year" || window.type === "anniversary";
  if (!hasPeriods && (grace !== undefined || failedReview !== "requalify")) {
    const name = grace === undefined ? "failedReview" : "grace";
    const message = `"${name}" is about reviews of a period, which a ${window.type} window has not`;
    throw new InputError("invalid_option", message, [...PATH, name]);
  }
  return {
    metric,
    currency: compileCurrency(ladder.currency, metric, parts, [...PATH, "currency"]),
    window:
      window.type === "rolling"
        ? { type: window.type, period: parseDuration(window.period, []) }
        : { type: window.type },
    levels,
    lowest: levels[0].threshold === 0 ? 0 : -1,
    failedReview,
    grace: grace === undefined ? null : parseDuration(grace, []),
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

function compileLevels({ levels, metric }: TierLadder, scale: number): readonly CompiledLevel[] {
  if (levels.length === 0) {
    throw new InputError("invalid_shape", "expected a level or more", [...PATH, "levels"]);
  }
  let above = -1;
  return levels.map((level, rank): CompiledLevel => {
    const place = [...PATH, "levels", rank, "threshold"];
    const threshold = checkInteger(
      metric === "spend" ? parseUnits(level.threshold, scale, place) : level.threshold,
      place,
    );
    if (threshold <= above) {
      const message = `expected more than the level below, got ${show(level.threshold)}`;
      throw new InputError("out_of_range", message, place);
    }
    above = threshold;
    const { id, benefits = [], vouchers = [] } = level;
    return {
      id,
      rank,
      threshold,
      benefits: [...benefits],
      vouchers: vouchers.map(({ reward, validFor }) => ({
        reward,
        validFor: validFor === undefined ? null : parseDuration(validFor, []),
      })),
    };
  });
}

function checkWindow(period: unknown, path: ErrorPath): void {
  const days = longestDays(parseDuration(period, path));
  if (days > 0 && days <= LONGEST_WINDOW_DAYS) return;
  const message = `expected more than nothing, a century at most, got ${show(period)}`;
  throw new InputError("out_of_range", message, path);
}

function checkGrace(grace: unknown, path: ErrorPath): void {
  if (longestDays(parseDuration(grace, path)) < SHORTEST_YEAR_DAYS) return;
  throw new InputError("out_of_range", `expected less than a year, got ${show(grace)}`, path);
}

function longestDays({ months, days, ms }: Duration): number {
  return months * LONGEST_MONTH_DAYS + days + ms / MS_PER_DAY;
}

function checkName(value: unknown, path: ErrorPath): void {
  if (typeof value !== "string" || value === "") throw wrongShape("a name", value, path);
}
