import { quantilePosition, selectQuantiles } from "../numeric/quantile.ts";
import type { RfmSettings } from "./types.ts";

/** The cuts that a sample of at least one value, or so many ranks from 0 on, call for; ties may make some equal. */
export function cutsOf(
  sample: Float64Array | number,
  bins: number,
  { method, quantileType }: RfmSettings,
): readonly number[] {
  const type = method === "rank" ? 1 : quantileType;
  const select = (shares: readonly number[]) =>
    typeof sample === "number"
      ? shares.map((share) => quantilePosition(sample, share, type) - 1)
      : selectQuantiles(sample, shares, type);
  const shares = Array.from({ length: bins - 1 }, (_, k) => (k + 1) / bins);
  if (method !== "equalWidth") return select(shares);
  const [least, greatest] = select([0, 1]);
  return shares.map((_, k) => least + ((greatest - least) * (k + 1)) / bins);
}
