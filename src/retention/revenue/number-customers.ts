import type { CustomerId, IdColumn } from "../../core/columns.ts";
import type { IdReading } from "../../customers/engine/ids/id-reading.ts";
import { readIds } from "../../customers/engine/ids/read-ids.ts";

/** Customers by number. */
export interface NumberedCustomers {
  /** The number of each row's customer. */
  readonly customer: Int32Array;
  /** Their ids by number. */
  readonly ids: readonly (CustomerId | bigint)[];
}

/** Reads an id by its row. */
export type ReadId = (row: number) => unknown;

/** Numbers things in the order in which they come. */
export function numbering() {
  const numbers = new Map<unknown, number>();
  const listed: (CustomerId | bigint)[] = [];
  return {
    of(value: unknown): number {
      const known = numbers.get(value);
      if (known !== undefined) return known;
      numbers.set(value, numbers.size);
      if (typeof value === "string" || typeof value === "number" || typeof value === "bigint") {
        listed.push(value);
      }
      return numbers.size - 1;
    },
    values: () => listed,
  };
}

export function lengthOf(column: IdColumn): number {
  return Array.isArray(column) ? column.length : readIds(column).length;
}

/** Numbers customers by a table, where their ids are dense and none is at fault. */
export function numberDense(
  { keys, faulty, length }: IdReading,
  idAt: ReadId,
): NumberedCustomers | undefined {
  if (faulty || keys.kind !== "dense") return undefined;
  const numbers = new Int32Array(keys.range);
  const customer = new Int32Array(length);
  const ids: (CustomerId | bigint)[] = [];
  for (let row = 0; row < length; row++) {
    const key = (keys.codes[row] - keys.base) | 0;
    if (numbers[key] === 0) {
      const id = idAt(row);
      if (typeof id !== "string" && typeof id !== "number" && typeof id !== "bigint")
        return undefined;
      numbers[key] = ids.push(id);
    }
    customer[row] = numbers[key] - 1;
  }
  return { customer, ids };
}

export function idReader(column: IdColumn): ReadId {
  if ("dictionary" in column) {
    const { codes, dictionary } = column;
    return (row) => dictionary[Number(codes[row])];
  }
  return (row) => column[row];
}
