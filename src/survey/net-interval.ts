import { criticalValue, type Interval } from "../numeric/intervals.ts";
import type { NetMethod } from "./types.ts";

/*
 * A net share: ups minus downs, of n trials. Counts may be fractions; `ups`, `downs` are shares.
 */

/** p + d - (p - d)². */
export function netVariance(ups: number, downs: number): number {
  const flat = 1 - ups - downs;
  // The same, without cancellation where nearly all answer alike: 4 p d + q (p + d).
  return 4 * ups * downs + Math.max(0, flat) * (ups + downs);
}

/** The net share and its variance with 3/4, 3/2 and 3/4 answers added. */
export function adjustedNet(ups: number, downs: number, n: number) {
  const size = n + 3;
  const p = (ups * n + 0.75) / size;
  const d = (downs * n + 0.75) / size;
  return { net: (n / size) * (ups - downs), variance: netVariance(p, d) / size };
}

/** The interval of a net share, within [-1, 1]. */
export function netInterval(
  method: NetMethod,
  ups: number,
  downs: number,
  n: number,
  level: number,
): Interval {
  const z = criticalValue(level);
  if (method === "score") return netScoreInterval(ups, downs, n, z);
  const { net, variance } =
    method === "wald"
      ? { net: ups - downs, variance: netVariance(ups, downs) / n }
      : adjustedNet(ups, downs, n);
  const half = z * Math.sqrt(variance);
  return { lower: Math.max(-1, net - half), upper: Math.min(1, net + half) };
}

/**
 * The net shares that a score test does not reject, its variance taken at the likeliest shares under
 * each of them.
 *
 * Tango (1998), Statistics in Medicine 17, who asks the same of discordant pairs; Rocks (2016), The
 * American Statistician 70(4).
 */
function netScoreInterval(ups: number, downs: number, n: number, z: number): Interval {
  return {
    lower: -upperEnd(downs, ups, n, z),
    upper: upperEnd(ups, downs, n, z),
  };
}

const HALVINGS = 200;

function upperEnd(ups: number, downs: number, n: number, z: number): number {
  const net = ups - downs;
  let [low, high] = [net, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const spread = z * Math.sqrt(restrictedVariance(ups, downs, middle) / n);
    if (middle - net < spread) low = middle;
    else high = middle;
  }
  return high;
}

/** Variance at the shares that are likeliest among those whose net is given. */
function restrictedVariance(ups: number, downs: number, net: number): number {
  const flat = Math.max(0, 1 - ups - downs);
  // The share q of neither kind solves q² - b q + c = 0; its smaller root.
  const b = ups * (1 - net) + 2 * flat + downs * (1 + net);
  const c = flat * (1 - net) * (1 + net);
  const q = c === 0 ? 0 : (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * c)));
  return Math.max(0, (1 - net) * (1 + net) - q);
}
