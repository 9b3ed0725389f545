import { sampleNormal } from "../random/normal.ts";
import type { Random } from "../random/seed.ts";
import { dot } from "../vector.ts";
import { leapfrog, type Phase, type Place, phaseAt, type Target } from "./phase.ts";

/** A draw, and what the way to it tells of the step size. */
export interface Transition {
  readonly place: Place;
  /** Mean chance of acceptance along the trajectory: 1 where steps are exact. */
  readonly acceptance: number;
  /** Did the energy run away? Then steps are too coarse for the place. */
  readonly isDivergent: boolean;
  /** Evaluations of the density. */
  readonly leapfrogs: number;
}

/** A stretch of a trajectory, with one of its points drawn by their joint densities. */
interface Stretch {
  readonly back: Phase;
  readonly front: Phase;
  readonly drawn: Phase;
  /** The logarithm of the sum of joint densities, against that of the start. */
  readonly logWeight: number;
  /** The sum of momenta. */
  readonly travelled: Float64Array;
}

interface Tally {
  acceptance: number;
  leapfrogs: number;
  isDivergent: boolean;
}

const MAX_DOUBLINGS = 10;
/** So many nats of energy gained are no rounding of the steps. */
const RUNAWAY = 1000;

/**
 * One step of the No-U-Turn Sampler: a trajectory is doubled, forward or backward at random, until
 * its ends begin to approach each other; one of its points is the draw, with weights by their joint
 * densities and a bias away from the start.
 *
 * Hoffman & Gelman (2014), The No-U-Turn Sampler, JMLR 15; Betancourt (2017), A conceptual
 * introduction to Hamiltonian Monte Carlo, appendix A.
 */
export function noUTurn(target: Target, random: Random, place: Place, step: number): Transition {
  const start = phaseAt(
    place,
    place.point.map(() => sampleNormal(random)),
  );
  const tally: Tally = { acceptance: 0, leapfrogs: 0, isDivergent: false };

  const extend = (from: Phase, doublings: number, signedStep: number): Stretch | undefined => {
    if (doublings === 0) {
      const phase = leapfrog(target, from, signedStep);
      const gained = phase.logJoint - start.logJoint;
      tally.leapfrogs++;
      tally.isDivergent = !(gained > -RUNAWAY);
      // A density that is no number ends its trajectory, and must not spoil the steps of all others.
      if (!tally.isDivergent) tally.acceptance += Math.min(1, Math.exp(gained));
      return tally.isDivergent ? undefined : single(phase, gained);
    }
    const first = extend(from, doublings - 1, signedStep);
    const end = signedStep > 0 ? first?.front : first?.back;
    const second = end && extend(end, doublings - 1, signedStep);
    if (first === undefined || second === undefined) return undefined;
    const logWeight = addLogs(first.logWeight, second.logWeight);
    const takesSecond = Math.log(random.next()) < second.logWeight - logWeight;
    const [back, front] = signedStep > 0 ? [first, second] : [second, first];
    return isTurning(back, front)
      ? undefined
      : join(back, front, takesSecond ? second.drawn : first.drawn, logWeight);
  };

  let way = single(start, 0);
  for (let doublings = 0; doublings < MAX_DOUBLINGS; doublings++) {
    const forward = random.next() < 0.5;
    const fresh = extend(forward ? way.front : way.back, doublings, forward ? step : -step);
    if (fresh === undefined) break;
    const takesFresh = Math.log(random.next()) < fresh.logWeight - way.logWeight;
    const [back, front] = forward ? [way, fresh] : [fresh, way];
    const logWeight = addLogs(way.logWeight, fresh.logWeight);
    const stops = isTurning(back, front);
    way = join(back, front, takesFresh ? fresh.drawn : way.drawn, logWeight);
    if (stops) break;
  }
  const { acceptance, leapfrogs, isDivergent } = tally;
  return {
    place: way.drawn,
    acceptance: leapfrogs === 0 ? 0 : acceptance / leapfrogs,
    isDivergent,
    leapfrogs,
  };
}

function single(phase: Phase, logWeight: number): Stretch {
  return { back: phase, front: phase, drawn: phase, logWeight, travelled: phase.momentum };
}

function join(back: Stretch, front: Stretch, drawn: Phase, logWeight: number): Stretch {
  const travelled = plus(back.travelled, front.travelled);
  return { back: back.back, front: front.front, drawn, logWeight, travelled };
}

/**
 * Do the ends of two stretches in a row approach each other: those of both together, or of one
 * and the nearest point of the other, between which a full turn could hide?
 */
function isTurning(back: Stretch, front: Stretch): boolean {
  const approach = (from: Phase, to: Phase, travelled: Float64Array) =>
    dot(from.momentum, travelled) <= 0 || dot(to.momentum, travelled) <= 0;
  return (
    approach(back.back, front.front, plus(back.travelled, front.travelled)) ||
    approach(back.back, front.back, plus(back.travelled, front.back.momentum)) ||
    approach(back.front, front.front, plus(front.travelled, back.front.momentum))
  );
}

function plus(left: Float64Array, right: Float64Array): Float64Array {
  return left.map((value, i) => value + right[i]);
}

/** ln(e^a + e^b). */
function addLogs(a: number, b: number): number {
  return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
}
