import type { CustomerId, IdColumn } from "../core/columns.ts";
import { check } from "../core/expect.ts";
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
    const { codes, dictionary } = column;
    // Of what is no number `Number` would make one.
    return Array.from<number | bigint, unknown>(codes ?? [], (code) =>
      typeof code === "number" || typeof code === "bigint" ? dictionary?.[Number(code)] : code,
    );
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
  const earlier = rowsById(before, "before");
  const later = Array.from(rowsById(after, "after")).filter(([id]) => earlier.has(id));
  return {
    before: Uint32Array.from(later, ([id]) => earlier.get(id) ?? 0),
    after: Uint32Array.from(later, ([, row]) => row),
  };
}

function rowsById(ids: readonly CustomerId[], name: string): ReadonlyMap<CustomerId, number> {
  const rows = new Map<CustomerId, number>();
  ids.forEach((id, row) => {
    // The map grows with every customer but one who is there.
    if (rows.set(id, row).size > row) return;
    const path = [name, "scores", row, "customerId"];
    check(false, "duplicate_customer", path, "each customer once", id);
  });
  return rows;
}
