import { placeNamed } from "./columns.ts";

/** The lines of one order, put together. */
export interface LineMerge {
  /** Where the order of a line stands, where an earlier line has begun it. */
  readonly orderOf: (cells: readonly string[]) => number | undefined;
  /** A line begins an order. */
  readonly begin: (cells: readonly string[], order: number) => void;
  /** The amount of an order after one more of its lines; nothing where the two contradict each other. */
  readonly join: (amount: number, further: number) => number | undefined;
  /** Whether a further line may leave the amount to the first. */
  readonly isTotal: boolean;
  /** How many lines were put to their orders, in words. */
  readonly finish: () => readonly string[];
}

export interface MergeOptions {
  /** The column of the order's number, where amounts are those of its items. */
  readonly sumPer: string | undefined;
  /** The same, where each line has the amount of the whole order. */
  readonly oncePer: string | undefined;
}

export function openMerge(header: readonly string[], { sumPer, oncePer }: MergeOptions): LineMerge {
  const name = sumPer ?? oncePer;
  const place = name === undefined ? undefined : placeNamed(header, name);
  if (place === -1) throw noColumn(header, sumPer === undefined ? "--once-per" : "--sum-per", name);
  const orders = new Map<string, number>();
  const isTotal = oncePer !== undefined;
  let further = 0;
  return {
    isTotal,
    orderOf(cells) {
      return place === undefined ? undefined : orders.get(cells[place]);
    },
    begin(cells, order) {
      if (place !== undefined && cells[place] !== "") orders.set(cells[place], order);
    },
    join(amount, one) {
      if (isTotal && one !== amount) return undefined;
      further++;
      if (isTotal) return amount;
      // .1 and .2 are .3, and not .30000000000000004.
      return Number((amount + one).toPrecision(15));
    },
    finish() {
      if (place === undefined || further === 0) return [];
      const what = isTotal ? "left" : "added";
      return [`${further} further lines ${what} to their orders by "${header[place]}"`];
    },
  };
}

function noColumn(header: readonly string[], option: string, name: string | undefined): Error {
  const names = header.map((cell) => `"${cell}"`).join(", ");
  return new Error(
    `${option} takes the column of the order's number; there is no "${name}" among ${names}`,
  );
}
