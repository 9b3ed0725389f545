import type { FitWarningCode } from "../../core/fit-report.ts";
import type { Warning } from "../../core/warning.ts";

/** So many repeat buyers a number that is estimated: fewer say little of how unlike customers are. */
const ENOUGH_BUYERS = 5;

/** The doubt that comes with few repeat buyers to estimate so many numbers from. */
export function fewBuyers(repeatBuyers: number, estimates: number): Warning<FitWarningCode>[] {
  if (repeatBuyers >= ENOUGH_BUYERS * estimates) return [];
  const message = `${repeatBuyers} bought again, to estimate ${estimates} numbers from`;
  return [{ code: "too_little_data", message, details: { repeatBuyers, estimates } }];
}
