import { InputError } from "../../core/errors.ts";
import type { CompiledCap, PointLimit } from "./compiled-earning.ts";
import { keyWindow } from "./counter-keys.ts";
import { type readEarning, WINDOWS } from "./rule-shape.ts";

type ReadLimits = ReturnType<typeof readEarning>;

/** By window, the shortest first; of one window those of fewer rules: what they cut leaves others room. */
export function compileCaps(caps: ReadLimits["caps"]): CompiledCap[] {
  const compiled = caps.map((cap, index): CompiledCap => {
    const { id, window, points, count } = cap;
    if (points === Infinity && count === Infinity) {
      const message = "expected points, a count or both, got none";
      throw new InputError("invalid_cap", message, ["caps", index]);
    }
    const key = (prefix: string, limit: number) =>
      limit === Infinity || window === "order" ? null : keyWindow(`${prefix}:${id}`, window);
    return { ...cap, pointsKey: key("cap", points), countKey: key("count", count) };
  });
  return compiled.sort(
    (one, other) =>
      WINDOWS.indexOf(one.window) - WINDOWS.indexOf(other.window) || byWidth(one, other),
  );
}

export function compileBudgets(budgets: ReadLimits["budgets"]): PointLimit[] {
  return [...budgets].sort(byWidth);
}

/** The order in the program counts for nothing. */
function byWidth(one: PointLimit, other: PointLimit): number {
  const [width, wider] = [one, other].map(({ rules }) => rules?.size ?? Number.MAX_SAFE_INTEGER);
  return width - wider || byId(one, other);
}

export function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}
