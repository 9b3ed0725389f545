import { execFileSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { checkDistIsFresh } from "./dist.ts";

const LIMIT_MS = 30;
/** What an idle machine takes to start Node; one that takes longer is as much slower at loading. */
const NODE_START_MS = 50;
const RUNS = 20;

beforeAll(checkDistIsFresh);

describe("the whole package loads in less than 30 ms", () => {
  test.each([
    ["import", `await import("${pathToFileURL("dist/index.js")}")`],
    ["require", 'require("./dist/index.cjs")'],
  ])("by %s", (_, load) => {
    // The fastest of many runs: a busy machine makes it slower, nothing makes it faster than it is.
    let fastest = Number.POSITIVE_INFINITY;
    let start = Number.POSITIVE_INFINITY;
    for (let run = 0; run < RUNS && fastest >= LIMIT_MS; run++) {
      const since = performance.now();
      const time = timeOf(load);
      fastest = Math.min(fastest, time);
      start = Math.min(start, performance.now() - since - time);
    }
    expect(fastest).toBeLessThan(LIMIT_MS * Math.max(1, start / NODE_START_MS));
  });
});

/** Milliseconds that a statement takes in a process of its own, the start of Node left out. */
function timeOf(load: string): number {
  const script = `import { createRequire } from "node:module";
    const require = createRequire(process.cwd() + "/main.js");
    const since = performance.now();
    ${load};
    console.log(performance.now() - since);`;
  const flags = ["--input-type=module", "--eval", script];
  return Number(execFileSync(process.execPath, flags, { encoding: "utf8" }));
}
