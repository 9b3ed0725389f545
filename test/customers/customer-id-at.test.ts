import { customerIdAt, summarizeOrders } from "clientele/customers";
import { expect, it } from "vitest";

const at = ["2026-01-05", "2026-01-12", "2026-01-19"];
const value = [1, 2, 3];

it.each([
  ["texts", ["b", "a", "b"], ["b", "a"]],
  ["numbers", [7, 5, 7], [7, 5]],
  ["doubles", Float64Array.of(7, 5, 7), [5, 7]],
  ["integers", Int32Array.of(7, -5, 7), [-5, 7]],
  ["64-bit integers", BigInt64Array.of(7n, 5n, 7n), [5n, 7n]],
  ["codes", { codes: Uint8Array.of(1, 0, 1), dictionary: ["a", "b"] }, ["a", "b"]],
  ["64-bit codes", { codes: BigInt64Array.of(1n, 0n, 1n), dictionary: ["a", "b"] }, ["a", "b"]],
])("reads %s as they come out", (_, customerId, expected) => {
  const { customers } = summarizeOrders({ customerId, at, value }, { asOf: "2026-01-31" });
  expect(expected.map((_id, row) => customerIdAt(customers.customerId, row))).toEqual(expected);
});

it.each<[name: string, column: unknown, row: unknown, code: string]>([
  ["a row before the first", ["a"], -1, "out_of_range"],
  ["a row after the last", Int32Array.of(1), 1, "out_of_range"],
  ["a half row", ["a"], 0.5, "out_of_range"],
  ["no row", ["a"], undefined, "out_of_range"],
  ["a code without an entry", { codes: [3], dictionary: ["a"] }, 0, "out_of_range"],
  ["no column", undefined, 0, "invalid_column"],
  ["null", null, 0, "invalid_column"],
  ["a base", { customers: [] }, 0, "invalid_column"],
  ["codes alone", { codes: [0], dictionary: null }, 0, "invalid_column"],
  ["a dictionary alone", { dictionary: ["a"] }, 0, "invalid_column"],
])("refuses %s", (_, column, row, code) => {
  expect(() => Reflect.apply(customerIdAt, undefined, [column, row])).toThrow(
    expect.objectContaining({ name: "InputError", code }),
  );
});
