import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { ROUNDING_MODES } from "../../money/rounding-mode.ts";
import { parseDuration } from "../../time/duration.ts";
import { POLICY_DEFAULTS, type Policies, type ProgramPolicies } from "./policies.ts";

/** One of these texts, a duration, yes or no, a limit above zero (or none), or a day of the week. */
type Check = readonly string[] | "duration" | "flag" | "limit" | "weekday";

/** What each choice may be: data, so that apps without a program need not carry it. */
const CHECKS: { readonly [Group in keyof Policies]: Record<keyof Policies[Group], Check> } = {
  spending: { order: ["expiry", "earned"] },
  clawback: {
    basis: ["recompute", "proportional"],
    from: ["own_then_expiry", "expiry", "own_only"],
    negative: ["allow", "clamp"],
    expired: ["forgive", "charge"],
    caps: ["net", "gross"],
    tier: ["at_once", "at_review"],
  },
  reversal: {
    order: ["lifo", "fifo", "prorata"],
    expired: ["original", "reissue"],
    grace: "duration",
  },
  holds: { protect: "flag", period: "duration" },
  adjustment: { negative: "flag" },
  transfer: { expiry: ["keep", "reset"] },
  rounding: { mode: ROUNDING_MODES, scope: ["order", "line"], when: ["end", "per_rule"] },
  stacking: { multipliers: ["additive", "multiplicative", "best"] },
  basis: {
    tax: "flag",
    shipping: "flag",
    discounts: "flag",
    giftCards: "flag",
    pointsPaid: "flag",
  },
  tiers: { forOrder: ["before", "after", "split"] },
  orders: { dedupe: "flag", reopenFirst: "flag" },
  calendar: { leapDay: ["feb28", "mar1"], weekStartsOn: "weekday" },
  windows: { returns: "duration", dedupe: "duration" },
  velocity: { commands: "limit", points: "limit", per: ["day", "week", "month"] },
};

/**
 * The choices of a program with all that it leaves out.
 *
 * @throws InputError `invalid_option` also for a choice that does not exist
 */
export function readPolicies(given: ProgramPolicies | undefined, path: ErrorPath): Policies {
  if (given === undefined) return POLICY_DEFAULTS;
  checkNames(given, CHECKS, path);
  return {
    spending: read("spending", given, path),
    clawback: read("clawback", given, path),
    reversal: read("reversal", given, path),
    holds: read("holds", given, path),
    adjustment: read("adjustment", given, path),
    transfer: read("transfer", given, path),
    rounding: read("rounding", given, path),
    stacking: read("stacking", given, path),
    basis: read("basis", given, path),
    tiers: read("tiers", given, path),
    orders: read("orders", given, path),
    calendar: read("calendar", given, path),
    windows: read("windows", given, path),
    velocity: read("velocity", given, path),
  };
}

function read<Group extends keyof Policies>(
  group: Group,
  policies: ProgramPolicies,
  path: ErrorPath,
): Policies[Group] {
  const given = policies[group];
  const defaults = POLICY_DEFAULTS[group];
  if (given === undefined) return defaults;
  const checks: Readonly<Record<string, Check>> = CHECKS[group];
  checkNames(given, checks, [...path, group]);
  for (const [name, value] of Object.entries(given)) {
    checkValue(checks[name], value, [...path, group, name]);
  }
  return { ...defaults, ...given };
}

function checkValue(check: Check, value: unknown, path: ErrorPath): void {
  switch (check) {
    case "duration":
      parseDuration(value, path);
      return;
    case "flag":
      if (typeof value === "boolean") return;
      throw new InputError("invalid_option", `expected true or false, got ${show(value)}`, path);
    case "limit":
      if (value !== null) checkInteger(value, path, 1);
      return;
    case "weekday":
      checkInteger(value, path, 0, 6);
      return;
    default:
      checkChoice(value, check, path);
  }
}

function checkNames(given: unknown, known: object, path: ErrorPath): void {
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    throw new InputError("invalid_option", `expected choices by name, got ${show(given)}`, path);
  }
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(known, name)) continue;
    const message = `expected one of ${Object.keys(known).join(", ")}`;
    throw new InputError("invalid_option", message, [...path, name]);
  }
}
