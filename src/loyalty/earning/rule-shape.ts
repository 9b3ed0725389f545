import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseRatio, type Ratio } from "../../money/scaled.ts";
import { parseDuration } from "../../time/duration.ts";
import type { Program } from "../program/program.ts";
import {
  anything,
  type Check,
  checkText,
  choice,
  distinct,
  fields,
  integer,
  listOf,
  variants,
  wrongShape,
} from "../program/shape.ts";

/** The windows of caps, the shortest first. */
export const WINDOWS = ["order", "day", "week", "month", "year", "lifetime"] as const;

// Made when it is wanted: whoever compiles no program carries none of it.
function listShapes(): readonly (readonly [keyof Program, Check])[] {
  const points = integer(0);
  const ids = distinct(checkText);
  const rate = [{ points, per: checkPer }, { perByCurrency: checkPers }] as const;
  const award = variants({
    rate,
    step: rate,
    multiplier: [{ factor: checkFactor }, { rules: ids }],
    fixed: [{ points }],
    first_purchase: [{ points }],
    punch_card: [{ punches: integer(1) }, { points, reward: checkText }],
    streak: [{ every: choice("day", "week", "month"), length: integer(1), points }],
    referral: [{ points, referrerPoints: points }, { minimum: anything }],
  });
  const rule = fields(
    { id: checkRuleId, award },
    {
      currency: anything,
      action: checkText,
      when: anything,
      lines: anything,
      from: anything,
      until: anything,
      group: checkText,
      priority: integer(Number.MIN_SAFE_INTEGER),
      once: choice("ever", "year"),
      pendingFor: parseDuration,
    },
  );
  const cap = fields(
    { id: checkText, window: choice(...WINDOWS) },
    { currency: anything, points, count: points, rules: ids },
  );
  return [
    ["rules", distinct(rule)],
    ["caps", distinct(cap)],
    ["budgets", distinct(fields({ id: checkText }, { currency: anything, rules: ids }))],
    ["stores", listOf(fields({ id: anything }, { settlesTo: checkText }))],
    ["channels", ids],
  ];
}

/**
 * Checks the shape of all that a program says of earning; what it means is left to those who
 * compile it.
 *
 * @throws InputError with the place in the program, such as `["rules", 2, "award", "per"]`
 */
export function checkEarningShape(program: Program): void {
  for (const [name, check] of listShapes()) {
    if (program[name] !== undefined) check(program[name], [name]);
  }
  distinct(checkText)(program.stores?.map(({ id }) => id) ?? [], ["stores"]);
}

function checkRuleId(id: unknown, path: ErrorPath): void {
  checkText(id, path);
  if (typeof id === "string" && id.startsWith("tier:")) {
    const message = `expected an id that does not begin with "tier:", got ${show(id)}`;
    throw new InputError("invalid_id", message, path);
  }
}

/** A factor of at least 0. */
export function checkFactor(value: unknown, path: ErrorPath): Ratio {
  const ratio = parseRatio(value, path);
  if (ratio.num >= 0n) return ratio;
  throw new InputError("out_of_range", `expected at least 0, got ${show(value)}`, path);
}

/** An amount above 0 that points are counted by. */
function checkPer(value: unknown, path: ErrorPath): void {
  if (parseRatio(value, path).num > 0n) return;
  throw new InputError("out_of_range", `expected an amount above 0, got ${show(value)}`, path);
}

function checkPers(pers: unknown, path: ErrorPath): void {
  if (typeof pers !== "object" || pers === null || Array.isArray(pers)) {
    throw wrongShape("amounts by currency", pers, path);
  }
  for (const [currency, per] of Object.entries(pers)) checkPer(per, [...path, currency]);
}
