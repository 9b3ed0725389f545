import { checkInteger, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { parseRatio, parseUnits, type Ratio } from "../../money/scaled.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { Program } from "../program/program.ts";
import { listAt } from "./compile-rule.ts";
import type { CompiledRule, CompiledTiers, MultiplierAward } from "./compiled-earning.ts";

/** A factor that is as good as none. */
const ONE: Ratio = { num: 1n, den: 1n };

/** Reads the factors of a ladder; its windows and reviews are the ladder's own business. */
export function compileTiers(
  { tiers, money }: Program,
  currencies: ReadonlyMap<string, CompiledCurrency>,
  first: number,
): CompiledTiers | null {
  if (tiers === undefined) return null;
  if (typeof tiers !== "object" || tiers === null) {
    throw new InputError("invalid_shape", `expected a ladder, got ${show(tiers)}`, ["tiers"]);
  }
  const levels = listAt(tiers.levels, ["tiers", "levels"]).map((level, index) => {
    const path = ["tiers", "levels", index];
    const factor =
      level.multiplier === undefined ? ONE : parseRatio(level.multiplier, [...path, "multiplier"]);
    if (factor.num < 0n) {
      const message = `expected at least 0, got ${show(level.multiplier)}`;
      throw new InputError("out_of_range", message, [...path, "multiplier"]);
    }
    const at = [...path, "threshold"];
    const threshold =
      tiers.metric === "spend"
        ? parseUnits(level.threshold, money.scale, at)
        : checkInteger(level.threshold, at);
    const rules = [...currencies.values()].map((currency) =>
      tierRule(level.id, factor, currency, first),
    );
    return { id: level.id, threshold, factor, rules };
  });
  const [firstCurrency] = currencies.keys();
  return { metric: tiers.metric, currency: tiers.currency ?? firstCurrency, levels };
}

/** A tier's factor as if it were a rule, after all others; `excess` is filled in by the caller. */
export function tierRule(
  level: string,
  factor: Ratio,
  currency: CompiledCurrency,
  index: number,
  excess = Number.NaN,
): CompiledRule & { readonly award: MultiplierAward } {
  return {
    index,
    id: `tier:${level}`,
    currency,
    award: { type: "multiplier", factor, excess, targets: null },
    when: null,
    lines: null,
    from: -Infinity,
    until: Infinity,
    once: null,
    group: null,
    priority: 0,
    pendingFor: undefined,
  };
}
