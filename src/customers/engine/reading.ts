import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { parseDay } from "../../time/day.ts";
import { openZone, type Zone } from "../../time/zone.ts";
import type { Order, OrderColumns } from "../order.ts";
import { completePolicies, type OrderPolicies } from "../order-policies.ts";
import { isRows, type OrderTable, readOrders } from "./order-table.ts";
import { openTally, type Tally } from "./tally.ts";
import { type Recycle, type VisitCustomer, walkCustomers } from "./walk-customers.ts";

/** Orders about to be read, up to a day. */
export interface Reading {
  readonly zone: Zone;
  /** The last day observed. */
  readonly lastDay: number;
  readonly table: OrderTable;
  readonly tally: Tally;
  /** Shows each customer's orders to `visit`; memory that is done with goes to `recycle`. */
  walk(visit: VisitCustomer, recycle?: Recycle): void;
}

/** Reads orders by the policies in the options, up to the day that option `name` gives. */
export function openReading<Name extends string>(
  orders: readonly Order[] | OrderColumns,
  options: OrderPolicies & Readonly<Record<Name, TimeInput>>,
  name: Name,
): Reading {
  if (typeof options !== "object" || options === null) {
    throw new InputError("invalid_option", `expected options, got ${show(options)}`);
  }
  const policies = completePolicies(options);
  const zone = openZone(policies.timeZone);
  const lastDay = parseDay(options[name], zone, [name]);
  const table = readOrders(orders, zone);
  const tally = openTally(policies);
  const time = earlyTimeOf(orders);
  if (time !== undefined) tally.noteEarlyTime(time);
  return {
    zone,
    lastDay,
    table,
    tally,
    walk: (visit, recycle) =>
      walkCustomers(table, { zone, lastDay, policies }, tally, visit, recycle),
  };
}

/** Until 26 April 1970: there seconds, day numbers and 20260131 end up that are taken for milliseconds. */
const EARLY_MS = 1e10;

/** A number that is hardly meant as milliseconds, where the first row and the last have such. */
function earlyTimeOf(orders: readonly Order[] | OrderColumns): number | undefined {
  if (!isRows(orders) && (orders.atUnit ?? "ms") !== "ms") return undefined;
  const times: readonly unknown[] = isRows(orders)
    ? [orders[0]?.at, orders.at(-1)?.at]
    : [orders.at[0], orders.at[orders.at.length - 1]];
  const numbers = times.map((time) => (typeof time === "bigint" ? Number(time) : time));
  const [first] = numbers.filter((time) => typeof time === "number");
  const isEarly = (time: unknown) => typeof time === "number" && time > 0 && time < EARLY_MS;
  return numbers.every(isEarly) ? first : undefined;
}
