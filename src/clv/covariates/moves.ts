import type { CovariateRoles } from "../fitting/family.ts";
import type { CovariateProcess } from "./covariate-effects.ts";

/** How the covariates of one process move the parameters of a customer. */
export interface Move {
  readonly process: CovariateProcess;
  /** Moves the parameters in `local` by η = γ'z. */
  readonly apply: (local: Float64Array, eta: number) => void;
  /**
   * Turns slopes by the moved parameters, found at `local`, into slopes by the parameters before the
   * move, found at `base`; gives the slope by η.
   */
  readonly pull: (slopes: Float64Array, local: Float64Array, base: Float64Array) => number;
}

/** θ exp(sign η). */
function scaleMove(process: CovariateProcess, place: number, sign: 1 | -1): Move {
  return {
    process,
    apply: (local, eta) => {
      local[place] *= Math.exp(sign * eta);
    },
    pull: (slopes, local, base) => {
      const byEta = sign * slopes[place] * local[place];
      slopes[place] *= local[place] / base[place];
      return byEta;
    },
  };
}

/** The logit of a/(a+b) plus η, with a+b as it was. */
function oddsMove(process: CovariateProcess, a: number, b: number): Move {
  return {
    process,
    apply: (local, eta) => {
      const sum = local[a] + local[b];
      // e^η a : b, whichever of the two is larger kept in reach of doubles.
      const share = 1 / (1 + Math.exp(-(eta + Math.log(local[a]) - Math.log(local[b]))));
      const rest = 1 / (1 + Math.exp(eta + Math.log(local[a]) - Math.log(local[b])));
      local[a] = sum * share;
      local[b] = sum * rest;
    },
    pull: (slopes, local, base) => {
      const sum = base[a] + base[b];
      const traded = (local[a] * local[b]) / sum;
      const byEta = (slopes[a] - slopes[b]) * traded;
      const bySum = (slopes[a] * local[a] + slopes[b] * local[b]) / sum;
      slopes[a] = bySum + byEta / base[a];
      slopes[b] = bySum - byEta / base[b];
      return byEta;
    },
  };
}

/** The moves that a family knows; `lifetimeA` and `lifetimeB` for those whose drop-out has odds. */
export function movesOf(roles: CovariateRoles | undefined): Move[] {
  if (roles === undefined) return [];
  if ("spend" in roles) return [scaleMove("spend", roles.spend, 1)];
  const { transaction, lifetime } = roles;
  const purchases = scaleMove("transaction", transaction.scale, -1);
  if ("scale" in lifetime) return [purchases, scaleMove("lifetime", lifetime.scale, -1)];
  const [a, b] = lifetime.odds;
  return [
    purchases,
    oddsMove("lifetime", a, b),
    scaleMove("lifetimeA", a, 1),
    scaleMove("lifetimeB", b, 1),
  ];
}
