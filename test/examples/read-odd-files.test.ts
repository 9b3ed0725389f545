import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { alignLineEnds } from "../../examples/shop-report/file-text.ts";
import { readOptions } from "../../examples/shop-report/options.ts";
import { readOrders } from "../../examples/shop-report/read-orders.ts";

const folder = mkdtempSync(join(tmpdir(), "odd-files-"));
const header = "customer,date,amount";

function read(text: string, ...args: readonly string[]) {
  const file = join(folder, "orders.csv");
  writeFileSync(file, text);
  return readOrders(file, readOptions([file, ...args]), () => {});
}

describe("empty cells as spreadsheets leave them", () => {
  it("are no columns, however many there are", async () => {
    const { orders } = await read(`${header},,\nada,2025-01-31,5,,\n`);
    expect(Array.from(orders.value)).toEqual([5]);
  });

  it("are no order where a line has nothing else", async () => {
    const { lines, bad } = await read(
      `${header}\nada,2025-01-31,5\n,,\n,,\nbob,2025-02-01,5\n,,\n`,
    );
    expect(lines).toEqual([2, 5]);
    expect(bad).toEqual([]);
  });

  it("may stand beyond the header, where a filled one may not", async () => {
    const { orders } = await read(`${header}\nada,2025-01-31,5,,\nbob,2025-02-01,7\n`);
    expect(Array.from(orders.value)).toEqual([5, 7]);
    await expect(read(`${header}\nada,2025-01-31,5,,x\n`)).rejects.toThrow(
      "line 2: expected 3 fields as in the header, got 5",
    );
    await expect(read(`${header}\nada,2025-01-31\n`)).rejects.toThrow("got 2");
  });
});

describe("the delimiter", () => {
  it.each([
    [
      "has fewer than a name in quotes has commas",
      'Kunde;Datum;"Betrag, in EUR, mit Steuer, total"',
    ],
    ["comes after an empty line", "\r\n \r\nKunde;Datum;Betrag"],
    ["comes after a name of two lines", '"Kunde\nneu";Datum;Betrag'],
  ])("is found where it %s", async (_, names) => {
    const named = names.includes("neu") ? ["--id", "Kunde\nneu"] : ["--id", "Kunde"];
    const value = names.includes("EUR") ? "Betrag, in EUR, mit Steuer, total" : "Betrag";
    const { reading } = await read(`${names}\r\n7;31.01.2025;5,50\r\n`, ...named, "--value", value);
    expect(reading).toContain('delimiter ";"');
  });
});

describe("ends of lines", () => {
  const orders = ["ada,2025-01-31,5", "bob,2025-02-01,6", "cy,2025-02-02,x"];

  it.each([
    ["\r\n", "\n", "\n"],
    ["\n", "\r\n", "\r"],
    ["\r", "\n", "\r\n"],
  ])("may be of several kinds: %j %j %j", async (one, two, three) => {
    const text = `${header}${one}${orders[0]}${two}${orders[1]}${three}${orders[2]}${one}`;
    const { lines, bad } = await read(text, "--skip-bad");
    expect(lines).toEqual([2, 3]);
    expect(bad.map(({ line }) => line)).toEqual([4]);
  });

  it("within quotes are one line each, so that a bad line is named by its number", async () => {
    const text = `note,${header}\r\n"a\r\nb\r\nc",${orders[0]}\r\n,${orders[2]}\r\n`;
    await expect(read(text)).rejects.toThrow('line 5: "amount" is no amount: "x"');
  });

  it("may be cut in two by the pieces in which a file is read", async () => {
    async function* pieces() {
      yield* ["a\r", "\nb\r", "\r\n", "c\n\r", "d\r"];
    }
    const aligned: string[] = [];
    for await (const piece of alignLineEnds(pieces())) aligned.push(piece);
    expect(aligned.join("")).toBe("a\nb\n\nc\n\nd\n");
  });
});

describe("days and months in two orders", () => {
  const mixed = `${header}\nada,31/01/2025,5\nbob,30/01/2025,5\ncy,01/29/2025,5\ndi,02/03/2025,5\n`;

  it("are not guessed, nor are they where bad lines are left out", async () => {
    const doubt = 'dates are in two orders, most of them dmy, but "01/29/2025" mdy';
    await expect(read(mixed)).rejects.toThrow(doubt);
    await expect(read(mixed, "--skip-bad")).rejects.toThrow(doubt);
    await expect(read(mixed.replaceAll("/", "."), "--skip-bad")).rejects.toThrow("01.29.2025");
  });

  it("are read in the one that is named", async () => {
    const { orders } = await read(mixed, "--date-format", "dmy");
    expect(orders.at).toEqual(["2025-01-31", "2025-01-30", "01/29/2025", "2025-03-02"]);
  });
});

test("days and yen as Excel writes them in Japan are read", async () => {
  const text = "顧客,日付,金額\n7,2025年1月5日,50円\n8,2025年12月31日,980円\n";
  const { orders } = await read(text, "--id", "顧客", "--at", "日付", "--value", "金額");
  expect(orders.at).toEqual(["2025-01-05", "2025-12-31"]);
  expect(Array.from(orders.value)).toEqual([50, 980]);
});

test("milliseconds taken for seconds are told as they stand in the file", async () => {
  const text = `${header}\nada,1735862400000,5\n`;
  await expect(read(text, "--date-format", "epoch-s")).rejects.toThrow(
    'no date in "date" is epoch-s: the first one is "1735862400000"',
  );
  const { orders } = await read(text, "--date-format", "epoch-ms");
  expect(orders.at).toEqual([1735862400000]);
});
