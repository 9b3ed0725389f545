import type { CustomerId } from "../../../core/columns.ts";
import { rankWords } from "../rank.ts";
import { faultOfId } from "./fault-of-id.ts";
import type { IdReading } from "./id-reading.ts";
import { readDoubleIds } from "./integer-ids.ts";
import { hashPlain, type PlainKeys, packStrings } from "./string-keys.ts";

/** Ids in a plain array; customers come in the order of their first rows. */
export function readPlainIds(ids: ArrayLike<unknown>): IdReading {
  const { keys, faulty } = plainKeys(ids);
  return {
    length: ids.length,
    keys,
    faulty,
    faultAt: (row) => faultOfId(ids[row]),
    orderOf: (rows) => rankWords({ low: rows }),
    idsAt(rows) {
      const picked: CustomerId[] = [];
      for (let index = 0; index < rows.length; index++) picked.push(plainId(ids[rows[index]]));
      return picked;
    },
  };
}

function plainKeys(ids: ArrayLike<unknown>): Pick<IdReading, "keys" | "faulty"> {
  const numbers = typeof ids[0] === "number" ? numbersOf(ids) : undefined;
  if (numbers !== undefined) return readDoubleIds(numbers);
  const strings: PlainKeys | undefined = packStrings(ids);
  return strings ?? hashPlain(ids);
}

/** The ids as doubles, or nothing where one is no number. */
function numbersOf(ids: ArrayLike<unknown>): Float64Array | undefined {
  const numbers = new Float64Array(ids.length);
  for (let row = 0; row < numbers.length; row++) {
    const id = ids[row];
    if (typeof id !== "number") return undefined;
    numbers[row] = id;
  }
  return numbers;
}

function plainId(id: unknown): CustomerId {
  // The sum turns -0 into 0.
  return typeof id === "string" ? id : Number(id) + 0;
}
