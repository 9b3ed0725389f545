import type { ErrorPath } from "../../core/errors.ts";
import { ROUNDING_MODES } from "../../money/rounding-mode.ts";
import { parseDuration } from "../../time/duration.ts";
import { POLICY_DEFAULTS, type Policies, type ProgramPolicies } from "./policies.ts";
import { checkFlag, choice, integer, optional, partial, type Read } from "./shape.ts";

/** What each choice may be. */
type Choices = { readonly [Group in keyof Policies]: Record<keyof Policies[Group], Read> };

// Made when it is wanted: whoever compiles no program carries none of it.
function policyChoices(): Choices {
  const limit: Read = (value, path) => value === null || integer(1)(value, path);
  return {
    spending: { order: choice("expiry", "earned") },
    clawback: {
      basis: choice("recompute", "proportional"),
      from: choice("own_then_expiry", "expiry", "own_only"),
      negative: choice("allow", "clamp"),
      expired: choice("forgive", "charge"),
      caps: choice("net", "gross"),
      tier: choice("at_once", "at_review"),
    },
    reversal: {
      order: choice("lifo", "fifo", "prorata"),
      expired: choice("original", "reissue"),
      grace: parseDuration,
    },
    holds: { protect: checkFlag, period: parseDuration },
    adjustment: { negative: checkFlag },
    transfer: { expiry: choice("keep", "reset") },
    rounding: {
      mode: choice(...ROUNDING_MODES),
      scope: choice("order", "line"),
      when: choice("end", "per_rule"),
    },
    stacking: { multipliers: choice("additive", "multiplicative", "best") },
    basis: {
      tax: checkFlag,
      shipping: checkFlag,
      discounts: checkFlag,
      giftCards: checkFlag,
      pointsPaid: checkFlag,
    },
    tiers: { forOrder: choice("before", "after", "split") },
    orders: { dedupe: checkFlag, reopenFirst: checkFlag },
    calendar: { leapDay: choice("feb28", "mar1"), weekStartsOn: integer(0, 6) },
    windows: { returns: parseDuration, dedupe: parseDuration },
    velocity: { commands: limit, points: limit, per: choice("day", "week", "month") },
  };
}

/**
 * The choices of a program with all that it leaves out.
 *
 * @throws InputError `invalid_option` also for a choice that does not exist
 */
export function readPolicies(given: ProgramPolicies | undefined, path: ErrorPath): Policies {
  if (given === undefined) return POLICY_DEFAULTS;
  const groups = Object.entries(policyChoices()).map(([name, choices]) => [
    name,
    optional(partial(choices, WRONG), undefined),
  ]);
  partial(Object.fromEntries(groups), WRONG)(given, path);
  const policies = { ...POLICY_DEFAULTS };
  for (const group of Object.keys(given)) if (isGroup(group)) choose(policies, group, given);
  return policies;
}

const WRONG = "invalid_option";

function choose<Group extends keyof Policies>(
  policies: { [Name in Group]: Policies[Name] },
  group: Group,
  given: ProgramPolicies,
): void {
  policies[group] = { ...policies[group], ...given[group] };
}

function isGroup(name: string): name is keyof Policies {
  return Object.hasOwn(POLICY_DEFAULTS, name);
}
