import { check, show } from "../../core/checks.ts";
import type { CustomerId } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";

/**
 * Tells a customer's segment; `null` for none. Integers of 64 bits come as numbers; those that no
 * number can tell are refused (`invalid_id`).
 */
export type SegmentOf = (customerId: CustomerId) => string | null;

/** Customers of one segment, by number; segment `null` for those without. */
export interface Segment {
  readonly name: string | null;
  readonly isMember: (customer: number) => boolean;
}

const NOT_CALLED: readonly Segment[] = [{ name: null, isMember: () => true }];

/** The segments in the order of their names, those without one last; all in one if none are asked. */
export function segmentCustomers(
  ids: readonly (CustomerId | bigint)[],
  segmentOf: SegmentOf | undefined,
): readonly Segment[] {
  if (segmentOf === undefined) return NOT_CALLED;
  if (typeof segmentOf !== "function") {
    throw new InputError("invalid_option", `expected a function, got ${show(segmentOf)}`, [
      "segmentOf",
    ]);
  }
  const names = ids.map((id) => {
    const known = typeof id === "bigint" ? Number(id) : id;
    // Two large ids would be asked for as one.
    const isTold = typeof id !== "bigint" || Number.isSafeInteger(known);
    check(isTold, "invalid_id", ["segmentOf"], "ids that numbers can tell: take String(id)", id);
    const name = segmentOf(known);
    if (typeof name === "string" || name === null) return name;
    const message = `expected a segment's name or null for customer ${show(id)}, got ${show(name)}`;
    throw new InputError("invalid_segment", message, ["segmentOf"]);
  });
  const named = [...new Set(names)].filter((name) => name !== null).sort();
  const listed = names.includes(null) ? [...named, null] : named;
  return listed.map((name) => ({ name, isMember: (customer) => names[customer] === name }));
}
