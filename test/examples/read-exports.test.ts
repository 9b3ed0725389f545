import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { placeColumns } from "../../examples/shop-report/guess-columns.ts";
import { readOptions } from "../../examples/shop-report/options.ts";
import { readOrders } from "../../examples/shop-report/read-orders.ts";

const folder = mkdtempSync(join(tmpdir(), "shop-report-"));

/** Reads a file of these lines as the demo does. */
function read(lines: readonly string[], ...args: readonly string[]) {
  const file = join(folder, "orders.csv");
  writeFileSync(file, lines.join("\n"));
  return readOrders(file, readOptions([file, ...args]), () => {});
}

function placesOf(header: string, ...args: readonly string[]) {
  return placeColumns(header.split(","), readOptions(["orders.csv", ...args]));
}

test.each([
  ["German", "Bestellnummer,Kundennummer,Bestelldatum,Betrag", 1, 2, 3],
  ["German, as people write it", "Kunde,Datum,Umsatz", 0, 1, 2],
  ["German, with marks and currency", "Datum,Kunden-ID,Summe (EUR)", 1, 0, 2],
  ["German, numbers before names", "Beleg-Nr,Kunde,Kd-Nr,Datum,Summe", 2, 3, 4],
  [
    "German, numbers with points",
    "Rechnungsnr.,Kd.Nr.,Käufer,Rechnungsdatum,Rechnungsbetrag",
    1,
    3,
    4,
  ],
  ["of PayPal", "Date,Time,Name,Gross,Net,From Email Address,To Email Address", 5, 0, 3],
  ["of eBay", "Order Number,Buyer Username,Buyer Name,Sold For,Total Price,Sale Date", 1, 5, 4],
  ["of a till", "Datum,Loyalty card,Betrag", 1, 0, 2],
  ["French, a number before a name", "Client,N° client,Date,Total", 1, 2, 3],
  ["German, short", "Käufer,Tag,Gesamtbetrag in EUR", 0, 1, 2],
  ["French", "N° client,Date de commande,Montant TTC", 0, 1, 2],
  ["French, with accents", "Numéro client,date,montant", 0, 1, 2],
  ["Spanish", "cliente,fecha,importe", 0, 1, 2],
  ["Italian", "Codice cliente,Data ordine,Importo totale", 0, 1, 2],
  ["Dutch", "klantnummer,besteldatum,bedrag", 0, 1, 2],
  ["WooCommerce", "Order ID,Order Date,Customer ID,Order Total", 2, 1, 3],
  ["an id before a mail address", "Email,Customer ID,Created at,Subtotal,Total", 1, 2, 4],
  ["Stripe", "id,Created date (UTC),Amount,Customer ID,Status", 3, 1, 2],
  ["a currency in the name", "customer,date,total_eur", 0, 1, 2],
  ["a price where there is no number of pieces", "customer,date,price", 0, 1, 2],
])("columns are recognized: %s", (_, header, id, at, value) => {
  expect(placesOf(header)).toEqual({ id, at, value, quantity: undefined });
});

describe("columns that are not recognized", () => {
  it("are told all at once, with those found and a command to type", () => {
    expect(() => placesOf("Wer,Tag,Wert", "--margin", "0.4")).toThrow(
      [
        "No column was recognized for: customer, amount.",
        'The header names: "Wer", "Tag", "Wert".',
        "Type: npm run demo -- orders.csv --margin 0.4 --id CUSTOMER --value AMOUNT",
        "with your columns in place of the capitals.",
      ].join("\n"),
    );
  });

  it("are told with names that were given wrong", () => {
    expect(() => placesOf("wer,date,total", "--value", "Total EUR")).toThrow(
      /There is no column "Total EUR" \(--value\)\.\nNo column was recognized for: customer\./,
    );
  });

  it("are searched in a first line that is an order", () => {
    expect(() => placesOf("1001,ada,2025-01-03,12.50")).toThrow(
      "the first line of the file must name the columns",
    );
  });

  it("are told where the file is SQL", () => {
    expect(() => placesOf("-- MySQL dump 10.13")).toThrow("That looks like SQL");
    expect(() => placesOf("INSERT INTO orders VALUES (1,'ada')")).toThrow("That looks like SQL");
  });

  it("may be named in another case, where that is one column alone", () => {
    expect(placesOf("wer,date,total", "--id", "WER").id).toBe(0);
    expect(() => placesOf("wer,Wer,date,total", "--id", "WER")).toThrow('no column "WER"');
    expect(placesOf("wer,Wer,date,total", "--id", "Wer").id).toBe(1);
  });
});

