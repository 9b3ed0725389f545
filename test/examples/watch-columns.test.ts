import { describe, expect, it, test } from "vitest";
import { readOptions } from "../../examples/shop-report/options.ts";
import { openOrderTable } from "../../examples/shop-report/order-table.ts";

/** Reads orders of a customer, a day and an amount each, with these further columns. */
function read(names: readonly string[], ...cells: readonly (readonly string[])[]) {
  const table = openOrderTable(readOptions([]), ",");
  table.add(["customer", "date", "total", ...names], 1);
  cells.forEach((further, row) => {
    table.add(["ada", "2025-01-31", "5", ...further], row + 2);
  });
  return table.finish();
}

describe("a column that may say that an order does not count", () => {
  it("is told with its values, the most common first", () => {
    const { notes, orders } = read(["Status"], ["cancelled"], ["paid"], ["paid"], [""]);
    expect(orders.value).toHaveLength(4);
    expect(notes).toEqual([
      [
        "These columns were not looked at: every order counts, whatever they say.",
        '  "Status": paid 2, cancelled 1, (empty) 1',
        "Where some of them should not count, type: npm run demo -- --except Status=cancelled",
      ].join("\n"),
    ]);
  });

  test.each([
    ["Status", ["paid", "partially_refunded"], "--except Status=VALUE"],
    ["Order Status", ["done", "Storniert"], '--except "Order Status=Storniert"'],
    ["Cancelled at", ["2025-02-01", ""], '--only "Cancelled at="'],
  ])("says how to leave such orders out: %s", (name, values, advice) => {
    const { notes } = read([name], ...values.map((value) => [value]));
    expect(notes.join()).toMatch(new RegExp(`type: npm run demo -- ${advice}$`));
  });

  it("is told in part where it has many values", () => {
    const { notes } = read(["status"], ...Array.from({ length: 9 }, (_, i) => [`s${i}`]));
    expect(notes.join()).toContain('"status": s0 1, s1 1, s2 1, s3 1, s4 1, …\n');
  });

  test.each([
    ["Financial Status"],
    ["order_status"],
    ["Bestellstatus"],
    ["Statut de la commande"],
    ["Estado del pedido"],
    ["Stato ordine"],
    ["État"],
    ["Zustand"],
    ["Event Type"],
    ["Belegart"],
  ])("is one of a status: %s", (name) => {
    expect(read([name], ["x"], ["y"]).notes.join()).toContain(`"${name}": x 1, y 1\n`);
    expect(read([name], ["x"], ["x"]).notes).toEqual([]);
    expect(read([name], ["voided"]).notes.join()).toContain(`"${name}": voided 1\n`);
  });

  test.each([
    ["Cancelled at", "2025-02-01"],
    ["Refunded Amount", "12.00"],
    ["Storniert am", "1.2.2025"],
    ["Erstattet", "ja"],
    ["Date d'annulation", "1/2/2025"],
    ["Remboursé", "oui"],
    ["Anulado", "si"],
    ["Geannuleerd", "ja"],
    ["is_test", "true"],
  ])("is one of cancelling, where it says something: %s", (name, value) => {
    const { notes } = read([name], [value], [""], ["0.00"], ["false"], ["$0.00"]);
    expect(notes.join()).toContain(`"${name}": filled in for 1 of 5 orders\n`);
    expect(read([name], [""], ["0"]).notes).toEqual([]);
  });

  it("is not one of another name, of an item, or without a word in it", () => {
    expect(read(["State", "Note"], ["CA", "cancelled"]).notes).toEqual([]);
    expect(read(["Lineitem fulfillment status"], ["fulfilled"]).notes).toEqual([]);
    expect(read(["status"], [""], [""]).notes).toEqual([]);
  });
});

describe("a column of currencies", () => {
  it.each(["Currency", "Währung", "Devise", "order_currency"])("%s holds one alone", (name) => {
    expect(() => read([name], ["EUR"], ["USD"], ["eur"])).toThrow(
      `amounts are in 2 currencies ("${name}"): EUR 2, USD 1; they cannot be added up`,
    );
    expect(read([name], ["EUR"], ["eur"], [""]).orders.value).toHaveLength(3);
  });

  it("is none where it holds numbers, such as rates and days of value", () => {
    expect(read(["Valuta"], ["31.01.2025"], ["01.02.2025"]).orders.value).toHaveLength(2);
  });
});

describe("a customer column in which everybody occurs once", () => {
  const idsOf = (ids: readonly number[]) => {
    const table = openOrderTable(readOptions([]), ",");
    table.add(["id", "date", "total"], 1);
    for (const id of ids) table.add([`${id}`, "2025-01-31", "5"], id + 2);
    return table.finish();
  };
  const many = Array.from({ length: 31 }, (_, id) => id);

  it("may be one of orders: that is asked", () => {
    const { notes, orders } = idsOf(many);
    expect(orders.value).toHaveLength(31);
    expect(notes).toEqual([
      'Every "id" occurs once. Is it the number of the order? Name the customer\'s column with --id.',
    ]);
  });

  it("is not asked of orders without a customer, which do not count", () => {
    const table = openOrderTable(readOptions(["--skip-bad"]), ",");
    table.add(["email", "date", "total"], 1);
    for (const id of many) table.add(["", `2025-01-${id + 1}`, "5"], id + 2);
    table.add(["ada@example.com", "2025-01-31", "5"], 33);
    expect(table.finish().notes).toEqual([]);
  });

  it("is not asked about where somebody came back, or where there are few", () => {
    expect(idsOf([...many, 3]).notes).toEqual([]);
    expect(idsOf(many.slice(1)).notes).toEqual([]);
  });
});

