import { check, checkInteger } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { type Fraction, fractionOf } from "../../money/fraction.ts";
import { parseRatio, parseUnits } from "../../money/scaled.ts";
import { type Duration, parseDuration } from "../../time/duration.ts";
import { spendableOf } from "../engine/currency.ts";
import type { CompiledCurrency, Currencies } from "../program/currency.ts";
import type { Program } from "../program/program.ts";
import {
  checkFlag,
  checkText,
  distinct,
  fields,
  integer,
  listOf,
  optional,
  variants,
} from "../program/shape.ts";

/** What redemptions need of a program. */
export type RedemptionProgram = Pick<Program, "money" | "redemptions" | "tiers">;

/** The redemption options of a program, by id. */
export type CompiledRedemptions = ReadonlyMap<string, CompiledOption>;

/** An option, checked: bounds are in points, and every multiple of `step` within them is valid. */
export interface CompiledOption {
  readonly id: string;
  readonly currency: CompiledCurrency;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly gives: CompiledGives;
  /** The most of an order that points may pay. */
  readonly maxShare: Fraction | null;
  readonly covers: {
    readonly giftCards: boolean;
    readonly shipping: boolean;
    readonly tax: boolean;
  };
  readonly tiers: ReadonlySet<string> | null;
}

export type CompiledGives =
  /** `amount`, in minor units of the program's money, for `points`. */
  | { readonly type: "amount" | "cash"; readonly points: number; readonly amount: number }
  | { readonly type: "percentage"; readonly points: number; readonly share: Fraction }
  | { readonly type: "product"; readonly points: number; readonly product: string }
  | { readonly type: "free_shipping"; readonly points: number }
  | {
      readonly type: "voucher";
      readonly points: number;
      readonly reward: string;
      readonly validFor: Duration | null;
    };

// Made when it is wanted: whoever compiles no program carries none of it.
function givesShape(scale: number) {
  const points = integer(1);
  const rate = {
    points,
    amount: (text: unknown, path: ErrorPath) =>
      checkInteger(parseUnits(text, scale, path), path, 1),
  };
  return variants({
    amount: rate,
    percentage: { points, share: readShare },
    product: { points, product: checkText },
    free_shipping: { points },
    cash: rate,
    voucher: { points, reward: checkText, validFor: optional(parseDuration, null) },
  });
}

function optionsShape({ money, tiers }: RedemptionProgram, parts: Currencies) {
  const bound = optional(integer(1), undefined);
  const flag = optional(checkFlag, undefined);
  const levels = tiers?.levels.map((level) => level?.id);
  const tier = (id: unknown, path: ErrorPath): string => {
    const level = checkText(id, path);
    check(levels?.includes(level) === true, "unknown_tier", path, "a tier of the program", id);
    return level;
  };
  return distinct(
    fields({
      id: checkText,
      gives: givesShape(money.scale),
      currency: (name, path) => spendableOf(parts, name, path),
      minimum: bound,
      maximum: bound,
      step: bound,
      maxShareOfOrder: optional(readShare, null),
      covers: optional(fields({ giftCards: flag, shipping: flag, tax: flag }), null),
      tiers: optional(listOf(tier), null),
    }),
  );
}

type ReadOption = ReturnType<ReturnType<typeof optionsShape>>[number];

/**
 * Checks the redemption options of a program, and reads their numbers once and for all.
 *
 * @throws InputError with the path inside the program: `invalid_shape`, `invalid_id`, `duplicate_id`,
 *   `unknown_currency`, `not_spendable`, `unknown_tier`, `invalid_option`, `out_of_range`,
 *   `invalid_decimal`, `inexact`, `invalid_duration`
 */
export function compileRedemptions(
  program: RedemptionProgram,
  parts: Currencies,
): CompiledRedemptions {
  const { redemptions = [] } = program;
  const options = optionsShape(program, parts)(redemptions, ["redemptions"]);
  return new Map(
    options.map((option, index) => [option.id, compileOption(option, ["redemptions", index])]),
  );
}

function compileOption(option: ReadOption, path: ErrorPath): CompiledOption {
  const { id, currency, gives, maxShareOfOrder: maxShare, tiers } = option;
  const isPart = gives.type === "percentage";
  if (maxShare !== null && gives.type !== "amount") {
    throw misplaced("maxShareOfOrder", gives.type, path);
  }
  if (option.covers !== null && gives.type !== "amount" && !isPart) {
    throw misplaced("covers", gives.type, path);
  }
  const { giftCards = false, shipping = !isPart, tax = !isPart } = option.covers ?? {};
  return {
    id,
    currency,
    ...readBounds(option, path),
    gives,
    maxShare,
    covers: { giftCards, shipping, tax },
    tiers: tiers === null ? null : new Set(tiers),
  };
}

/** The bounds in points, drawn in to multiples of the step that are worth a minor unit. */
function readBounds(
  option: ReadOption,
  path: ErrorPath,
): { minimum: number; maximum: number; step: number } {
  const { gives } = option;
  const hasRate = gives.type === "amount" || gives.type === "cash";
  for (const name of ["minimum", "maximum", "step"] as const) {
    if (option[name] === undefined) continue;
    if (!hasRate && !(gives.type === "product" && name === "maximum")) {
      throw misplaced(name, gives.type, path);
    }
  }
  const step = hasRate ? (option.step ?? 1) : gives.points;
  const worthOne = hasRate ? Math.ceil(gives.points / gives.amount) : gives.points;
  const least = Math.max(option.minimum ?? 1, worthOne);
  const most = option.maximum ?? (hasRate ? Number.MAX_SAFE_INTEGER : gives.points);
  const minimum = Math.ceil(least / step) * step;
  const maximum = most - (most % step);
  if (minimum <= maximum) return { minimum, maximum, step };
  const message = `expected a multiple of ${step} from ${least} to ${most}, found none`;
  throw new InputError("out_of_range", message, [
    ...path,
    option.maximum === undefined ? "minimum" : "maximum",
  ]);
}

/** A fraction above 0, at most 1. */
function readShare(value: unknown, path: ErrorPath): Fraction {
  const share = fractionOf(parseRatio(value, path));
  check(
    share.num > 0 && share.num <= share.den,
    "out_of_range",
    path,
    "a fraction above 0, at most 1",
    value,
  );
  return share;
}

function misplaced(name: string, type: string, path: ErrorPath): InputError {
  const message = `"${name}" means nothing for an option of type "${type}"`;
  return new InputError("invalid_option", message, [...path, name]);
}
