/** Two ways to end, over age: Aalen and Johansen's estimate with its influence by observation. */
export interface Incidence {
  /** Distinct ages at which points ended, ascending. */
  readonly ages: number[];
  /** Just after each age: share ended by either way, and share still there. */
  readonly spent: number[];
  readonly expired: number[];
  readonly open: number[];
  /** Points at risk just before each age. */
  readonly atRisk: number[];
  /** Of each observation on the expired share at the last age; they sum to 0. */
  readonly influence: Float64Array;
}

/** 0: still open when watching ended. */
export const OPEN = 0;
export const SPENT = 1;
export const EXPIRED = 2;

/**
 * F(t) = Σ S(s−) d₂(s)/Y(s) over ages s ≤ t, S = Π (1 − (d₁ + d₂)/Y): d₁ spent, d₂ expired, Y at risk,
 * all weighted. The influence of an observation is its weight times the derivative of F by that weight
 * (the infinitesimal jackknife), so that sums over a member's observations give a variance that
 * holds when they hang together.
 */
export function incidenceOf(age: Float64Array, cause: Uint8Array, weight: Float64Array): Incidence {
  const { length } = age;
  const order = Array.from({ length }, (_, index) => index).sort((a, b) => age[a] - age[b]);
  const ages: number[] = [];
  const atRisk: number[] = [];
  const ended: [spent: number, expired: number][] = [];
  // From the oldest down, so that what is at risk is a sum without differences.
  let risk = 0;
  for (let place = length - 1; place >= 0; ) {
    const at = age[order[place]];
    let spent = 0;
    let expired = 0;
    for (; place >= 0 && age[order[place]] === at; place--) {
      const row = order[place];
      risk += weight[row];
      if (cause[row] === SPENT) spent += weight[row];
      else if (cause[row] === EXPIRED) expired += weight[row];
    }
    if (spent + expired === 0) continue;
    ages.push(at);
    atRisk.push(risk);
    ended.push([spent, expired]);
  }
  ages.reverse();
  atRisk.reverse();
  ended.reverse();
  const steps = ages.length;
  const open = new Array<number>(steps);
  const spentShare = new Array<number>(steps);
  const expiredShare = new Array<number>(steps);
  let left = 1;
  let sumSpent = 0;
  let sumExpired = 0;
  for (let step = 0; step < steps; step++) {
    const [spent, expired] = ended[step];
    // A share, whatever rounding adds.
    sumSpent = Math.min(1, sumSpent + (left * spent) / atRisk[step]);
    sumExpired = Math.min(1, sumExpired + (left * expired) / atRisk[step]);
    left *= (atRisk[step] - spent - expired) / atRisk[step];
    spentShare[step] = sumSpent;
    expiredShare[step] = sumExpired;
    open[step] = left;
  }
  return {
    ages,
    spent: spentShare,
    expired: expiredShare,
    open,
    atRisk,
    influence: influenceOf(age, cause, weight, { order, ages, atRisk, ended, open }),
  };
}

function influenceOf(
  age: Float64Array,
  cause: Uint8Array,
  weight: Float64Array,
  risk: {
    readonly order: readonly number[];
    readonly ages: readonly number[];
    readonly atRisk: readonly number[];
    readonly ended: readonly (readonly [number, number])[];
    readonly open: readonly number[];
  },
): Float64Array {
  const { order, ages, atRisk, ended, open } = risk;
  const steps = ages.length;
  // What of those left after a step will expire: from the end, where none will any more.
  const later = new Float64Array(steps + 1);
  for (let step = steps - 1; step >= 0; step--) {
    const [spent, expired] = ended[step];
    const stays = (atRisk[step] - spent - expired) / atRisk[step];
    later[step] = expired / atRisk[step] + stays * later[step + 1];
  }
  const influence = new Float64Array(age.length);
  let step = 0;
  let ofRisk = 0;
  for (const row of order) {
    // At risk at every step up to its own age, that one included.
    for (; step < steps && ages[step] <= age[row]; step++) {
      const [spent, expired] = ended[step];
      const before = step === 0 ? 1 : open[step - 1];
      const loss = expired - (spent + expired) * later[step + 1];
      ofRisk -= (before * loss) / atRisk[step] ** 2;
    }
    let slope = ofRisk;
    if (cause[row] !== OPEN) {
      // Its own age is the step just passed.
      const own = step - 1;
      const before = own === 0 ? 1 : open[own - 1];
      const gain = (cause[row] === EXPIRED ? 1 : 0) - later[own + 1];
      slope += (before * gain) / atRisk[own];
    }
    influence[row] = weight[row] * slope;
  }
  return influence;
}
