import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const TIMED = "test/**/*.timed.test.ts";
const src = fileURLToPath(new URL("./src", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^clientele$/, replacement: `${src}/index.ts` },
      { find: /^clientele\/(.*)$/, replacement: `${src}/$1/index.ts` },
    ],
  },
  test: {
    testTimeout: 30_000,
    // Nothing in the package keeps state, so that files may share a process: half the time.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "test",
          include: ["test/**/*.test.ts"],
          exclude: [TIMED, "test/bench/**", "node_modules/**"],
          sequence: { groupOrder: 0 },
          // One worker would be left idle for whoever watches.
          maxWorkers: "100%",
        },
      },
      // After the others: what is timed must not compete with them for the machine.
      {
        extends: true,
        test: { name: "timed", include: [TIMED], sequence: { groupOrder: 1 } },
      },
    ],
    reporters: ["default", ["json", { outputFile: "reports/vitest.json" }]],
    coverage: { include: ["src/**"], reporter: ["text-summary", "html"] },
  },
});
