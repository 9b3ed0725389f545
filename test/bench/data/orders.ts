import { seedRandom, shuffle } from "./random.ts";

export const ORDERS = 10_000_000;
export const CUSTOMERS = 1_000_000;
export const DAYS = 730;
export const SEED = 20260719;

/** 2023-01-01, in days since 1970-01-01. */
export const FIRST_DAY = 19_358;
/** The last of the 730 days. */
export const AS_OF = "2024-12-30";

/** Orders of customers that are numbered from 0. */
export interface Orders {
  readonly customers: number;
  readonly customer: Int32Array;
  readonly day: Int32Array;
  readonly value: Float64Array;
}

/**
 * Every customer buys once, then anyone, at random; on any of the days; for 0.25 to 200 in quarters,
 * whose sums are exact in any order, so that engines can be held to the last bit. Rows come in no
 * order.
 */
export function generateOrders(orders: number, customers: number): Orders {
  const random = seedRandom(SEED);
  const customer = new Int32Array(orders);
  const day = new Int32Array(orders);
  const value = new Float64Array(orders);
  for (let row = 0; row < orders; row++) {
    customer[row] = row < customers ? row : Math.floor(random() * customers);
    day[row] = FIRST_DAY + Math.floor(random() * DAYS);
    value[row] = (1 + Math.floor(random() * 800)) / 4;
  }
  shuffle(customer, random);
  return { customers, customer, day, value };
}
