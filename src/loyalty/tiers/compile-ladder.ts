import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseUnits } from "../../money/scaled.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { type Duration, type LeapDay, parseDuration } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
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

const METRICS = ["spend", "points", "orders", "visits"] as const;
const WINDOWS = ["rolling", "calendar_year", "anniversary", "lifetime"] as const;
// The shortest year: grace that ended with the next review would leave that one nothing to do.
const SHORTEST_YEAR_DAYS = 365;
const LONGEST_MONTH_DAYS = 31;
const LONGEST_WINDOW_DAYS = 37_200;

/**
 * Checks a ladder.
 *
 * @throws `invalid_shape`, `invalid_option`, `invalid_duration`, `invalid_decimal`, `inexact`,
 *   `out_of_range`, `not_a_number`, `duplicate_id`, `unknown_currency`, with the path in the program.
 */
export function compileLadder(ladder: TierLadder, parts: LadderParts): CompiledLadder {
  const path = ["tiers"];
  checkShape(ladder, "a ladder", path);
  const metric = checkChoice(ladder.metric, METRICS, [...path, "metric"]);
  const window = compileWindow(ladder.window, [...path, "window"]);
  const levels = compileLevels(ladder, metric, parts.moneyScale, [...path, "levels"]);
  const failedReview = checkChoice(
    ladder.failedReview ?? "requalify",
    ["requalify", "one_step"],
    [...path, "failedReview"],
  );
  const grace = ladder.grace === undefined ? null : parseDuration(ladder.grace, [...path, "grace"]);
  const hasPeriods = window.type === "calendar_year" || window.type === "anniversary";
  if (!hasPeriods && (grace !== null || failedReview !== "requalify")) {
    const name = grace === null ? "failedReview" : "grace";
    const message = `"${name}" is about reviews of a period, which a ${window.type} window has not`;
    throw new InputError("invalid_option", message, [...path, name]);
  }
  if (grace !== null && longestDays(grace) >= SHORTEST_YEAR_DAYS) {
    const message = `expected less than a year, got ${show(ladder.grace)}`;
    throw new InputError("out_of_range", message, [...path, "grace"]);
  }
  return {
    metric,
    currency: compileCurrency(ladder.currency, metric, parts, [...path, "currency"]),
    window,
    levels,
    lowest: levels[0].threshold === 0 ? 0 : -1,
    failedReview,
    grace,
    zone: parts.zone,
    leapDay: parts.leapDay,
    lastPeriod: { anchor: Number.NaN, period: null },
  };
}

function compileWindow(window: TierLadder["window"], path: ErrorPath): CompiledWindow {
  checkShape(window, "a window", path);
  checkChoice(window.type, WINDOWS, [...path, "type"]);
  if (window.type !== "rolling") return { type: window.type };
  const period = parseDuration(window.period, [...path, "period"]);
  const days = longestDays(period);
  if (days > 0 && days <= LONGEST_WINDOW_DAYS) return { type: window.type, period };
  const message = `expected more than nothing, a century at most, got ${show(window.period)}`;
  throw new InputError("out_of_range", message, [...path, "period"]);
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

function compileLevels(
  { levels }: TierLadder,
  metric: TierLadder["metric"],
  scale: number,
  path: ErrorPath,
): readonly CompiledLevel[] {
  checkList(levels, "levels", path);
  if (levels.length === 0) throw new InputError("invalid_shape", "expected a level or more", path);
  const ids = new Set<string>();
  let above = -1;
  return levels.map((level, rank): CompiledLevel => {
    const at = [...path, rank];
    checkShape(level, "a level", at);
    const id = checkName(level.id, [...at, "id"]);
    if (ids.has(id)) {
      throw new InputError("duplicate_id", `expected another id than ${show(id)}`, [...at, "id"]);
    }
    ids.add(id);
    const place = [...at, "threshold"];
    const threshold = checkInteger(
      metric === "spend" ? parseUnits(level.threshold, scale, place) : level.threshold,
      place,
    );
    if (threshold <= above) {
      const message = `expected more than the level below, got ${show(level.threshold)}`;
      throw new InputError("out_of_range", message, place);
    }
    above = threshold;
    const { benefits = [], vouchers = [] } = level;
    checkList(benefits, "benefits", [...at, "benefits"]);
    checkList(vouchers, "vouchers", [...at, "vouchers"]);
    return {
      id,
      rank,
      threshold,
      benefits: benefits.map((name, index) => checkName(name, [...at, "benefits", index])),
      vouchers: vouchers.map((voucher, index) =>
        compileVoucher(voucher, [...at, "vouchers", index]),
      ),
    };
  });
}

function compileVoucher(
  voucher: { readonly reward: string; readonly validFor?: string },
  path: ErrorPath,
): CompiledLevel["vouchers"][number] {
  checkShape(voucher, "a voucher", path);
  const { validFor } = voucher;
  return {
    reward: checkName(voucher.reward, [...path, "reward"]),
    validFor: validFor === undefined ? null : parseDuration(validFor, [...path, "validFor"]),
  };
}

function longestDays({ months, days, ms }: Duration): number {
  return months * LONGEST_MONTH_DAYS + days + ms / MS_PER_DAY;
}

function checkShape(value: unknown, wanted: string, path: ErrorPath): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return;
  throw new InputError("invalid_shape", `expected ${wanted}, got ${show(value)}`, path);
}

function checkList(value: unknown, wanted: string, path: ErrorPath): void {
  if (Array.isArray(value)) return;
  throw new InputError("invalid_shape", `expected an array of ${wanted}, got ${show(value)}`, path);
}

function checkName(value: unknown, path: ErrorPath): string {
  if (typeof value === "string" && value !== "") return value;
  throw new InputError("invalid_shape", `expected a name, got ${show(value)}`, path);
}
