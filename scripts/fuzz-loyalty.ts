/**
 * Plays random streams of loyalty commands through the engine and through the models that were
 * written from the reference: `npm run fuzz:loyalty -- [STREAMS] [SEED]`, of which four tenths are of
 * the ledger. Exit status 1 at the first difference, which is shrunk and told.
 */
import fc from "fast-check";
import { compareStream } from "../test/loyalty/fuzz/compare.ts";
import { FEATURES } from "../test/loyalty/fuzz/features.ts";
import { anyOrderRules, anyOrderStream, compareOrders } from "../test/loyalty/fuzz/orders.ts";
import { anyPairStream, checkPairs } from "../test/loyalty/fuzz/pairs.ts";
import { anyRules } from "../test/loyalty/fuzz/programs.ts";
import { anyStream } from "../test/loyalty/fuzz/steps.ts";

const [streams = "100000", seed = "1"] = process.argv.slice(2);
const tenth = Math.ceil(Number(streams) / 10);

run("one account", fc.property(anyRules, anyStream, compareStream), Number(streams) - 6 * tenth);
run("two accounts", fc.property(anyRules, anyPairStream, checkPairs), tenth);
run("orders and refunds", fc.property(anyOrderRules, anyOrderStream, compareOrders), tenth);
for (const [name, property] of FEATURES) run(name, property, tenth);

function run(name: string, property: fc.IProperty<unknown>, numRuns: number): void {
  const began = performance.now();
  const result = fc.check(property, { numRuns, seed: Number(seed) });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${name}: ${result.numRuns} streams in ${seconds} s with seed ${seed}`);
  if (!result.failed) return;
  console.log(JSON.stringify(result.counterexample));
  console.log(result.errorInstance instanceof Error ? result.errorInstance.stack : result);
  process.exitCode = 1;
}
