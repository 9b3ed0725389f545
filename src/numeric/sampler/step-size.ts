/** A step size on its way to a wanted rate of acceptance. */
export interface StepSize {
  /** The one to try next. */
  readonly step: () => number;
  readonly learn: (acceptance: number) => void;
  /** The one that all that was learned speaks for. */
  readonly settled: () => number;
}

/** Weight of the early steps, which tell little. */
const PATIENCE = 10;
/** How strongly one step pulls. */
const GAIN = 20;
/** How fast old steps are forgotten in the mean. */
const FORGETTING = 0.75;

/**
 * Nesterov's dual averaging of the logarithm of a step size (Hoffman & Gelman 2014, section 3.2,
 * algorithm 5): steps move against the mean shortfall of acceptance, around twice the first one.
 */
export function adaptStepSize(first: number, acceptanceWanted: number): StepSize {
  const center = Math.log(2 * first);
  let count = 0;
  let shortfall = 0;
  let logStep = Math.log(first);
  let logMean = logStep;
  return {
    step: () => Math.exp(logStep),
    learn: (acceptance) => {
      count++;
      shortfall += (acceptanceWanted - acceptance - shortfall) / (count + PATIENCE);
      logStep = center - GAIN * Math.sqrt(count) * shortfall;
      logMean += (logStep - logMean) * count ** -FORGETTING;
    },
    settled: () => Math.exp(logMean),
  };
}
