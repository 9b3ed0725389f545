/** Measures the package beside its peers and prints the ratios; exits with 1 where a limit is missed. */
import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { type Figure, isWithin, ratioOf } from "./figure.ts";
import type { CaseMessage, CaseOrder } from "./message.ts";
import { readOptions } from "./options.ts";
import { tableOf } from "./report.ts";

const runner = fileURLToPath(new URL("./run-case.ts", import.meta.url));

const BUSY =
  "The machine is busy: times are too long, and engines with many threads look slower than they are.";

function runCase(order: CaseOrder): Promise<readonly Figure[]> {
  return new Promise((resolve, reject) => {
    const child = fork(runner, { execArgv: ["--expose-gc", "--import", "tsx"] });
    let outcome: Exclude<CaseMessage, { kind: "progress" }> | undefined;
    child.on("message", (message: CaseMessage) => {
      if (message.kind === "progress") console.error(`${order.name}: ${message.text}`);
      else outcome = message;
    });
    // Not before: what it frees at its end would disturb the next case.
    child.on("exit", (code) => {
      if (outcome?.kind === "figures") resolve(outcome.figures);
      else reject(new Error(`${order.name}: ${outcome?.text ?? `ended with ${code}`}`));
    });
    child.send(order);
  });
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if ("usage" in options) {
    console.log(options.usage);
    return options.understood ? 0 : 1;
  }
  const { cases, scale, rounds, dist, json } = options;
  const cores = availableParallelism();
  const machine = { node: process.version, cores, load: loadavg()[0] };
  console.log(
    `Node ${machine.node}, ${cores} cores, load ${machine.load.toFixed(1)}; median of ${rounds} rounds at scale ${scale}`,
  );
  if (machine.load > cores / 2) console.log(BUSY);
  const figures: Figure[] = [];
  const failures: unknown[] = [];
  for (const { name, file } of cases) {
    try {
      figures.push(...(await runCase({ name, file, dist, scale, rounds })));
    } catch (error) {
      failures.push(error);
      console.error(error);
    }
  }
  const judged = scale === 1;
  console.log(`\n${tableOf(figures, judged)}`);
  if (!judged) console.log("\nLimits hold at scale 1 and are not judged here.");
  if (json !== undefined) {
    const told = figures.map((figure) => ({
      ...figure,
      ratio: ratioOf(figure),
      within: isWithin(figure),
    }));
    writeFileSync(json, `${JSON.stringify({ machine, scale, rounds, figures: told }, null, 2)}\n`);
  }
  const missed = judged && figures.some((figure) => isWithin(figure) === false);
  return missed || failures.length > 0 ? 1 : 0;
}

process.exitCode = await main();
