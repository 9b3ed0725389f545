import type { ContractData } from "../contract-data.ts";
import type { FittedContract } from "../contract-model.ts";
import { type FitContractOptions, fitContract } from "../fit-contract.ts";
import { readLifetimes } from "../read-lifetimes.ts";
import { betaDiscreteWeibullLogLikelihood } from "./likelihood.ts";
import type { BetaDiscreteWeibullModel, BetaDiscreteWeibullParameter } from "./model.ts";

/**
 * How soon do customers under contract leave, how unlike are they in that, and does the chance to leave
 * change with the time that one has stayed?
 *
 * Fits the beta-discrete-Weibull model: the shifted beta geometric one with a parameter more, c. With
 * c above 1 a customer's own chance to leave rises from renewal to renewal, with c below 1 it falls, with
 * c = 1 it stays. For contracts renewed period by period, where the end of one is seen, and at least four
 * renewals of many customers; with fewer `fitShiftedBetaGeometric` says as much and wavers less.
 *
 * Maximizes the likelihood of S(t) = B(α, β+t^c)/B(α, β):
 * P(T = t) = S(t-1) - S(t) for who left at the t-th renewal, S(t) for who has made t renewals and is still
 * there, over the logarithms of the parameters, with exact gradients, to a Newton decrement of 1e-14 a
 * parameter.
 *
 * @param data - as for `fitShiftedBetaGeometric`: `timeUnit` with `survivors`, `cohorts`, `customers`, or
 *   columns with a `weight`
 * @param options - `priors` made by `parameterPriors`: the fit is then the mode of the posterior density
 * @returns the model: `params` alpha and beta (shapes of the chance to leave at the first renewal) and c
 *   (how it changes), all positive; `fit` as for every model, with warnings where the data leave
 *   parameters open (`weakly_identified`, `at_boundary`) and `infinite_mean` where alpha · c ≤ 1
 *
 * Edge cases: as for `fitShiftedBetaGeometric`. Of one or two renewals no c is known.
 *
 * @throws FitError and InputError as `fitShiftedBetaGeometric` does
 *
 * @example
 * ```ts
 * import { fitBetaDiscreteWeibull } from "clientele/retention";
 *
 * const model = fitBetaDiscreteWeibull({
 *   timeUnit: "year",
 *   survivors: [1000, 869, 743, 653, 593, 551, 517, 491],
 * });
 * model.params.c.toFixed(4); // => "1.7236"
 * model.fit.logLikelihood.toFixed(3); // => "-1605.314"
 * ```
 *
 * @see Fader, Hardie, Liu, Davin & Steenburgh (2018), "How to project customer retention" revisited: the
 *   role of duration dependence, J. Interactive Marketing 43
 */
export function fitBetaDiscreteWeibull(
  data: ContractData,
  options: FitContractOptions<BetaDiscreteWeibullParameter> = {},
): FittedContract<BetaDiscreteWeibullModel> {
  const lifetimes = readLifetimes(data);
  const fitted = fitContract<BetaDiscreteWeibullParameter>(
    {
      label: ([alpha, beta, c]) => ({ alpha, beta, c }),
      logLikelihood: betaDiscreteWeibullLogLikelihood(lifetimes),
      starts: [
        [0.5, 1.5, 1.2],
        [1, 20, 1],
        [4, 4, 0.7],
      ],
      powerOf: ({ alpha, c }) => alpha * c,
    },
    lifetimes,
    options,
  );
  return { kind: "beta-discrete-weibull", version: 1, timeUnit: data.timeUnit, ...fitted };
}
