import { show } from "../core/checks.ts";
import type { CustomerId } from "../core/columns.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import { faultOfId } from "../customers/engine/ids/fault-of-id.ts";
import { checkList, checkRows } from "./check.ts";
import type { ProfileSource } from "./types.ts";

interface Owned {
  readonly customerId?: CustomerId | undefined;
}

/** The rows of a source by customer, as positions, and what became of them. */
export interface Matched {
  readonly of: ReadonlyMap<CustomerId, readonly number[]>;
  readonly report: ProfileSource;
}

/** Rows by customer; any number of them each. */
export function matchRows(
  path: readonly string[],
  rows: readonly Owned[],
  inBase: ReadonlySet<CustomerId>,
): Matched {
  checkRows(rows, path);
  const of = new Map<CustomerId, number[]>();
  let anonymous = 0;
  for (const [row, { customerId }] of rows.entries()) {
    if (customerId === undefined) {
      anonymous++;
      continue;
    }
    const own = of.get(customerId);
    if (own !== undefined) {
      own.push(row);
      continue;
    }
    checkCustomerId(customerId, [...path, row, "customerId"]);
    of.set(customerId, [row]);
  }
  const unmatched = [...of.keys()].filter((id) => !inBase.has(id));
  const matched = of.size - unmatched.length;
  const report = {
    source: path.join("."),
    rows: rows.length,
    matched,
    missing: inBase.size - matched,
    unmatched,
    anonymous,
  };
  return { of, report };
}

/** Rows by customer; one each, and none without a customer. */
export function matchOnce<Row extends Owned>(
  source: string,
  rows: readonly Row[],
  inBase: ReadonlySet<CustomerId>,
): { readonly of: (id: CustomerId) => Row | undefined; readonly report: ProfileSource } {
  collectIds(rows, [source]);
  const { of, report } = matchRows([source], rows, inBase);
  return {
    of: (id) => {
      const [row] = of.get(id) ?? [];
      return row === undefined ? undefined : rows[row];
    },
    report,
  };
}

/** The ids of rows, which must all be there and differ. */
export function collectIds(rows: readonly Owned[], path: ErrorPath): ReadonlySet<CustomerId> {
  checkRows(rows, path);
  return collect(rows.length, (row) => rows[row].customerId, path, ["customerId"]);
}

/** The ids of an audience, which must all be ids and differ. */
export function collectAudience(
  customerIds: readonly CustomerId[],
  path: ErrorPath,
): ReadonlySet<CustomerId> {
  checkList(customerIds, path);
  return collect(customerIds.length, (index) => customerIds[index], path, []);
}

function collect(
  length: number,
  idAt: (index: number) => CustomerId | undefined,
  path: ErrorPath,
  field: ErrorPath,
): ReadonlySet<CustomerId> {
  const ids = new Set<CustomerId>();
  for (let index = 0; index < length; index++) {
    const id = idAt(index);
    if (faultOfId(id) !== undefined || id === undefined) {
      checkCustomerId(id, [...path, index, ...field]);
      continue;
    }
    ids.add(id);
    // The set grows with every new id: one that did not is known.
    if (ids.size !== index + 1) {
      const message = `customer ${show(id)} comes a second time`;
      throw new InputError("duplicate_id", message, [...path, index, ...field]);
    }
  }
  return ids;
}

/** A non-empty string or a safe integer, or an error at `path`. */
export function checkCustomerId(
  id: CustomerId | undefined,
  path: ErrorPath,
): asserts id is CustomerId {
  const fault = faultOfId(id);
  if (fault !== undefined) throw new InputError(fault.code, fault.message, path);
}
