import { formatInstant } from "../../time/instant.ts";
import type { OpenWindow } from "../churn/window.ts";
import { ratioInterval } from "./ratio-estimate.ts";
import type { RevenuePaths } from "./revenue-paths.ts";

/** What became of the revenue of the customers who paid at the start. Plain, storable data. */
export interface RevenueRetention {
  /** The first moment, ISO 8601 in UTC. */
  readonly from: string;
  /** The first moment after the window, ISO 8601 in UTC. */
  readonly to: string;
  readonly timeZone: string;
  /** The share kept; 1 is all; `null` where nobody paid at the start. */
  readonly value: number | null;
  /** Customers who paid at the start of the window, or of one that it is made of. */
  readonly n: number;
  /** Minor units that they paid just before `from`. */
  readonly opening: number;
  /** opening · value: minor units, whole but for a compounded share; `null` with `value`. */
  readonly retained: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly method: "ratio_of_means";
}

/** What a customer of the start kept, given her level there and her steps in the window. */
export type KeptBy = (opening: number, levels: Float64Array) => number;

/** Revenue kept over one window, or compounded over several. */
export function retainedRevenue(
  { customers, offsets, at, level }: RevenuePaths,
  whole: OpenWindow,
  windows: readonly OpenWindow[],
  {
    keptBy,
    highest,
    level: confidence,
  }: {
    readonly keptBy: KeptBy;
    readonly highest: number;
    readonly level: number;
  },
): RevenueRetention {
  const influence = new Float64Array(customers);
  const counted = new Uint8Array(customers);
  const opened = new Float64Array(customers);
  const kept = new Float64Array(customers);
  const ratios: number[] = [];
  let first = 0;
  let retained = 0;
  for (const [index, { from, to }] of windows.entries()) {
    let openings = 0;
    retained = 0;
    for (let customer = 0; customer < customers; customer++) {
      const end = offsets[customer + 1];
      let step = offsets[customer];
      while (step < end && at[step] < from) step++;
      const start = step === offsets[customer] ? 0 : level[step - 1];
      const inside = step;
      while (step < end && at[step] < to) step++;
      opened[customer] = start;
      kept[customer] = start > 0 ? keptBy(start, level.subarray(inside, step)) : 0;
      if (start > 0) counted[customer] = 1;
      openings += start;
      retained += kept[customer];
    }
    if (index === 0) first = openings;
    // Once all is lost nothing can be lost or kept any more.
    if (openings === 0) return finish(ratios.includes(0) ? 0 : undefined);
    const share = retained / openings;
    ratios.push(share);
    if (share === 0) continue;
    for (let customer = 0; customer < customers; customer++) {
      influence[customer] += (kept[customer] - share * opened[customer]) / retained;
    }
  }
  return finish(ratios.reduce((product, share) => product * share, 1));

  function finish(product: number | undefined): RevenueRetention {
    let n = 0;
    for (const one of counted) n += one;
    const frame = { from: formatInstant(whole.from), to: formatInstant(whole.to) };
    const shared = { ...frame, timeZone: whole.zone.name, n, opening: first };
    const known = { level: confidence, method: "ratio_of_means" } as const;
    if (product === undefined) {
      return { ...shared, value: null, retained: null, lower: null, upper: null, ...known };
    }
    const value = Math.min(product, highest);
    for (let i = 0; i < customers; i++) influence[i] *= product;
    const { lower, upper } = ratioInterval(value, influence, n, confidence, highest);
    const sum = windows.length > 1 ? first * value : Math.min(retained, highest * first);
    return { ...shared, value, retained: sum, lower, upper, ...known };
  }
}
