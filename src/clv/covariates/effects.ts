import type { CovariateProcess } from "./covariate-effects.ts";
import type { Term } from "./design.ts";

/** Values of coefficients by process and covariate. */
export function effectsOf<Value>(
  terms: readonly Term[],
  values: readonly Value[],
): { readonly [Process in CovariateProcess]?: Readonly<Record<string, Value>> } {
  const effects: { [Process in CovariateProcess]?: Record<string, Value> } = {};
  for (const { process, name, coefficient } of terms) {
    effects[process] = { ...effects[process], [name]: values[coefficient] };
  }
  return effects;
}
