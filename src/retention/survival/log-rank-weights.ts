/** How much a difference at one time counts. */
export type LogRankWeights =
  | "log_rank"
  | "gehan"
  | "tarone_ware"
  | "peto"
  | "modified_peto"
  | "fleming_harrington";

export const LOG_RANK_WEIGHTS = [
  "log_rank",
  "gehan",
  "tarone_ware",
  "peto",
  "modified_peto",
  "fleming_harrington",
] as const satisfies LogRankWeights[];

/** The weight of a time, told once for each time in order. */
export type TimeWeight = (events: number, atRisk: number) => number;

export function timeWeights(weights: LogRankWeights, rho: number, gamma: number): TimeWeight {
  let before = 1;
  switch (weights) {
    case "log_rank":
      return () => 1;
    case "gehan":
      return (_, atRisk) => atRisk;
    case "tarone_ware":
      return (_, atRisk) => Math.sqrt(atRisk);
    case "peto":
    case "modified_peto":
      return (events, atRisk) => {
        before *= 1 - events / (atRisk + 1);
        return weights === "peto" ? before : (before * atRisk) / (atRisk + 1);
      };
    case "fleming_harrington":
      return (events, atRisk) => {
        const weight = before ** rho * (1 - before) ** gamma;
        before *= 1 - events / atRisk;
        return weight;
      };
    default:
      return weights satisfies never;
  }
}
