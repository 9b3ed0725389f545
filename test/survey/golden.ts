import { readFileSync } from "node:fs";

interface NetCase {
  /** Detractors, passives, promoters. */
  readonly counts: readonly number[];
  /** Share, standard error, then the ends of wald, adjusted_wald and score. */
  readonly values: readonly number[];
  readonly at90: readonly number[];
}

/** What golden.R printed (R 4.2.2, package stats). */
export const golden: Readonly<Record<string, readonly number[]>> & {
  readonly net: readonly NetCase[];
} & { readonly [name in "correlations" | "attitude"]: readonly (readonly number[])[] } = JSON.parse(
  readFileSync(new URL("./golden.json", import.meta.url), "utf8"),
);
