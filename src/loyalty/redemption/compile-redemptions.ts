import { checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseRatio, parseUnits, type Ratio } from "../../money/scaled.ts";
import { type Duration, parseDuration } from "../../time/duration.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { Program } from "../program/program.ts";
import type { RedemptionGives, RedemptionOption } from "../program/redemption-option.ts";
import {
  anything,
  type Check,
  checkFlag,
  checkText,
  distinct,
  fields,
  integer,
  listOf,
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
  readonly maxShare: Ratio | null;
  readonly covers: {
    readonly giftCards: boolean;
    readonly shipping: boolean;
    readonly tax: boolean;
  };
  readonly tiers: ReadonlySet<string> | null;
}

export type CompiledGives =
  /** `units` of the program's money for `points`. */
  | { readonly type: "amount" | "cash"; readonly points: number; readonly units: number }
  | { readonly type: "percentage"; readonly points: number; readonly share: Ratio }
  | { readonly type: "product"; readonly points: number; readonly product: string }
  | { readonly type: "free_shipping"; readonly points: number }
  | {
      readonly type: "voucher";
      readonly points: number;
      readonly reward: string;
      readonly validFor: Duration | null;
    };

// Made when it is wanted: whoever compiles no program carries none of it.
function optionsShape(): Check {
  const points = integer(1);
  const rate = [{ points, amount: anything }] as const;
  const gives = variants({
    amount: rate,
    percentage: [{ points, share: checkShare }],
    product: [{ points, product: checkText }],
    free_shipping: [{ points }],
    cash: rate,
    voucher: [{ points, reward: checkText }, { validFor: parseDuration }],
  });
  const option = fields(
    { id: checkText, gives },
    {
      currency: anything,
      minimum: points,
      maximum: points,
      step: points,
      maxShareOfOrder: checkShare,
      covers: fields({}, { giftCards: checkFlag, shipping: checkFlag, tax: checkFlag }),
      tiers: listOf(checkText),
    },
  );
  return distinct(option);
}

/**
 * Checks the redemption options of a program, and reads their numbers once and for all.
 *
 * @throws InputError with the path inside the program: `invalid_shape`, `invalid_id`, `duplicate_id`,
 *   `unknown_currency`, `not_spendable`, `unknown_tier`, `invalid_option`, `out_of_range`,
 *   `invalid_decimal`, `inexact`, `invalid_duration`
 */
export function compileRedemptions(
  program: RedemptionProgram,
  parts: {
    readonly currencies: ReadonlyMap<string, CompiledCurrency>;
    readonly mainCurrency: CompiledCurrency;
  },
): CompiledRedemptions {
  const { redemptions = [] } = program;
  optionsShape()(redemptions, ["redemptions"]);
  return new Map(
    redemptions.map((option, index) => [
      option.id,
      compileOption(program, option, parts, ["redemptions", index]),
    ]),
  );
}

function compileOption(
  program: RedemptionProgram,
  option: RedemptionOption,
  parts: Parameters<typeof compileRedemptions>[1],
  path: ErrorPath,
): CompiledOption {
  const { id, currency, covers = {}, maxShareOfOrder } = option;
  const gives = compileGives(option.gives, program.money.scale, [...path, "gives"]);
  const isPart = gives.type === "percentage";
  if (maxShareOfOrder !== undefined && gives.type !== "amount") {
    throw misplaced("maxShareOfOrder", gives.type, path);
  }
  if (option.covers !== undefined && gives.type !== "amount" && !isPart) {
    throw misplaced("covers", gives.type, path);
  }
  const { giftCards = false, shipping = !isPart, tax = !isPart } = covers;
  return {
    id,
    currency: findCurrency(currency, parts, [...path, "currency"]),
    ...readBounds(option, gives, path),
    gives,
    maxShare: maxShareOfOrder === undefined ? null : parseRatio(maxShareOfOrder, []),
    covers: { giftCards, shipping, tax },
    tiers: readTiers(option.tiers, program, [...path, "tiers"]),
  };
}

function compileGives(gives: RedemptionGives, scale: number, path: ErrorPath): CompiledGives {
  const { points } = gives;
  switch (gives.type) {
    case "amount":
    case "cash": {
      const place = [...path, "amount"];
      const units = checkInteger(parseUnits(gives.amount, scale, place), place, 1);
      return { type: gives.type, points, units };
    }
    case "percentage":
      return { type: gives.type, points, share: parseRatio(gives.share, []) };
    case "voucher": {
      const { type, reward, validFor } = gives;
      return {
        type,
        points,
        reward,
        validFor: validFor === undefined ? null : parseDuration(validFor, []),
      };
    }
    default:
      return { ...gives };
  }
}

/** The bounds in points, drawn in to multiples of the step that are worth a minor unit. */
function readBounds(
  option: RedemptionOption,
  gives: CompiledGives,
  path: ErrorPath,
): { minimum: number; maximum: number; step: number } {
  const hasRate = gives.type === "amount" || gives.type === "cash";
  for (const name of ["minimum", "maximum", "step"] as const) {
    if (option[name] === undefined) continue;
    if (!hasRate && !(gives.type === "product" && name === "maximum")) {
      throw misplaced(name, gives.type, path);
    }
  }
  const step = hasRate ? (option.step ?? 1) : gives.points;
  const worthOne = hasRate ? Math.ceil(gives.points / gives.units) : gives.points;
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

function findCurrency(
  name: string | undefined,
  parts: Parameters<typeof compileRedemptions>[1],
  path: ErrorPath,
): CompiledCurrency {
  const currency = name === undefined ? parts.mainCurrency : parts.currencies.get(name);
  if (currency === undefined) {
    const known = [...parts.currencies.keys()].join(", ");
    throw new InputError("unknown_currency", `expected one of ${known}; got ${show(name)}`, path);
  }
  if (!currency.spendable) {
    const message = `expected a currency that can be spent, got ${show(currency.name)}`;
    throw new InputError("not_spendable", message, path);
  }
  return currency;
}

function readTiers(
  tiers: readonly string[] | undefined,
  program: RedemptionProgram,
  path: ErrorPath,
): ReadonlySet<string> | null {
  if (tiers === undefined) return null;
  const levels = program.tiers?.levels ?? [];
  for (const [index, tier] of tiers.entries()) {
    if (levels.some((level) => level?.id === tier)) continue;
    const message = `expected a tier of the program, got ${show(tier)}`;
    throw new InputError("unknown_tier", message, [...path, index]);
  }
  return new Set(tiers);
}

/** A fraction above 0, at most 1. */
function checkShare(value: unknown, path: ErrorPath): void {
  const share = parseRatio(value, path);
  if (share.num > 0n && share.num <= share.den) return;
  const message = `expected a fraction above 0, at most 1, got ${show(value)}`;
  throw new InputError("out_of_range", message, path);
}

function misplaced(name: string, type: string, path: ErrorPath): InputError {
  const message = `"${name}" means nothing for an option of type "${type}"`;
  return new InputError("invalid_option", message, [...path, name]);
}
