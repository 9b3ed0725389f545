import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseUnits, type Ratio } from "../../money/scaled.ts";
import { type Duration, parseDuration } from "../../time/duration.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { Program } from "../program/program.ts";
import type { RedemptionGives, RedemptionOption } from "../program/redemption-option.ts";
import { checkName, isRecord, misplaced, readShare, wrongShape } from "./check-option.ts";

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

const TYPES = [
  "amount",
  "percentage",
  "product",
  "free_shipping",
  "cash",
  "voucher",
] as const satisfies readonly RedemptionGives["type"][];

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
  const compiled = new Map<string, CompiledOption>();
  const options: unknown = program.redemptions ?? [];
  if (!Array.isArray(options)) throw wrongShape("an array", options, ["redemptions"]);
  for (const [index, option] of (program.redemptions ?? []).entries()) {
    const path = ["redemptions", index];
    if (!isRecord(option)) throw wrongShape("a redemption option", option, path);
    const id = checkName(option.id, [...path, "id"]);
    if (compiled.has(id)) {
      throw new InputError("duplicate_id", `expected one option ${show(id)}`, [...path, "id"]);
    }
    compiled.set(id, compileOption(program, option, parts, path));
  }
  return compiled;
}

function compileOption(
  program: RedemptionProgram,
  option: RedemptionOption,
  parts: Parameters<typeof compileRedemptions>[1],
  path: ErrorPath,
): CompiledOption {
  const gives = compileGives(option.gives, program.money.scale, [...path, "gives"]);
  const ofOrder = gives.type === "amount" || gives.type === "percentage";
  if (option.maxShareOfOrder !== undefined && gives.type !== "amount") {
    throw misplaced("maxShareOfOrder", gives.type, path);
  }
  if (option.covers !== undefined && !ofOrder) throw misplaced("covers", gives.type, path);
  return {
    id: option.id,
    currency: findCurrency(option.currency, parts, [...path, "currency"]),
    ...readBounds(option, gives, path),
    gives,
    maxShare:
      option.maxShareOfOrder === undefined
        ? null
        : readShare(option.maxShareOfOrder, [...path, "maxShareOfOrder"]),
    covers: readCovers(option.covers, gives.type !== "percentage", [...path, "covers"]),
    tiers: readTiers(option.tiers, program, [...path, "tiers"]),
  };
}

function compileGives(gives: RedemptionGives, scale: number, path: ErrorPath): CompiledGives {
  if (!isRecord(gives)) throw wrongShape("what the option gives", gives, path);
  checkChoice(gives.type, TYPES, [...path, "type"]);
  const points = checkInteger(gives.points, [...path, "points"], 1);
  switch (gives.type) {
    case "amount":
    case "cash": {
      const units = parseUnits(gives.amount, scale, [...path, "amount"]);
      checkInteger(units, [...path, "amount"], 1);
      return { type: gives.type, points, units };
    }
    case "percentage":
      return { type: "percentage", points, share: readShare(gives.share, [...path, "share"]) };
    case "product":
      return { type: "product", points, product: checkName(gives.product, [...path, "product"]) };
    case "free_shipping":
      return { type: "free_shipping", points };
    case "voucher": {
      const reward = checkName(gives.reward, [...path, "reward"]);
      const validFor =
        gives.validFor === undefined ? null : parseDuration(gives.validFor, [...path, "validFor"]);
      return { type: "voucher", points, reward, validFor };
    }
    default:
      return gives satisfies never;
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
    checkInteger(option[name], [...path, name], 1);
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
  tiers: unknown,
  program: RedemptionProgram,
  path: ErrorPath,
): ReadonlySet<string> | null {
  if (tiers === undefined) return null;
  if (!Array.isArray(tiers)) throw wrongShape("an array of tiers", tiers, path);
  const levels: unknown = program.tiers?.levels;
  const known = new Set((Array.isArray(levels) ? levels : []).map((level: unknown) => idOf(level)));
  const found = new Set<string>();
  for (const [index, tier] of tiers.entries()) {
    const id = checkName(tier, [...path, index]);
    if (!known.has(id)) {
      const message = `expected a tier of the program, got ${show(id)}`;
      throw new InputError("unknown_tier", message, [...path, index]);
    }
    found.add(id);
  }
  return found;
}

function readCovers(
  covers: unknown,
  byDefault: boolean,
  path: ErrorPath,
): CompiledOption["covers"] {
  if (covers !== undefined && !isRecord(covers)) throw wrongShape("an object", covers, path);
  const read = (name: string, value: unknown, otherwise: boolean): boolean => {
    if (value === undefined) return otherwise;
    if (typeof value === "boolean") return value;
    throw new InputError("invalid_option", `expected true or false, got ${show(value)}`, [
      ...path,
      name,
    ]);
  };
  const said: Readonly<Record<string, unknown>> = { ...covers };
  return {
    giftCards: read("giftCards", said.giftCards, false),
    shipping: read("shipping", said.shipping, byDefault),
    tax: read("tax", said.tax, byDefault),
  };
}

function idOf(level: unknown): unknown {
  return isRecord(level) && "id" in level ? level.id : undefined;
}
