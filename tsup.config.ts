import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

// The exports of package.json are the one list of entry points: adding a subpath is an entry there.
const manifest: { exports: Record<string, unknown> } = JSON.parse(
  readFileSync(new URL("./package.json", import.meta.url), "utf8"),
);
const entries = Object.keys(manifest.exports)
  .filter((key) => key !== "./package.json")
  .map((key) => (key === "." ? "index" : `${key.slice(2)}/index`));

export default defineConfig({
  entry: Object.fromEntries(entries.map((entry) => [entry, `src/${entry}.ts`])),
  format: ["esm", "cjs"],
  target: "node20",
  platform: "neutral",
  // Without splitting every entry would carry its own copy of the kernels, decimal.js included.
  splitting: true,
  treeshake: true,
  // Constants are folded into their uses, so that a chunk keeps none that an app does not need.
  esbuildOptions: (options) => {
    options.minifySyntax = true;
  },
  dts: true,
  clean: true,
  sourcemap: false,
  silent: true,
});
