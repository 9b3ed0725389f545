import { checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { CompiledProgram } from "./engine.ts";

/** The currency that a command names, or the one that is meant where it names none. */
export function currencyOf(
  program: CompiledProgram,
  name: string | undefined,
  path: ErrorPath = ["currency"],
): CompiledCurrency {
  if (name === undefined) return program.mainCurrency;
  const currency = program.currencies.get(name);
  if (currency === undefined) {
    const known = [...program.currencies.keys()].join(", ");
    throw new InputError("unknown_currency", `expected one of ${known}; got ${show(name)}`, path);
  }
  return currency;
}

/** A currency that can be spent, held and sent. */
export function spendableOf(program: CompiledProgram, name: string | undefined): CompiledCurrency {
  const currency = currencyOf(program, name);
  if (!currency.spendable) {
    const message = `expected a currency that can be spent, got ${show(currency.name)}`;
    throw new InputError("not_spendable", message, ["currency"]);
  }
  return currency;
}

/** A whole number of points above zero. */
export function checkPoints(points: unknown, path: ErrorPath = ["points"]): number {
  return checkInteger(points, path, 1);
}