describe("a price a piece", () => {
  const header = "InvoiceNo,Quantity,InvoiceDate,UnitPrice,CustomerID";
  const orders = [header, "1,6,12/14/2010 8:26,2.55,17850", "C2,-1,12/15/2010 8:26,2.55,17850"];

  it("is no total: what to type is said, and works as it is said", async () => {
    const refusal = await read(orders).catch(String);
    expect(refusal).toContain("No column was recognized for: amount.");
    const [, typed] = /orders\.csv (--value .*)/.exec(String(refusal)) ?? [];
    expect(typed).toBe("--value UnitPrice --quantity Quantity");
    const { orders: read6, reading } = await read(orders, ...typed.split(" "));
    expect(Array.from(read6.value)).toEqual([15.3, -2.55]);
    expect(reading).toContain('value from "UnitPrice" times "Quantity"');
  });

  it("is asked for again without the names that there are not", async () => {
    const refusal = await read(orders, "--value", "Wartość brutto", "--id", "CustomerID").catch(
      String,
    );
    expect(refusal).toMatch(/orders\.csv --id CustomerID --value AMOUNT$/m);
  });

  it("is the amount where that is asked for", async () => {
    const { orders: plain } = await read(orders, "--value", "UnitPrice");
    expect(Array.from(plain.value)).toEqual([2.55, 2.55]);
  });

  it("is no amount without a number of pieces", async () => {
    const file = [header, "1,six,12/14/2010 8:26,2.55,17850"];
    const asked = ["--value", "UnitPrice", "--quantity", "Quantity"];
    await expect(read(file, ...asked)).rejects.toThrow('line 2: "Quantity" is no amount: "six"');
  });
});

describe("an export of Shopify", () => {
  const lines = [
    "Name,Email,Paid at,Subtotal,Total,Created at,Lineitem quantity,Lineitem price,Id",
    "#1,ada@example.com,2024-01-05 10:12:33 +0100,10.00,12.00,2024-01-05 10:12:30 +0100,1,5.00,45",
    "#1,ada@example.com,,,,2024-01-05 10:12:30 +0100,1,5.00,",
    "#2,ben@example.com,2024-02-05 10:12:33 +0100,5.00,7.00,2024-02-05 10:12:30 +0100,1,5.00,46",
  ];

  it("has an order for each total, and not for each item", async () => {
    const { orders, reading, bad } = await read(lines);
    expect(orders.customerId).toEqual(["ada@example.com", "ben@example.com"]);
    expect(Array.from(orders.value)).toEqual([12, 7]);
    expect(orders.at).toEqual(
      ["2024-01-05T10:12:30+01:00", "2024-02-05T10:12:30+01:00"].map((at) => at.replace("T", " ")),
    );
    expect(reading).toContain("1 further items left to their orders' totals");
    expect(bad).toEqual([]);
  });

  it("keeps what has a total, under whatever name", async () => {
    const again = [...lines, lines[3].replace(",7.00,", ",3.00,")];
    const { orders } = await read(again);
    expect(Array.from(orders.value)).toEqual([12, 7, 3]);
  });

  it("does not let an order go that has lost its total", async () => {
    const lost = [...lines, "#3,cy@example.com,,,,2024-02-06 10:12:30 +0100,1,5.00,47"];
    await expect(read(lost)).rejects.toThrow('line 5: "Total" is empty');
    expect((await read(lost, "--skip-bad")).bad).toEqual([
      { line: 5, message: '"Total" is empty' },
    ]);
  });
});

describe("a German export", () => {
  const lines = [
    "Kundennummer;Bestelldatum;Betrag",
    "1;31.01.2025;1.234,56 €",
    "1;14.02.2025;99,00 €",
    "2;15.02.2025;5 €",
  ];

  it("is read without a word", async () => {
    const { orders, reading } = await read(lines);
    expect(Array.from(orders.value)).toEqual([1234.56, 99, 5]);
    expect(orders.at).toEqual(["2025-01-31", "2025-02-14", "2025-02-15"]);
    expect(reading).toContain('value from "Betrag" (decimal comma, €)');
  });

  it.each(["\n", "\r\n"])("may begin with Excel's line of the separator (%j)", async (end) => {
    const file = join(folder, "excel.csv");
    const records = ["\ufeffsep=|", ...lines.map((line) => line.replaceAll(";", "|"))];
    writeFileSync(file, [...records, "3|32.01.2025|5"].join(end));
    const { orders, lines: numbers } = await readOrders(file, readOptions([file]), () => {});
    expect(orders.at).toEqual(["2025-01-31", "2025-02-14", "2025-02-15", "32.01.2025"]);
    expect(numbers).toEqual([3, 4, 5, 6]);
  });

  it("that could be read in two ways names the option", async () => {
    const thousands = [lines[0], "1;31.01.2025;1.234", "2;15.02.2025;2.000"];
    await expect(read(thousands)).rejects.toThrow(
      'amounts such as "1.234" can be read as 1.234 (--decimal .) or 1234 (--decimal ,): say which',
    );
    const { orders } = await read(thousands, "--decimal", ",");
    expect(Array.from(orders.value)).toEqual([1234, 2000]);
  });

  it("of two currencies is not added up", async () => {
    const mixed = [...lines, "3;16.02.2025;5,00 $"];
    await expect(read(mixed)).rejects.toThrow('line 5: "$" where other amounts are in "€"');
  });
});

