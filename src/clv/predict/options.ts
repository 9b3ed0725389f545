import { checkKeys, isObject } from "../../core/expect.ts";

/** Of all verbs that ask a model of customers: one object may serve several of them. */
const NAMES = [
  ...["horizon", "after", "probability", "maximum", "level", "posterior", "draws"],
  ...["discountRate", "margin", "from", "timeZone", "acquisitionCost", "valid"],
];

/** Refuses an option under a name that none of these verbs reads: it would silently not hold. */
export function checkPredictionOptions(options: unknown): void {
  if (isObject(options)) checkKeys(options, NAMES);
}
