import { show } from "../core/checks.ts";
import type { CustomerId, IdColumn } from "../core/columns.ts";
import { InputError } from "../core/errors.ts";
import { check } from "./check.ts";
import { isRows } from "./table.ts";
import type { RfmScores, RfmScoreTable } from "./types.ts";

/** The customers of scores, by their row; refuses ids that are none, or there twice. */
export function readIds(
  scores: RfmScores["scores"] | RfmScoreTable,
  name: "before" | "after",
): readonly CustomerId[] {
  const ids: readonly unknown[] = isRows(scores)
    ? scores.map((row) => row?.customerId)
    : plainIds(scores.customerId);
  if (ids.every(isId)) return ids;
  const bad = ids.findIndex((id) => !isId(id));
  const path = [name, "scores", bad, "customerId"];
  check(false, "invalid_id", path, "a non-empty string or a safe integer", ids[bad]);
}

function isId(id: unknown): id is CustomerId {
  return typeof id === "string" ? id !== "" : Number.isSafeInteger(id);
}

function plainIds(column: IdColumn): readonly unknown[] {
  if ("codes" in column) {
    const codes: ArrayLike<number | bigint> = column.codes;
    return Array.from(codes, (code) => column.dictionary[Number(code)]);
  }
  const ids: ArrayLike<CustomerId | bigint> = column;
  return Array.from(ids, (id) => (typeof id === "bigint" ? Number(id) : id));
}

/** Customers of both days: their rows then, in the order of the second day. */
export interface RowPairs {
  readonly before: Uint32Array;
  readonly after: Uint32Array;
}

/** Matches customers by id; refuses one who is there twice on a day. */
export function pairRows(before: readonly CustomerId[], after: readonly CustomerId[]): RowPairs {
  const earlier = new Map<CustomerId, number>();
  for (let row = 0; row < before.length; row++) {
    earlier.set(before[row], row);
    if (earlier.size === row) throw twice("before", row, before[row]);
  }
  const newcomers = new Set<CustomerId>();
  const matched = new Uint8Array(before.length);
  const both: RowPairs = {
    before: new Uint32Array(after.length),
    after: new Uint32Array(after.length),
  };
  let pairs = 0;
  for (let row = 0; row < after.length; row++) {
    const rowBefore = earlier.get(after[row]);
    if (rowBefore === undefined) {
      newcomers.add(after[row]);
    } else if (matched[rowBefore] === 0) {
      matched[rowBefore] = 1;
      both.before[pairs] = rowBefore;
      both.after[pairs++] = row;
    }
    if (newcomers.size + pairs === row) throw twice("after", row, after[row]);
  }
  return { before: both.before.subarray(0, pairs), after: both.after.subarray(0, pairs) };
}

function twice(name: "before" | "after", row: number, id: CustomerId): InputError {
  const message = `expected each customer once, got ${show(id)} again`;
  return new InputError("duplicate_customer", message, [name, "scores", row, "customerId"]);
}
