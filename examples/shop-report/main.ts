import { fileURLToPath } from "node:url";
import { isClienteleError } from "clientele";
import { analyzeShop, type ShopReport } from "./analyze.ts";
import { explainFault, inLines, listRejected, tellRefunds } from "./explain-fault.ts";
import { HELP, type ReportOptions, readOptions } from "./options.ts";
import type { OrderFile } from "./order-table.ts";
import { printReport } from "./print.ts";
import { readOrders } from "./read-orders.ts";

const SAMPLE = fileURLToPath(new URL("./sample-orders.csv", import.meta.url));
const PROGRESS_EVERY_MS = 1000;

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
    ...(report.shop.rejected ?? []).map(({ row, code, message }) => ({
      line: file.lines[row],
      message: explainFault(code, message),
    })),
  ].sort((one, other) => one.line - other.line);
  const valid = file.lines.length - (report.shop.rejected?.length ?? 0);
  const notes = [...file.notes, ...tellRefunds(options.refunds, valid, report.shop.orders)];
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ...report, notes, rejected }, null, 2)}\n`);
    return;
  }
  const source = options.file ?? "the bundled sample";
  process.stdout.write(
    [
      `Read ${plural(file.lines.length, "order")} of ${source}: ${file.reading}.`,
      ...(rejected.length > 0 ? [listRejected(rejected)] : []),
      ...notes,
      printReport(report),
      "",
    ].join("\n\n"),
  );
}

/** Names the line of the file where the package names the row. */
function analyzeFile(file: OrderFile, options: ReportOptions): ShopReport {
  try {
    const report = analyzeShop(file.orders, {
      asOf: options.asOf ?? file.latest,
      timeZone: options.timeZone,
      refunds: options.refunds,
      duplicates: options.dropRepeats ? "drop" : "keep",
      invalid: options.skipBad ? "collect" : "error",
      margin: options.margin,
      discountRate: options.discountRate,
      top: options.top,
    });
    const { warnings, ...shop } = report.shop;
    if (warnings === undefined) return report;
    const told = warnings.map((warning) => inLines(warning, file.lines));
    return { ...report, shop: { ...shop, warnings: told } };
  } catch (error) {
    if (!isClienteleError(error) || typeof error.path[0] !== "number") throw error;
    const words = explainFault(error.code, error.message);
    throw new Error(
      `line ${file.lines[error.path[0]]}: ${words}; --skip-bad leaves such lines out and lists them`,
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
    // The file is read ahead of its orders.
    const percent = Math.min(99, Math.floor(100 * share));
    process.stderr.write(`${percent} % read, ${plural(orders, "order")} so far\n`);
  };
}

function plural(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
