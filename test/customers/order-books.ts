import type {
  CustomerBase,
  CustomerBaseColumns,
  CustomerSummary,
  HoldoutActivity,
  HoldoutBase,
  HoldoutBaseColumns,
  IdColumn,
} from "clientele/customers";
import fc from "fast-check";
import type { PlainCustomer, PlainRow, PlainRules } from "./reference.ts";

const NAMES = ["Ann", "constructor", "Bo", "__proto__", "Cy", "Di"];

/** Kinds of id columns, each made from the numbers of customers, 0 to 5. */
export const ID_KINDS: Record<string, (customers: readonly number[]) => IdColumn> = {
  shortStrings: (customers) => customers.map((n) => ["a", "C0012345", "C0012346"][n] ?? `c${n}`),
  longStrings: (customers) => customers.map((n) => NAMES[n]),
  numbers: (customers) => customers.map((n) => n * 7 - 7),
  sparseNumbers: (customers) => customers.map((n) => (n - 2) * 900_719_925_474_099),
  mixed: (customers) => customers.map((n) => (n % 2 === 0 ? n : `${n - 1}`)),
  bytes: (customers) => Uint8Array.from(customers),
  clamped: (customers) => Uint8ClampedArray.from(customers),
  signedBytes: (customers) => Int8Array.from(customers, (n) => n - 3),
  shorts: (customers) => Int16Array.from(customers, (n) => 100 * n - 200),
  unsignedShorts: (customers) => Uint16Array.from(customers, (n) => 13_000 * n),
  dense: (customers) => Int32Array.from(customers, (n) => 1000 - n),
  sparse: (customers) => Int32Array.from(customers, (n) => n * 0x3c6ef372),
  unsigned: (customers) => Uint32Array.from(customers, (n) => 4_294_967_295 - n),
  unsignedSparse: (customers) => Uint32Array.from(customers, (n) => n * 700_000_001),
  doubles: (customers) => Float64Array.from(customers, (n) => (n === 0 ? -0 : n - 2)),
  sparseDoubles: (customers) => Float64Array.from(customers, (n) => (n - 2) * 900_719_925_474_099),
  bigs: (customers) => BigInt64Array.from(customers, (n) => BigInt(n) - 2n),
  sparseBigs: (customers) => BigInt64Array.from(customers, (n) => (BigInt(n) - 3n) * 3n ** 38n),
  unsignedBigs: (customers) => BigUint64Array.from(customers, (n) => 2n ** 64n - 1n - BigInt(n)),
  dictionary: (customers) => ({ codes: Int32Array.from(customers), dictionary: NAMES }),
  // Two entries of one name are one customer.
  repeatingDictionary: (customers) => ({
    codes: Uint8Array.from(customers, (n, row) => (row % 2 === 0 ? n : n + NAMES.length)),
    dictionary: [...NAMES, ...NAMES],
  }),
  bigDictionary: (customers) => ({
    codes: BigInt64Array.from(customers, (n) => BigInt(n)),
    dictionary: NAMES,
  }),
};

/** The ids of a column, one by one. */
export function listIds(column: IdColumn): unknown[] {
  if ("codes" in column) return listIds(column.codes).map((c) => column.dictionary[Number(c)]);
  const ids: Iterable<unknown> = column;
  return Array.from(ids, (id) => (id === 0 ? 0 : id));
}

