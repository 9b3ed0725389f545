import { selectQuantiles } from "../numeric/quantile.ts";
import type { RfmSettings } from "./types.ts";

/** The cuts that a sample of at least one value calls for; ties may make some equal. */
export function cutsOf(
  values: Float64Array,
  bins: number,
  { method, quantileType }: RfmSettings,
): readonly number[] {
  const shares = Array.from({ length: bins - 1 }, (_, k) => (k + 1) / bins);
  if (method !== "equalWidth") {
    return selectQuantiles(values, shares, method === "rank" ? 1 : quantileType);
  }
  const [least, greatest] = selectQuantiles(values, [0, 1]);
  return shares.map((_, k) => least + ((greatest - least) * (k + 1)) / bins);
}
