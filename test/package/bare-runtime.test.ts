import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { exampleOfPage } from "../docs/extract.ts";

const USE_OF_SCHEMAS = `
import { isClienteleError } from "clientele";
import { parseOrders } from "clientele/schema";
let refused = "";
try {
  parseOrders([{ customerId: "ada", at: "2025-01-03", value: "40" }]);
} catch (error) {
  if (isClienteleError(error)) refused = error.code;
}
Object.assign(globalThis, { refused });
`;

test("the tour of the README runs without Node, without a page, and where eval is forbidden", async () => {
  const tour = exampleOfPage("README.md", readFileSync("README.md", "utf8"))?.text ?? "";
  const { outputFiles, warnings } = await build({
    stdin: { contents: tour + USE_OF_SCHEMAS, resolveDir: ".", loader: "ts" },
    bundle: true,
    format: "iife",
    platform: "browser",
    logLevel: "silent",
    write: false,
  });
  expect(warnings).toEqual([]);

  // Nothing is needed beside the language itself.
  const world: { refused?: unknown } = {};
  createContext(world, { codeGeneration: { strings: false, wasm: false } });
  runInContext(outputFiles[0].text, world);
  expect(world.refused).toBe("not_a_number");
});
