import type { ContractData } from "../contract-data.ts";
import type { FittedContract } from "../contract-model.ts";
import { type FitContractOptions, fitContract } from "../fit-contract.ts";
import { readLifetimes } from "../read-lifetimes.ts";
import { shiftedBetaGeometricLogLikelihood } from "./likelihood.ts";
import type { ShiftedBetaGeometricModel, ShiftedBetaGeometricParameter } from "./model.ts";

/**
 * How soon do customers under contract leave, and how unlike are they in that?
 *
 * Fits the shifted beta geometric model: for contracts renewed period by period, where the end of one is
 * seen: subscriptions, memberships, insurance. Not for shops where people buy when they like: see the
 * models of `clientele/clv`. Where one customer's own chance to leave changes with time, see
 * `fitBetaDiscreteWeibull`.
 *
 * Maximizes the likelihood of Fader & Hardie (2007, eq. 5 and 6):
 * P(T = t) = B(α+1, β+t-1)/B(α, β) for who left at the t-th renewal,
 * S(t) = B(α, β+t)/B(α, β) for who has made t renewals and is still there,
 * over the logarithms of the parameters, with exact gradients, to a Newton decrement of 1e-14 a
 * parameter.
 *
 * @param data - `timeUnit`, the time from one renewal to the next, with one of: `survivors`, the
 *   customers of one cohort there after 0, 1, 2 … renewals; `cohorts`, several such, each of its own
 *   length; `customers`, rows or columns of `renewals` made and `lost`, true where she left at the
 *   renewal after these; columns of these with a `weight`
 * @param options - `priors` made by `parameterPriors`: the fit is then the mode of the posterior density
 * @returns the model: `params` alpha and beta (shapes of the chance to leave at a renewal), both
 *   positive; `fit` as for every model. Where nobody leaves, everybody does, or only one renewal was
 *   seen, the likelihood rises for ever or is flat along some direction: the verdict is `boundary` or
 *   `ridge`, and a warning names the parameters. `infinite_mean` where alpha ≤ 1
 *
 * Edge cases: customers who have not come to a renewal yet count, and say nothing.
 *
 * @throws FitError `empty` without customers, `no_renewals` where nobody has come to one,
 *   `no_convergence` where the search ended short of an optimum
 * @throws InputError `invalid_summary` for survivors that rise or a fate that is none, `out_of_range`
 *   for counts that are not whole, `invalid_column`, `length_mismatch`, `invalid_option`
 *
 * @example
 * ```ts
 * import { fitShiftedBetaGeometric } from "clientele/retention";
 *
 * const model = fitShiftedBetaGeometric({
 *   timeUnit: "year",
 *   survivors: [1000, 869, 743, 653, 593, 551, 517, 491],
 * });
 * model.params.alpha.toFixed(4); // => "0.6681"
 * model.params.beta.toFixed(4); // => "3.8061"
 * model.fit.customers; // => 1000
 * ```
 *
 * @see Fader & Hardie (2007), How to project customer retention, J. Interactive Marketing 21(1)
 */
export function fitShiftedBetaGeometric(
  data: ContractData,
  options: FitContractOptions<ShiftedBetaGeometricParameter> = {},
): FittedContract<ShiftedBetaGeometricModel> {
  const lifetimes = readLifetimes(data);
  const fitted = fitContract<ShiftedBetaGeometricParameter>(
    {
      label: ([alpha, beta]) => ({ alpha, beta }),
      logLikelihood: shiftedBetaGeometricLogLikelihood(lifetimes),
      starts: [
        [0.7, 2],
        [1, 20],
        [4, 4],
      ],
      powerOf: ({ alpha }) => alpha,
    },
    lifetimes,
    options,
  );
  return { kind: "shifted-beta-geometric", version: 1, timeUnit: data.timeUnit, ...fitted };
}
