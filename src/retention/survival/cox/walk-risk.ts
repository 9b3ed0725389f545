import type { Arranged } from "./arrange.ts";

/** Sums over those at risk at a time: of weights w e^(x'β), and of those times x and xx'. */
export interface RiskSums {
  total: number;
  readonly first: Float64Array;
  /** The lower triangle, row by row. */
  readonly second: Float64Array;
}

/** Sums that fall below this share of what they were are added up anew. */
const CANCELLED = 1e-4;

/** A time with events. */
export interface EventTime {
  stratum: number;
  /** Its place among the times. */
  code: number;
  /** The positions that end now: `from` up to, without, `to`. */
  from: number;
  to: number;
  readonly atRisk: RiskSums;
  /** Of those with the event now, where they are several. */
  readonly failing: RiskSums;
  /** How many they are, and what they weigh. */
  deaths: number;
  deathWeight: number;
  /** What x'β is told from in these sums: its largest since they were begun, so that none vanish. */
  reference: number;
}

/** x'β by position, less the largest of the stratum, so that its exponential cannot overflow. */
export function linearPredictors(
  { x, width, length, starts }: Arranged,
  beta: Float64Array,
): Float64Array {
  const eta = new Float64Array(length);
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    let most = -Infinity;
    for (let at = starts[stratum]; at < starts[stratum + 1]; at++) {
      let sum = 0;
      for (let j = 0; j < width; j++) sum += x[at * width + j] * beta[j];
      eta[at] = sum;
      if (sum > most) most = sum;
    }
    for (let at = starts[stratum]; at < starts[stratum + 1]; at++) eta[at] -= most;
  }
  return eta;
}

/** Visits the times with events, from the last to the first, one stratum after the other. */
export function walkRisk(
  arranged: Arranged,
  eta: Float64Array,
  withSecond: boolean,
  withFailing: boolean,
  visit: (time: EventTime) => void,
): void {
  const { x, width, event, weight, end, entry, leaving, leavingStarts, starts } = arranged;
  const size = withSecond ? (width * (width + 1)) / 2 : 0;
  const atRisk = emptySums(width, size);
  const failing = emptySums(width, size);
  const now: EventTime = {
    stratum: 0,
    code: 0,
    from: 0,
    to: 0,
    atRisk,
    failing,
    deaths: 0,
    deathWeight: 0,
    reference: Number.NEGATIVE_INFINITY,
  };
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    clear(atRisk);
    let reference = Number.NEGATIVE_INFINITY;
    let peak = 0;
    now.stratum = stratum;
    let gone = leavingStarts[stratum];
    let at = starts[stratum];
    while (at < starts[stratum + 1]) {
      const code = end[at];
      now.code = code;
      now.from = at;
      now.deaths = 0;
      now.deathWeight = 0;
      // Who has the event alone has no ties to be told apart from.
      const hasCompany = withFailing && at + 1 < starts[stratum + 1] && end[at + 1] === code;
      if (hasCompany) clear(failing);
      for (; at < starts[stratum + 1] && end[at] === code; at++) {
        if (eta[at] > reference) {
          const factor = Math.exp(reference - eta[at]);
          scale(atRisk, factor);
          scale(failing, factor);
          peak *= factor;
          reference = eta[at];
        }
        const risk = weight[at] * Math.exp(eta[at] - reference);
        add(atRisk, x, at * width, risk, width, size);
        if (event[at] === 0) continue;
        now.deaths++;
        now.deathWeight += weight[at];
        if (hasCompany) add(failing, x, at * width, risk, width, size);
      }
      now.to = at;
      peak = Math.max(peak, atRisk.total);
      if (entry !== undefined) {
        for (; gone < leavingStarts[stratum + 1] && entry[leaving[gone]] >= code; gone++) {
          const other = leaving[gone];
          const risk = weight[other] * Math.exp(eta[other] - reference);
          add(atRisk, x, other * width, -risk, width, size);
        }
        // What little is left once much is taken away is rounding.
        if (atRisk.total < CANCELLED * peak) {
          clear(atRisk);
          clear(failing);
          reference = Number.NEGATIVE_INFINITY;
          const isAnybody = at - starts[stratum] > gone - leavingStarts[stratum];
          const from = isAnybody ? starts[stratum] : at;
          for (let i = from; i < at; i++) {
            if (entry[i] < code && eta[i] > reference) reference = eta[i];
          }
          for (let i = from; i < at; i++) {
            if (entry[i] >= code) continue;
            const risk = weight[i] * Math.exp(eta[i] - reference);
            add(atRisk, x, i * width, risk, width, size);
            if (hasCompany && i >= now.from && event[i] === 1) {
              add(failing, x, i * width, risk, width, size);
            }
          }
          peak = atRisk.total;
        }
      }
      now.reference = reference;
      if (now.deaths > 0) visit(now);
    }
  }
}

function emptySums(width: number, size: number): RiskSums {
  return { total: 0, first: new Float64Array(width), second: new Float64Array(size) };
}

function scale(sums: RiskSums, factor: number): void {
  sums.total *= factor;
  for (let i = 0; i < sums.first.length; i++) sums.first[i] *= factor;
  for (let i = 0; i < sums.second.length; i++) sums.second[i] *= factor;
}

function clear(sums: RiskSums): void {
  sums.total = 0;
  sums.first.fill(0);
  sums.second.fill(0);
}

function add(
  sums: RiskSums,
  x: Float64Array,
  base: number,
  risk: number,
  width: number,
  size: number,
): void {
  const { first, second } = sums;
  sums.total += risk;
  if (size === 0) {
    for (let j = 0; j < width; j++) first[j] += risk * x[base + j];
    return;
  }
  let cell = 0;
  for (let j = 0; j < width; j++) {
    const part = risk * x[base + j];
    first[j] += part;
    for (let k = 0; k <= j; k++) second[cell++] += part * x[base + k];
  }
}
