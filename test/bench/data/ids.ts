import type { Orders } from "./orders.ts";

export const ID_KINDS = ["dense", "sparse", "wide", "dictionary", "strings"] as const;

/**
 * How shops number customers: a serial; a random-looking 31-bit integer; a 13-digit one; a code of
 * a dictionary of strings; a string.
 */
export type IdKind = (typeof ID_KINDS)[number];

export type Ids = readonly string[] | Int32Array | Float64Array | Dictionary;

interface Dictionary {
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
}

/** The customers' ids, a row each. */
export function idsOf(kind: IdKind, { customer, customers }: Orders): Ids {
  switch (kind) {
    case "dense":
      return customer.map((number) => number + 1);
    case "sparse":
      return customer.map(sparseId);
    case "wide":
      return Float64Array.from(customer, wideId);
    case "dictionary":
      return {
        codes: customer,
        dictionary: Array.from({ length: customers }, (_, number) => stringId(number)),
      };
    case "strings":
      return stringsOf(customer);
  }
}

/** From an id, as any engine gives it back, to the customer's number. */
export function numberings(kind: IdKind, customers: number): (id: number | string) => number {
  if (kind === "dense") return (id) => Number(id) - 1;
  if (kind === "dictionary" || kind === "strings") return (id) => Number(String(id).slice(1)) - 1;
  const idOf = kind === "sparse" ? sparseId : wideId;
  const numbers = new Map<number | string, number>();
  for (let number = 0; number < customers; number++) numbers.set(idOf(number), number);
  return (id) => numbers.get(id) ?? Number.NaN;
}

/** A string of its own for each row, as a parser or a database driver makes them. */
function stringsOf(customer: Int32Array): string[] {
  const strings: string[] = [];
  for (let row = 0; row < customer.length; row++) strings.push(stringId(customer[row]));
  return strings;
}

/** Distinct for distinct numbers: multiplication modulo a prime, 2^31 - 1. */
function sparseId(number: number): number {
  return ((number + 1) * 16_807) % 2_147_483_647;
}

/** Distinct for distinct numbers: multiplication modulo a prime, the largest below 10^12. */
function wideId(number: number): number {
  return 6e12 + (((number + 1) * 2_654_435_761) % 999_999_999_989);
}

function stringId(number: number): string {
  return `c${number + 1}`;
}
