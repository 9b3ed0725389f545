import { check } from "../../core/checks.ts";
import type { ErrorPath } from "../../core/errors.ts";
import { type Fraction, fractionOf } from "../../money/fraction.ts";
import { parseRatio, parseUnits } from "../../money/scaled.ts";
import { parseDuration } from "../../time/duration.ts";
import { parseInstant } from "../../time/instant.ts";
import type { Zone } from "../../time/zone.ts";
import { currencyOf } from "../engine/currency.ts";
import type { Currencies } from "../program/currency.ts";
import type { Program } from "../program/program.ts";
import {
  anything,
  checkFactor,
  checkText,
  choice,
  distinct,
  fields,
  integer,
  listOf,
  optional,
  type Read,
  variants,
  wrongShape,
} from "../program/shape.ts";

/** The windows of caps, the shortest first. */
export const WINDOWS = ["order", "day", "week", "month", "year", "lifetime"] as const;

/** A rule, read; what its conditions mean is left to those who compile them. */
export type ReadRule = ReturnType<typeof readEarning>["rules"][number];

/**
 * Reads all that a program says of earning, piece by piece; how the pieces go together is left to
 * those who compile it.
 *
 * @throws InputError with the place in the program, such as `["rules", 2, "award", "per"]`
 */
export function readEarning(program: Program, parts: Currencies & { readonly zone: Zone }) {
  const points = integer(0);
  const known: readonly unknown[] = Array.isArray(program.rules) ? program.rules : [];
  const ids = new Set(known.map((rule) => (isRule(rule) ? rule.id : undefined)));
  const named = distinct((name, path) => {
    const id = checkText(name, path);
    check(ids.has(id), "unknown_rule", path, "a rule of the program", name);
    return id;
  });
  const rules = optional((list, path) => new Set(named(list, path)), null);
  const currency: Read<ReturnType<typeof currencyOf>> = (name, path) => {
    return currencyOf(parts, name, path);
  };
  const instant: Read<number> = (value, path) => {
    check(typeof value === "string", "invalid_time", path, "a date or a date-time", value);
    return parseInstant(value, parts.zone, path);
  };
  const minimum: Read<{ readonly text: string; readonly units: number }> = (text, path) => {
    const units = parseUnits(text, program.money.scale, path);
    check(typeof text === "string" && units >= 0, "out_of_range", path, "at least 0", text);
    return { text, units };
  };
  const rate = { points, per: readPer, perByCurrency: optional(readPers, NO_PERS) };
  const award = variants({
    rate,
    step: rate,
    multiplier: { factor: checkFactor, rules },
    fixed: { points },
    first_purchase: { points },
    punch_card: {
      punches: integer(1),
      points: optional(points, null),
      reward: optional(checkText, null),
    },
    streak: { every: choice("day", "week", "month"), length: integer(1), points },
    referral: {
      points,
      referrerPoints: points,
      minimum: optional(minimum, { text: "0", units: 0 }),
    },
  });
  const rule = fields({
    id: readRuleId,
    award,
    currency,
    action: optional(checkText, undefined),
    when: anything,
    lines: anything,
    from: optional(instant, -Infinity),
    until: optional(instant, Infinity),
    group: optional(checkText, null),
    priority: optional(integer(Number.MIN_SAFE_INTEGER), 0),
    once: optional(choice("ever", "year"), null),
    pendingFor: optional(parseDuration, null),
  });
  const limit = { id: checkText, currency, rules };
  const most = optional(points, Infinity);
  const cap = fields({ ...limit, window: choice(...WINDOWS), points: most, count: most });
  const store = fields({ id: anything, settlesTo: optional(checkText, undefined) });
  const names = optional((texts, path) => new Set(distinct(checkText)(texts, path)), null);
  const { rules: written, caps, budgets, stores, channels } = program;
  optional(listOf(store), null)(stores, ["stores"]);
  return {
    rules: optional(distinct(rule), [])(written, ["rules"]),
    caps: optional(distinct(cap), [])(caps, ["caps"]),
    budgets: optional(distinct(fields(limit)), [])(budgets, ["budgets"]),
    stores: names(
      stores?.map(({ id }) => id),
      ["stores"],
    ),
    channels: names(channels, ["channels"]),
  };
}

const NO_PERS: ReadonlyMap<string, Fraction> = new Map();

function isRule(rule: unknown): rule is { readonly id: unknown } {
  return typeof rule === "object" && rule !== null && "id" in rule;
}

function readRuleId(id: unknown, path: ErrorPath): string {
  const read = checkText(id, path);
  check(
    !read.startsWith("tier:"),
    "invalid_id",
    path,
    'an id that does not begin with "tier:"',
    id,
  );
  return read;
}

/** An amount above 0 that points are counted by. */
function readPer(value: unknown, path: ErrorPath): Fraction {
  const per = parseRatio(value, path);
  check(per.num > 0n, "out_of_range", path, "an amount above 0", value);
  return fractionOf(per);
}

function readPers(pers: unknown, path: ErrorPath): ReadonlyMap<string, Fraction> {
  if (typeof pers !== "object" || pers === null || Array.isArray(pers)) {
    throw wrongShape("amounts by currency", pers, path);
  }
  return new Map(
    Object.entries(pers).map(([currency, per]) => [currency, readPer(per, [...path, currency])]),
  );
}
