import { readFileSync } from "node:fs";
import { defineConfig, type Options } from "tsup";

// The exports of package.json are the one list of entry points: adding a subpath is an entry there.
const manifest: { exports: Record<string, unknown> } = JSON.parse(
  readFileSync(new URL("./package.json", import.meta.url), "utf8"),
);
const all = Object.fromEntries(
  Object.keys(manifest.exports)
    .filter((key) => key !== "./package.json")
    .map((key) => (key === "." ? "index" : `${key.slice(2)}/index`))
    .map((entry) => [entry, `src/${entry}.ts`]),
);
const { index, ...subpaths } = all;

const common: Options = {
  format: ["esm", "cjs"],
  target: "node20",
  platform: "neutral",
  // Two builds write to dist/ side by side: the script that starts them empties it.
  clean: false,
  sourcemap: false,
  silent: true,
  // Constants are folded into their uses, so that a file keeps none that an app does not need.
  esbuildOptions: (options) => {
    options.minifySyntax = true;
  },
};

export default defineConfig([
  {
    ...common,
    entry: subpaths,
    dts: { entry: all },
    // Without splitting every entry would carry its own copy of the kernels.
    splitting: true,
    treeshake: true,
  },
  // Whoever imports all of it waits for files to be found and parsed: one file in ASCII, without white
  // space and the names of variables, takes half of the time. Functions keep theirs, for stack traces.
  {
    ...common,
    entry: { index },
    splitting: false,
    minify: "terser",
    terserOptions: {
      compress: false,
      mangle: { keep_fnames: true, keep_classnames: true },
      // Node shows the line that threw: of one line without end nobody would find the message.
      format: { preserve_annotations: true, ascii_only: true, max_line_len: 200 },
    },
  },
]);