test.each([
  ["31.12.24", "say the order: --date-format mdy (month, day, year), dmy or ymd"],
  ["1/6/24 10:00", "say the order: --date-format mdy (month, day, year), dmy or ymd"],
  [
    "6. März 2024",
    "read in English alone, after no weekday of another language: write the dates like",
  ],
  ["Do, 02.01.2025", "--date-format takes iso"],
  ["45292", "these look like Excel's numbers of days: write the dates like 2025-01-31"],
  ["45292.35", "these look like Excel's numbers of days: write the dates like 2025-01-31"],
])("dates such as %s are refused with what to do", (date, advice) => {
  expect(() => timesOf([date])).toThrow(advice);
});

test.each([
  ["Jan 2, 2025 7:41:23 PM"],
  ["January 2, 2025"],
  ["Jan 2, 2025, 7:41 PM"],
  ["Thu, 2 Jan 2025 19:41"],
  ["Thursday, January 2, 2025"],
  ["2. january 2025"],
  ["02-Jan-25"],
  ["Jan-02-25"],
])("%s is read by the English name of its month", (date) => {
  expect(timesOf([date])).toEqual(["2025-01-02"]);
});

test("a month that is none, or a day that it has not, is no date", () => {
  expect(timesOf(["Jan 2, 2025", "Jam 2, 2025", "Feb 30, 2025", "Sept 3, 1999"])).toEqual([
    ...["2025-01-02", "Jam 2, 2025", "Feb 30, 2025", "1999-09-03"],
  ]);
});

test.each([
  ["mdy", "01/02/25", "2025-01-02"],
  ["mdy", "1/2/25 7:41 PM", "2025-01-02"],
  ["dmy", "01.02.25", "2025-02-01"],
  ["ymd", "25/01/02", "2025-01-02"],
  ["dmy", "01.02.1999", "1999-02-01"],
  ["dmy", "1.2.99", "1999-02-01"],
])("the order %s, once said, tells the year of %s", (format, date, day) => {
  expect(timesOf([date], "--date-format", format)).toEqual([day]);
});

function timesOf(dates: readonly string[], ...args: readonly string[]) {
  const table = openOrderTable(readOptions(args), ",");
  table.add(["customer", "date", "total"], 1);
  for (const [i, date] of dates.entries()) table.add(["ada", date, "5"], i + 2);
  return table.finish().orders.at;
}

describe("a column of amounts", () => {
  const table = (names: readonly string[], ...args: readonly string[]) => {
    const opened = openOrderTable(readOptions(["orders.csv", ...args]), ",");
    opened.add(names, 1);
    return opened;
  };

  it("goes with the currency of its own name, where there are several", () => {
    const names = [
      "customer",
      "date",
      "Amount",
      "Currency",
      "Converted Amount",
      "Converted Currency",
    ];
    const rows = ["usd", "gbp"].map((currency) => ["ada", "2025-01-31", "5", currency, "4", "eur"]);
    const converted = table(names, "--value", "Converted Amount");
    for (const [i, row] of rows.entries()) converted.add(row, i + 2);
    expect(converted.finish().orders.value).toEqual(Float64Array.of(4, 4));
    const plain = table(names);
    for (const [i, row] of rows.entries()) plain.add(row, i + 2);
    expect(() => plain.finish()).toThrow('2 currencies ("Currency")');
  });

  it.each([
    [["customer", "date", "Gross", "Fee", "Net"], [], '"Net"'],
    [["customer", "date", "Order Total", "Order Value"], [], '"Order Total"'],
    [["customer", "date", "Total (excl. tax)", "Total (incl. tax)"], [], '"Total (incl. tax)"'],
    [["customer", "date", "Gross", "Fee", "Net"], ["--value", "Net"], undefined],
  ])("that was guessed is told with the others: %j %j", (names, args, others) => {
    const opened = table(names, ...args);
    opened.add(["ada", "2025-01-31", "5", "4", "3"].slice(0, names.length), 2);
    const told = `Other columns hold amounts, too: ${others}. Take one of them with --value.`;
    expect(opened.finish().notes).toEqual(others === undefined ? [] : [told]);
  });

  it.each([
    ["amount_cents", true],
    ["Total (minor units)", true],
    ["Price in pence", true],
    ["recent total", false],
    ["center_total", false],
  ])("may be one of cents by its name: %s", (name, isTold) => {
    const opened = table(["customer", "date", name], "--value", name);
    opened.add(["ada", "2025-01-31", "500"], 2);
    expect(opened.finish().notes.some((note) => note.includes("seems to count cents"))).toBe(
      isTold,
    );
  });
});
