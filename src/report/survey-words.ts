import type { MeasureUsed } from "../survey/types.ts";
import type { NumberFormat } from "./table.ts";

const NAMES = {
  nps: "Net Promoter Score",
  csat: "Customer satisfaction",
  ces: "Customer effort",
} as const;

/** What a score's number is, where its name does not say. */
const METRICS = {
  nps: { net: "", share: "", mean: "" },
  csat: { net: "", share: ", % satisfied", mean: ", mean answer" },
  ces: { net: ", % easy minus % hard", share: ", % easy", mean: ", mean answer" },
} as const;

export function surveyTitle({ kind, metric }: MeasureUsed): string {
  return `${NAMES[kind]}${METRICS[kind][metric]}`;
}

export function scaleOf({ scale, better }: MeasureUsed): string {
  return `Answers from ${scale.min} to ${scale.max}, ${better} is good.`;
}

/** Points of a hundred, or of the scale. */
export function scoreFormat({ metric }: MeasureUsed): NumberFormat {
  return { decimals: metric === "mean" ? 2 : 1 };
}
