/** How the interval of a survival probability S is built, from the standard error σ of log S. */
export type SurvivalInterval = "plain" | "log" | "log_log" | "logit" | "arcsin";

export const SURVIVAL_INTERVALS = [
  "plain",
  "log",
  "log_log",
  "logit",
  "arcsin",
] as const satisfies SurvivalInterval[];

/** Has S an interval of this kind? At 0 there is none, at 1 only those that are of no width there. */
export function hasInterval(type: SurvivalInterval, survival: number): boolean {
  return survival > 0 && (survival < 1 || type === "plain" || type === "log");
}

/** Writes both ends of the interval of S, where it has one, at a place in two columns. */
export function writeInterval(
  kind: SurvivalInterval,
  survival: number,
  logError: number,
  z: number,
  place: number,
  lower: Float64Array,
  upper: Float64Array,
): void {
  const shift = z * logError;
  switch (kind) {
    case "plain":
      lower[place] = Math.max(0, survival * (1 - shift));
      upper[place] = Math.min(1, survival * (1 + shift));
      return;
    case "log":
      lower[place] = survival * Math.exp(-shift);
      upper[place] = Math.min(1, survival * Math.exp(shift));
      return;
    case "log_log": {
      const log = Math.log(survival);
      const power = Math.exp(shift / log);
      lower[place] = Math.exp(log / power);
      upper[place] = Math.exp(log * power);
      return;
    }
    case "logit": {
      const odds = (1 - survival) / survival;
      const factor = Math.exp(shift / (1 - survival));
      lower[place] = 1 / (1 + odds * factor);
      upper[place] = 1 / (1 + odds / factor);
      return;
    }
    case "arcsin": {
      const angle = Math.asin(Math.sqrt(survival));
      const turn = 0.5 * shift * Math.sqrt(survival / (1 - survival));
      lower[place] = Math.sin(Math.max(0, angle - turn)) ** 2;
      upper[place] = Math.sin(Math.min(Math.PI / 2, angle + turn)) ** 2;
      return;
    }
    default: {
      kind satisfies never;
    }
  }
}
