import type { FitWarningCode } from "../../core/fit-report.ts";
import type { Warning } from "../../core/warning.ts";

/** So many repeat buyers a number that is estimated: fewer say little of how unlike customers are. */
const ENOUGH_BUYERS = 5;

export function tooLittleData(buyers: number, estimates: number): Warning<FitWarningCode>[] {
  if (buyers >= ENOUGH_BUYERS * estimates) return [];
  return [
    {
      code: "too_little_data",
      message: `${buyers} customers bought again, to estimate ${estimates} numbers from`,
      details: { repeatBuyers: buyers, estimates },
    },
  ];
}
