import {
  chanceOfLonger,
  forecastGap,
  type GapForecast,
  type GapPopulation,
  meanLogGap,
  measureGaps,
} from "./gap-model.ts";
import type { PurchaseBook } from "./purchase-book.ts";

/** A customer's rhythm and where she is in it. */
export interface Rhythm {
  readonly gaps: number;
  readonly daysSinceLast: number;
  /** Absent where nobody's gaps tell what to expect. */
  readonly forecast: GapForecast | undefined;
  readonly chance: number | null;
}

/** What the gaps of all and those of each customer say. */
export function judgeGaps({ customers, offsets, days, reading }: PurchaseBook): {
  readonly population: GapPopulation | undefined;
  readonly rhythmOf: (customer: number) => Rhythm;
} {
  const population = measureGaps(customers, offsets, days);
  return {
    population,
    rhythmOf(customer) {
      const start = offsets[customer];
      const end = offsets[customer + 1];
      const gaps = end - start - 1;
      const daysSinceLast = reading.lastDay - days[end - 1];
      if (population === undefined)
        return { gaps, daysSinceLast, forecast: undefined, chance: null };
      const meanLog = gaps === 0 ? 0 : meanLogGap(days, start, end);
      const forecast = forecastGap(population, gaps, meanLog);
      return { gaps, daysSinceLast, forecast, chance: chanceOfLonger(forecast, daysSinceLast) };
    },
  };
}
