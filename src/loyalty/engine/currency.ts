import { check, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { CompiledCurrency, Currencies } from "../program/currency.ts";

/** The currency of a name, or the one that is meant where there is none. */
export function currencyOf(
  { currencies, mainCurrency }: Currencies,
  name: unknown,
  path: ErrorPath = ["currency"],
): CompiledCurrency {
  if (name === undefined) return mainCurrency;
  const currency = typeof name === "string" ? currencies.get(name) : undefined;
  if (currency !== undefined) return currency;
  const known = [...currencies.keys()].join(", ");
  throw new InputError("unknown_currency", `expected one of ${known}; got ${show(name)}`, path);
}

/** A currency that can be spent, held and sent. */
export function spendableOf(
  program: Currencies,
  name: unknown,
  path: ErrorPath = ["currency"],
): CompiledCurrency {
  const currency = currencyOf(program, name, path);
  check(currency.spendable, "not_spendable", path, "a currency that can be spent", currency.name);
  return currency;
}

/** A whole number of points above zero. */
export function checkPoints(points: unknown, path: ErrorPath = ["points"]): number {
  return checkInteger(points, path, 1);
}
