import type { LogLikelihood } from "../../numeric/likelihood.ts";
import type { HistoryLogLikelihood } from "../fitting/history-log-likelihood.ts";
import type { WeightedHistories } from "../fitting/purchase-data.ts";
import type { Term } from "./design.ts";
import type { Move } from "./moves.ts";

/** A process with its covariates. */
interface MovedProcess {
  readonly move: Move;
  readonly columns: readonly Float64Array[];
  /** The places of the coefficients among all values. */
  readonly places: readonly number[];
}

/** Moves the parameters from row to row, and brings slopes back. */
export interface RowParameters {
  /** The parameters of a row; the array is used again for the next. */
  readonly at: (values: Float64Array, row: number) => Float64Array;
  /** Adds to a gradient by all values the slopes by the row's own parameters. */
  readonly pull: (
    slopes: Float64Array,
    row: number,
    weight: number,
    gradient: Float64Array,
  ) => void;
}

export function rowParameters(
  count: number,
  moves: readonly Move[],
  terms: readonly Term[],
  covariates: readonly Float64Array[],
): RowParameters {
  const processes: MovedProcess[] = moves
    .map((move) => {
      const own = terms.filter((term) => term.process === move.process);
      return {
        move,
        columns: own.map((term) => covariates[term.covariate]),
        places: own.map((term) => count + term.coefficient),
      };
    })
    .filter(({ places }) => places.length > 0);
  // Before each move, and after the last.
  const stages = Array.from({ length: processes.length + 1 }, () => new Float64Array(count));
  return {
    at: (values, row) => {
      for (let i = 0; i < count; i++) stages[0][i] = values[i];
      processes.forEach(({ move, columns, places }, k) => {
        let eta = 0;
        for (let j = 0; j < places.length; j++) eta += values[places[j]] * columns[j][row];
        stages[k + 1].set(stages[k]);
        move.apply(stages[k + 1], eta);
      });
      return stages[processes.length];
    },
    pull: (slopes, row, weight, gradient) => {
      for (let k = processes.length - 1; k >= 0; k--) {
        const { move, columns, places } = processes[k];
        const byEta = weight * move.pull(slopes, stages[k + 1], stages[k]);
        for (let j = 0; j < places.length; j++) gradient[places[j]] += byEta * columns[j][row];
      }
      for (let i = 0; i < count; i++) gradient[i] += weight * slopes[i];
    },
  };
}

/** The log-likelihood by parameters and coefficients, each history with parameters of its own. */
export function covariateLogLikelihood(
  historyLogLikelihood: HistoryLogLikelihood,
  { frequency, recency, age, weight }: WeightedHistories,
  parameters: RowParameters,
  count: number,
): LogLikelihood {
  const slopes = new Float64Array(count);
  return (values, gradient) => {
    gradient.fill(0);
    let total = 0;
    for (let row = 0; row < frequency.length; row++) {
      const own = parameters.at(values, row);
      total +=
        weight[row] * historyLogLikelihood(own, frequency[row], recency[row], age[row], slopes);
      parameters.pull(slopes, row, weight[row], gradient);
    }
    return total;
  };
}