/** The reference's customers in the order that this kind of column promises. */
export function inColumnOrder(
  customers: readonly PlainCustomer[],
  column: IdColumn,
): readonly PlainCustomer[] {
  if (Array.isArray(column)) return customers;
  const rank = ({ customerId }: PlainCustomer) =>
    BigInt("codes" in column ? NAMES.indexOf(String(customerId)) : String(customerId));
  return customers.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** An order book without ids: the customers' numbers, and their rows. */
export interface Book {
  readonly customers: readonly number[];
  readonly rows: readonly Omit<PlainRow, "customerId">[];
}

const HOUR = 3_600_000;

/** Instants around changes of the clock in Berlin and São Paulo, on midnights, and between. */
const moment = fc.oneof(
  fc
    .record({
      day: fc.constantFrom("2018-10-27", "2018-10-28", "2018-11-03", "2018-11-04", "2018-11-05"),
      hour: fc.integer({ min: -5, max: 5 }),
      ms: fc.constantFrom(-1, 0, 0, 1, 1_800_000),
    })
    .map(({ day, hour, ms }) => Date.parse(day) + hour * HOUR + ms),
  fc.integer({ min: Date.parse("2018-10-20"), max: Date.parse("2018-11-12") }),
);

const amount = fc.constantFrom(0, 0.1, 0.2, 0.3, 1, 2.5, 5, 19.99, 1234.5678);
const refund = fc.constantFrom(-0.1, -0.3, -1, -2.5, -5);

/** A cell that is no order's, for a row in so many. */
const row = (faults: boolean) =>
  fc.record({
    customer: fc.integer({ min: 0, max: 5 }),
    at: faults ? fc.oneof({ weight: 25, arbitrary: moment }, fc.constant(Number.NaN)) : moment,
    value: fc.oneof(
      { weight: 20, arbitrary: amount },
      ...(faults
        ? [{ weight: 6, arbitrary: refund }, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY)]
        : []),
    ),
  });

/** Order books: few customers, so that they meet themselves; some in order of time. */
export const books: fc.Arbitrary<Book> = fc
  .record({ faults: fc.boolean(), sorted: fc.boolean(), size: fc.constantFrom(0, 3, 15, 60, 300) })
  .chain(({ faults, sorted, size }) =>
    fc
      .array(row(faults), { minLength: size === 300 ? 150 : 0, maxLength: size })
      .map((rows) => (sorted ? rows.toSorted((one, other) => one.at - other.at) : rows)),
  )
  .map((rows) => ({ customers: rows.map(({ customer }) => customer), rows }));

const someDay = fc.constantFrom("2018-10-25", "2018-10-28", "2018-11-04");

/** Every combination of the options. */
export const rules: fc.Arbitrary<PlainRules> = fc
  .record({
    asOf: fc.constantFrom("2018-10-28", "2018-11-04", "2018-11-30", "2019-06-30"),
    timeZone: fc.constantFrom("UTC", "Europe/Berlin", "America/Sao_Paulo"),
    timeUnit: fc.constantFrom("day", "week", "month", "year"),
    futureOrders: fc.constantFrom("error", "drop"),
    refunds: fc.constantFrom("error", "netSameDay", "drop"),
    duplicates: fc.constantFrom("keep", "drop", "error"),
    monetaryValue: fc.constantFrom("repeatDays", "allDays"),
    cohort: fc.constantFrom(undefined, "from", "to", "both"),
    from: someDay,
  })
  .map(({ cohort, from, ...rest }) => ({
    ...rest,
    ...(cohort === "from" && { cohort: { from } }),
    ...(cohort === "to" && { cohort: { to: from } }),
    ...(cohort === "both" && { cohort: { from, to: "2018-11-05" } }),
  }));

/** Customers as rows with instants in epoch milliseconds, like the reference's. */
export function listCustomers({ customers }: AnyBase): Record<string, unknown>[] {
  if (!("frequency" in customers)) return customers.map((customer) => inMilliseconds(customer));
  const { customerId, ...figures } = customers;
  return listIds(customerId).map((id, index) => ({
    customerId: id,
    ...Object.fromEntries(Object.entries(figures).map(([name, column]) => [name, column[index]])),
  }));
}

type AnyBase = CustomerBase | CustomerBaseColumns | HoldoutBase | HoldoutBaseColumns;

function inMilliseconds(customer: CustomerSummary | HoldoutActivity): Record<string, unknown> {
  if (!("firstAt" in customer)) return { ...customer };
  const { firstAt, lastAt } = customer;
  return { ...customer, firstAt: Date.parse(firstAt), lastAt: Date.parse(lastAt) };
}
