import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, test } from "vitest";
import { HELP, readOptions } from "../../examples/shop-report/options.ts";

const DEMO = "examples/shop-report/main.ts";
const SCENARIOS = "scripts/play-scenarios.ts";

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

function run(script: string, ...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", script, ...args],
      (_, out, error) => resolve({ code: child.exitCode ?? -1, out, error }),
    );
  });
}

test.each([
  [DEMO, "Usage: npm run demo -- [FILE] [options]"],
  [SCENARIOS, "Usage: npm run scenarios -- FILE..."],
])("%s --help helps, and that is no failure", async (script, usage) => {
  const { code, out, error } = await run(script, "--help");
  expect({ code, error }).toEqual({ code: 0, error: "" });
  expect(out).toContain(usage);
});

it("the player of scenarios names options that there are not", async () => {
  const { code, out, error } = await run(SCENARIOS, "--foo", "--bar");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(error).toContain("unknown option --foo, --bar");
  expect(error).toContain("--help");
});

it("the scenario in the help is played", async () => {
  const { out: help } = await run(SCENARIOS, "--help");
  const [example = ""] = /^\{.*^\}/ms.exec(help) ?? [];
  const file = join(mkdtempSync(join(tmpdir(), "scenarios-")), "example.json");
  writeFileSync(file, example);
  expect(await run(SCENARIOS, file)).toEqual({ code: 0, out: "1 passed, 0 failed\n", error: "" });
});

test("the help of the demo names every option", () => {
  const unknown = String(catching(() => readOptions(["--none"])));
  const [, names = ""] = /there are (.*?);/.exec(unknown) ?? [];
  expect(names.split(" ")).toHaveLength(22);
  expect(names.split(" ").filter((name) => !HELP.includes(`${name} `))).toEqual([]);
});

test.each([
  [[], "were counted: lines 4, 5; --drop-repeats counts one of each", 24],
  [["--drop-repeats"], "were left out: lines 4, 5", 12],
] as const)("the demo tells of lines that came twice: %j", async (args, told, revenue) => {
  const file = join(mkdtempSync(join(tmpdir(), "demo-")), "twice.csv");
  const orders = ["a,2025-01-01T10:00Z,5", "b,2025-01-03T09:00Z,7"];
  writeFileSync(file, ["customer,date,total", ...orders, ...orders].join("\n"));
  const { out } = await run(DEMO, file, "--json", ...args);
  const { shop } = JSON.parse(out);
  expect(shop.warnings[0].message).toContain(told);
  expect(shop.revenue).toBe(revenue);
});

it("the demo tells what it does not read, also as data", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "demo-")), "orders.csv");
  const orders = ["a,2025-01-01,5,paid", "a,2025-01-01,-5,refunded", "b,2025-01-03,7,paid"];
  writeFileSync(file, ["customer,date,total,status", ...orders].join("\n"));
  const { out } = await run(DEMO, file, "--refunds", "netSameDay");
  expect(out).toContain('"status": paid 2, refunded 1\n');
  expect(out).toContain("\nLines read: 3; orders counted: 1. Refunds are taken off");
  const { out: json } = await run(DEMO, file, "--refunds", "netSameDay", "--json");
  expect(JSON.parse(json).notes).toHaveLength(2);
});

test.each([
  ["drop", "all amounts are refunds"],
  ["error", "no line is left; the first left out: the amount is below zero"],
])("the demo says why no purchase is left (%s)", async (refunds, why) => {
  const file = join(mkdtempSync(join(tmpdir(), "demo-")), "refunds.csv");
  writeFileSync(file, "customer,date,total\na,2025-01-01,-5\nb,2025-01-03,-7\n");
  const { code, error } = await run(DEMO, file, "--refunds", refunds, "--skip-bad");
  expect(code).toBe(1);
  expect(error).toContain(`there is no purchase to report on: ${why}`);
});

test.each([
  [["--top", "2.5"], "--top takes a whole number"],
  [["--top=-1"], "--top takes a whole number"],
  [["--discount", "10"], '--discount takes a share from 0 to 1 (0.1 is 10%), got "10"'],
  [["--margin", "40"], "--margin takes a share from 0 to 1"],
  [["--as-of", "foo"], '--as-of takes a day such as 2026-06-30, got "foo"'],
  [["--as-of", "2026-02-30"], "--as-of takes a day"],
  [["--time-zone", "Mars"], '--time-zone takes a name such as Europe/Berlin, got "Mars"'],
  [["--margin", "half"], '--margin takes a number, got "half"'],
  [["a.csv", "b.csv"], "expected one file, got 2: a.csv, b.csv"],
  [["--foo", "--bar"], "unknown option --foo, --bar"],
  [["--toString"], "unknown option --toString"],
])("%j is refused", (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

function catching(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}
