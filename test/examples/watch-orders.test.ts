import { describe, expect, it } from "vitest";
import { readOptions } from "../../examples/shop-report/options.ts";
import { openOrderTable } from "../../examples/shop-report/order-table.ts";

function read(rows: readonly (readonly [customer: string, date: string])[]) {
  const table = openOrderTable(readOptions([]), ",");
  table.add(["customer_id", "date", "total"], 1);
  rows.forEach(([customer, date], row) => {
    table.add([customer, date, "5"], row + 2);
  });
  return table.finish();
}

const day = (index: number) => new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10);
/** Of 20 customers by turns. */
const regulars = Array.from({ length: 100 }, (_, i) => [`c${i % 20}`, day(i)] as const);

describe("a customer with far more orders than any other", () => {
  const guests = (orders: number) =>
    Array.from({ length: orders }, (_, i) => ["0", day(i % 90)] as const);

  it("may be all guests together: that is asked", () => {
    const { notes, orders } = read([...regulars, ...guests(30)]);
    expect(orders.value).toHaveLength(130);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(/^"customer_id" is "0" in 30 of 130 orders, which count as those of/);
    expect(notes[0]).toContain("--id");
  });

  it("is asked about also where there is nobody else", () => {
    expect(read(guests(40)).notes).toEqual([expect.stringContaining('"0" in 40 of 40 orders')]);
  });

  it("is not asked about where there are fewer orders, or others like it", () => {
    expect(read([...regulars, ...guests(29)]).notes).toEqual([]);
    const next = regulars.slice(0, 7).map(([, date]) => ["c7", date] as const);
    expect(read([...regulars, ...next, ...guests(59)]).notes).toEqual([]);
  });
});

describe("customers by their names", () => {
  it("are doubted where most have letters and a space", () => {
    const named = regulars.map(
      ([id, date]) =>
        [id === "c1" ? "c1" : `Ada Berg-${id === "c2" ? "Li" : "Öst"}`, date] as const,
    );
    expect(read(named).notes.join("\n")).toContain(
      '"customer_id" holds names, and people of one name',
    );
    const numbered = regulars.map(([id, date]) => [`Ada Berg ${id}`, date] as const);
    expect(read(numbered).notes).toEqual([]);
  });
});

describe("marks of nothing", () => {
  it.each(["\\N", "NULL", "null", "N/A", "#N/A", "-", "undefined"])(
    "%s names no customer",
    (mark) => {
      expect(
        read([
          ["ada", day(0)],
          [mark, day(1)],
        ]).orders.customerId,
      ).toEqual(["ada", ""]);
    },
  );

  it("are not looked for within names", () => {
    expect(
      read([
        ["Nullmeier", day(0)],
        ["a-b", day(1)],
      ]).orders.customerId,
    ).toEqual(["Nullmeier", "a-b"]);
  });
});

describe("an order years away from all others", () => {
  it("may have a slip in its date: that is asked", () => {
    const { notes, latest } = read([...regulars, ["c1", "2052-04-10"]]);
    expect(latest).toBe("2052-04-10");
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(
      /^The last order, of 2052-04-10, is 9862 days after all others\. Is its/,
    );
    expect(read([["c1", "1970-01-01"], ...regulars]).notes.join()).toMatch(
      /^The first order, of 1970-01-01, is 20089 days before all others\. Is its/,
    );
  });

  it("may be several of a hundred", () => {
    const many = [...regulars, ...regulars];
    const late = ["2052-04-10", "2050-01-01", "2052-04-09"].map((date) => ["c1", date] as const);
    expect(read([...many, ...late]).notes.join()).toMatch(
      /^The last 3 orders, of 2050-01-01 to 2052-04-10, are 9032 days after all others\. Are their/,
    );
    const unset = ["1970-01-01", "1970-01-01"].map((date) => ["c1", date] as const);
    expect(read([...many, ...unset]).notes.join()).toMatch(
      /^The first 2 orders, of 1970-01-01, are 20089 days before all others\./,
    );
  });

  it("is not asked about within a year, among few orders, or where many are", () => {
    expect(read([...regulars, ["c1", day(99 + 299)]]).notes).toEqual([]);
    expect(read([...regulars, ["c1", day(99 + 300)]]).notes).toHaveLength(1);
    expect(read([...regulars.slice(0, 28), ["c1", "2052-04-10"]]).notes).toEqual([]);
    const many = Array.from({ length: 3 }, () => ["c1", "2052-04-10"] as const);
    expect(read([...regulars, ...many]).notes).toEqual([]);
  });
});

describe("dates as programs write them", () => {
  it.each([
    ["2025-12-24 12:29:45 UTC", "2025-12-24 12:29:45Z"],
    ["2025-12-24T12:29:45 GMT", "2025-12-24T12:29:45Z"],
    ["2025-12-24T12:29:45+01:00[Europe/Berlin]", "2025-12-24T12:29:45+01:00"],
    ["2025-12-24T12:29:45Z[UTC]", "2025-12-24T12:29:45Z"],
    ["2025-12-24T12:29:45-03", "2025-12-24T12:29:45-03:00"],
    ["24/12/2025 12.29", "2025-12-24"],
    ["24.12.2025 08.05.30", "2025-12-24"],
  ])("%s is read", (date, at) => {
    const { orders, latest } = read([["ada", date]]);
    expect(orders.at).toEqual([at]);
    expect(latest).toBe(at);
  });

  it.each([
    "2025-12-24 12:29:45 (in the shop)",
    "2025-12-24 12:29:45 +0000 UTC",
    "2025-12-24 12:29:45 PM UTC",
  ])(
    "%s, a day with more behind it than a time, is left to the package to refuse, by its line",
    (odd) => {
      const { orders, latest } = read([
        ["ada", "2025-01-31"],
        ["ada", odd],
      ]);
      expect(orders.at).toEqual(["2025-01-31", odd]);
      expect(latest).toBe("2025-01-31");
      expect(() => read([["ada", odd]])).toThrow(`the first one is "${odd}"; --date-format takes`);
    },
  );
});