describe("what could be read in two ways is asked, not guessed", () => {
  const header = "customer,date,amount";

  it("dates, also beside a bad one", async () => {
    const question = 'dates such as "01/08/2024" can be read as dmy or mdy: say which';
    const dates = [header, "ada,01/08/2024,5", "bob,02/08/2024,5", "cy,n/a,5"];
    await expect(read(dates, "--skip-bad")).rejects.toThrow(question);
    const mixed = [header, "ada,13/01/2024,5", "bob,01/13/2024,5", "cy,01/08/2024,5"];
    await expect(read(mixed, "--skip-bad")).rejects.toThrow(question);
    const { reading } = await read([...dates, "di,31/08/2024,5"], "--skip-bad");
    expect(reading).toContain('time from "date" (dmy)');
  });

  it("but dates with dots begin with the day, and the first line says so", async () => {
    const dotted = [header, "ada,03.01.2024,5", "bob,05.02.2024,5"];
    const { orders, reading } = await read(dotted);
    expect(orders.at).toEqual(["2024-01-03", "2024-02-05"]);
    expect(reading).toContain('time from "date" (dmy, as dates with dots are)');
    const short = await read([header, "ada,3.1.2024,5", "bob,5.2.2024,5"]);
    expect(short.orders.at).toEqual(["2024-01-03", "2024-02-05"]);
    const mixed = [header, "ada,03.01.2024,5", "bob,05/02/2024,5"];
    await expect(read(mixed)).rejects.toThrow("can be read as dmy or mdy: say which");
  });

  it("and a date that is none in the format named is told as it stands in the file", async () => {
    const { orders } = await read(
      [header, "ada,13/01/2024,5", "bob,1/2/2024,5"],
      "--date-format",
      "mdy",
    );
    expect(orders.at).toEqual(["13/01/2024", "2024-01-02"]);
  });

  it("amounts, also where they come late", async () => {
    const plain = Array.from({ length: 1000 }, (_, i) => `${i},2025-01-31,${i}`);
    const late = [header, ...plain, "ada,2025-01-31,1.234"];
    await expect(read(late)).rejects.toThrow('amounts such as "1.234" can be read as 1.234');
    const { orders } = await read(late, "--decimal", ",");
    expect(orders.value[1000]).toBe(1234);
  });

  it("columns of one name", async () => {
    const question = 'Two columns are named "amount": give one of them another name.';
    expect(() => placesOf(`${header},amount`)).toThrow(question);
    expect(() => placesOf(`${header},amount`, "--value", "amount")).toThrow(question);
    expect(placesOf(`${header},note,note`).value).toBe(2);
  });
});

test("dates of a format that is not known name the formats that are", async () => {
  const months = ["customer,date,amount", "ada,2025/3,5"];
  await expect(read(months)).rejects.toThrow(
    'no date in "date" can be read: the first one is "2025/3"; --date-format takes iso, yyyymmdd, ymd',
  );
});

test.each([
  ["1727825816000", "epoch milliseconds: --date-format epoch-ms"],
  ["1727825816", "epoch seconds: --date-format epoch-s"],
])("a date such as %s is told by its kind", async (date, advice) => {
  await expect(read(["customer,date,amount", `ada,${date},5`])).rejects.toThrow(advice);
});

test.each([
  ["PK\u0003\u0004 and so on", "Excel workbook"],
  ["\u001f\u008b\b and so on", "gzip archive"],
])("a file that is no text is told by its kind: %j", async (content, kind) => {
  const file = join(folder, "orders.bin");
  writeFileSync(file, content, "latin1");
  await expect(readOrders(file, readOptions([file]), () => {})).rejects.toThrow(kind);
});

test("an unknown encoding is told with the names of some", async () => {
  await expect(read(["customer,date,amount"], "--encoding", "latin-1")).rejects.toThrow("(latin1)");
});

test.each([
  ["utf-16le", (text: string) => Buffer.from(text, "utf16le")],
  ["utf-16be", (text: string) => Buffer.from(text, "utf16le").swap16()],
])("%s is recognized without a mark", async (_, encode) => {
  const file = join(folder, "orders.csv");
  writeFileSync(file, encode("Käufer,date,amount\nadä,2025-01-31,5\n"));
  const { orders } = await readOrders(file, readOptions([file]), () => {});
  expect(orders.customerId).toEqual(["adä"]);
});

test("a header as long as a book is told in part", () => {
  const names = Array.from({ length: 5000 }, (_, i) => `${i}${"x".repeat(5000)}`).join(",");
  expect(() => placesOf(names)).toThrow(/^.{0,99}\nThe header names: .{1,9000} and 4900 more\.\n/);
});

test("a file that is not there is told by its name", async () => {
  const options = readOptions(["none.csv"]);
  await expect(readOrders("none.csv", options, () => {})).rejects.toThrow(
    "there is no file none.csv",
  );
});
