import { check, checkFinite, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { CustomerSummary } from "../customers/summary.ts";
import type { RfmScore } from "../rfm/types.ts";
import { checkName, checkObject, checkText } from "./check.ts";
import type { CustomerSegment, PredictionColumn, RfmStanding } from "./types.ts";

/** Refuses a summary that lacks one of its numbers. */
export function checkSummary(customer: CustomerSummary, row: number): void {
  const { frequency, recency, age, monetaryValue, orders, days, revenue, daysSinceLast } = customer;
  checkText(customer.firstAt, ["base", "customers", row, "firstAt"]);
  checkText(customer.lastAt, ["base", "customers", row, "lastAt"]);
  const numbers = { frequency, recency, age, monetaryValue, orders, days, revenue, daysSinceLast };
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value)) checkFinite(value, ["base", "customers", row, name]);
  }
}

/** A customer's scores, of all that `scoreRfm` gave. */
export function standingOf(score: RfmScore | undefined): RfmStanding | null {
  if (score === undefined) return null;
  const { r, f, m, code, composite } = score;
  for (const [name, value] of Object.entries({ r, f, m, composite })) {
    if (!Number.isFinite(value)) checkFinite(value, ["scores", name]);
  }
  checkText(code, ["scores", "code"]);
  return { r, f, m, code, composite };
}

export function segmentOf(row: CustomerSegment | undefined): string | null {
  if (row === undefined) return null;
  const { customerId, segment } = row;
  if (typeof segment === "string" && segment !== "") return segment;
  const message = `expected the name of the segment of ${show(customerId)}, got ${show(segment)}`;
  throw new InputError("invalid_name", message, ["segments"], { customerId });
}

/** The values of a column, by row. */
export function readPrediction(
  name: string,
  column: PredictionColumn,
  length: number,
): (row: number) => number | null {
  const path = ["predictions", name];
  checkName(name, path);
  checkObject(column, path, "a column", "invalid_column");
  const { values, valid } = "values" in column && "valid" in column ? column : { values: column };
  for (const part of valid === undefined ? [values] : [values, valid]) {
    checkObject(part, path, "a column", "invalid_column");
    if (part.length !== length) {
      const message = `expected ${length} values, one a customer, got ${show(part.length)}`;
      throw new InputError("length_mismatch", message, path);
    }
  }
  return (row) => {
    const isValid = valid === undefined ? 1 : valid[row];
    check([0, 1].includes(isValid), "invalid_column", [...path, row], "1 or 0 in valid", isValid);
    return isValid === 0 ? null : checkFinite(values[row], [...path, row]);
  };
}
