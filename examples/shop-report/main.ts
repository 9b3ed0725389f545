import { fileURLToPath } from "node:url";
import { isClienteleError } from "clientele";
import { analyzeShop } from "./analyze.ts";
import { HELP, type ReportOptions, readOptions } from "./options.ts";
import type { OrderFile } from "./order-table.ts";
import { printReport } from "./print.ts";
import { readOrders } from "./read-orders.ts";

const SAMPLE = fileURLToPath(new URL("./sample-orders.csv", import.meta.url));
const PROGRESS_EVERY_MS = 1000;
const BAD_RECORDS_SHOWN = 5;

async function run(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  const file = await readOrders(options.file ?? SAMPLE, options, progress());
  const report = analyzeFile(file, options);
  const rejected = [
    ...file.bad,
    ...(report.shop.rejected ?? []).map(({ row, message }) => ({ line: file.lines[row], message })),
  ];
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...report, rejected }, null, 2)}\n`);
    return;
  }
  const source = options.file ?? "the bundled sample";
  process.stdout.write(`Read ${file.lines.length} orders of ${source}: ${file.reading}.\n\n`);
  for (const { line, message } of rejected.slice(0, BAD_RECORDS_SHOWN)) {
    process.stdout.write(`left out: line ${line}: ${message}\n`);
  }
  if (rejected.length > 0) process.stdout.write(`${rejected.length} records left out.\n\n`);
  process.stdout.write(`${printReport(report)}\n`);
}

/** Names the line of the file where the package names the row. */
function analyzeFile(file: OrderFile, options: ReportOptions) {
  try {
    return analyzeShop(file.orders, {
      asOf: options.asOf ?? file.latest,
      timeZone: options.timeZone,
      refunds: options.refunds,
      invalid: options.skipBad ? "collect" : "error",
      margin: options.margin,
      discountRate: options.discountRate,
      top: options.top,
    });
  } catch (error) {
    const row = isClienteleError(error) ? error.path[0] : undefined;
    if (typeof row !== "number" || !(error instanceof Error)) throw error;
    throw new Error(
      `line ${file.lines[row]}: ${error.message}; --skip-bad leaves such records out and lists them`,
    );
  }
}

/** Tells on long input how far it is; short input ends before the first word. */
function progress(): (share: number, orders: number) => void {
  let told = performance.now();
  return (share, orders) => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY_MS) return;
    told = now;
    process.stderr.write(`${Math.round(100 * share)} % read, ${orders} orders\n`);
  };
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
