import * as z from "zod/mini";
import { checkInteger, checkNonNegative, checkPositive } from "../core/checks.ts";
import type { CustomerId } from "../core/columns.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { TimeInput } from "../core/time-input.ts";
import type { TimeUnit } from "../core/time-unit.ts";
import { faultOfId } from "../customers/engine/ids/fault-of-id.ts";
import type { Fault } from "../customers/engine/ids/id-reading.ts";
import { faultOfTime, isTellable, timeReader } from "../customers/engine/times.ts";
import type { RejectedRow } from "../customers/summary.ts";
import { formatDay, parseDay } from "../time/day.ts";
import { parseInstant } from "../time/instant.ts";
import { openZone } from "../time/zone.ts";
import { issueOf } from "./issue.ts";

const UTC = openZone("UTC");
const readTime = timeReader("ms", UTC);

/**
 * Lets a domain's own check judge a value whose shape is right. Where its errors count their path
 * from elsewhere, `relocate` says where that is within the value.
 */
export function lawful<Value>(
  check: (value: Value) => void,
  relocate: (path: ErrorPath) => ErrorPath = (path) => path,
): (payload: z.core.ParsePayload<Value>) => void {
  return faultless((value) => {
    const issue = issueOf(() => check(value));
    return issue && { ...issue, path: relocate(issue.path) };
  });
}

/** As {@link lawful}, by a check that tells what is wrong: errors take long to throw a million times. */
function faultless<Value>(
  faultOf: (value: Value) => (Fault & { readonly path?: ErrorPath }) | undefined,
): (payload: z.core.ParsePayload<Value>) => void {
  return ({ value, issues }) => {
    const fault = faultOf(value);
    if (fault === undefined) return;
    const { code, message, path = [] } = fault;
    issues.push({ code: "custom", input: value, path: [...path], message, params: { code } });
  };
}

/** A list, read-only as in the nouns. */
export function listOf<Item>(item: z.ZodMiniType<Item>): z.ZodMiniType<readonly Item[]> {
  return z.array(item);
}

/** Without NaN and infinities, which zod takes for no numbers. */
export const finite = z.number();
export const nonNegative = z.number().check(lawful((value) => checkNonNegative(value, [])));
export const positive = z.number().check(lawful((value) => checkPositive(value, [])));
export const count = z.number().check(lawful((value) => checkInteger(value, [])));

/** A share of a whole, from 0 to 1. */
export const share = z.number().check(
  lawful((value) => {
    if (checkNonNegative(value, []) <= 1) return;
    throw new InputError("out_of_range", `expected at most 1, got ${value}`);
  }),
);

/** Of an interval: between 0 and 1, neither of them. */
export const level = z.number().check(
  lawful((value) => {
    if (value > 0 && value < 1) return;
    throw new InputError("out_of_range", `expected more than 0, less than 1, got ${value}`);
  }),
);

/** Numbers in rows as long as there are rows. */
export const square = z.array(z.array(z.number())).check(
  lawful((rows) => {
    if (rows.every((row) => row.length === rows.length)) return;
    const message = `expected ${rows.length} rows of ${rows.length} numbers each`;
    throw new InputError("length_mismatch", message);
  }),
);

/** A score of RFM: no dimension has more than 99. */
export const score = z.number().check(lawful((value) => checkInteger(value, [], 1, 99)));

export const timeUnit = z.enum(["day", "week", "month", "year"] satisfies TimeUnit[]);

export const customerId = z.custom<CustomerId>().check(faultless(faultOfId));

/** Any moment; of a date alone the zone decides later, but not whether it is one. */
export const timeInput = z
  .custom<TimeInput>()
  .check(faultless((input) => (isTellable(readTime(input)) ? undefined : faultOfTime(input))));

/** A stored instant: ISO 8601. */
export const instant = z.string().check(lawful((text) => parseInstant(text, UTC, [])));

/** A stored day: `YYYY-MM-DD`. */
export const day = z.string().check(
  lawful((text) => {
    if (formatDay(parseDay(text, UTC, [])) === text) return;
    throw new InputError("invalid_time", `expected a day as YYYY-MM-DD, got "${text}"`);
  }),
);

export const timeZone = z.string().check(
  lawful(
    (name) => openZone(name),
    () => [],
  ),
);

const detail = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A doubt of one of these codes. */
export function warningOf<Code extends string>(code: z.ZodMiniType<Code>) {
  return z.strictObject({
    code,
    message: z.string(),
    details: z.exactOptional(z.record(z.string(), detail)),
  });
}

/** What a summary of orders says of orders that were odd. */
export const oddities = {
  warnings: z.exactOptional(listOf(warningOf(z.string()))),
  rejected: z.exactOptional(
    listOf(
      z.strictObject({
        row: count,
        field: z.enum(["customerId", "at", "value", "row"] satisfies RejectedRow["field"][]),
        code: z.string(),
        message: z.string(),
      }),
    ),
  ),
};
