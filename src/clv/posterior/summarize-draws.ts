import type { Warning } from "../../core/warning.ts";
import { quantile } from "../../numeric/quantile.ts";
import {
  bulkEffectiveSize,
  meanEffectiveSize,
  meanOf,
  pooled,
  rankRHat,
  tailEffectiveSize,
} from "../../numeric/sampler/diagnostics.ts";
import type { ParameterSummary, PosteriorWarningCode } from "./posterior.ts";

/** The limits of Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021). */
const MOST_R_HAT = 1.01;
const LEAST_SIZE = 400;

/** What chains of draws of one parameter say, and how well. */
export function summarizeDraws(chains: readonly Float64Array[]): ParameterSummary {
  const sorted = pooled(chains);
  const mean = meanOf(sorted);
  const variance = meanOf(sorted.map((value) => (value - mean) ** 2));
  const sd = Math.sqrt((variance * sorted.length) / (sorted.length - 1));
  const size = meanEffectiveSize(chains);
  return {
    mean,
    sd,
    lower: quantile(sorted, 0.025),
    median: quantile(sorted, 0.5),
    upper: quantile(sorted, 0.975),
    rHat: rankRHat(chains),
    bulkEss: bulkEffectiveSize(chains),
    tailEss: tailEffectiveSize(chains),
    mcse: size === null ? null : sd / Math.sqrt(size),
  };
}

export function doubtsOf(
  summaries: Readonly<Record<string, ParameterSummary>>,
  divergences: number,
): Warning<PosteriorWarningCode>[] {
  const doubtful = Object.entries(summaries).flatMap(([name, { rHat, bulkEss, tailEss }]) => {
    const isGood = (rHat ?? 2) < MOST_R_HAT && Math.min(bulkEss ?? 0, tailEss ?? 0) >= LEAST_SIZE;
    return isGood ? [] : [name];
  });
  const warnings: Warning<PosteriorWarningCode>[] = [];
  if (doubtful.length > 0) {
    const parameters = doubtful.join(", ");
    warnings.push({
      code: "not_converged",
      message: `${parameters}: R-hat is ${MOST_R_HAT} or more, or draws are worth fewer than ${LEAST_SIZE}: draw more`,
      details: { parameters },
    });
  }
  if (divergences > 0) {
    warnings.push({
      code: "divergent",
      message: `${divergences} trajectories diverged: draws may miss a narrow part of the posterior`,
      details: { divergences },
    });
  }
  return warnings;
}
