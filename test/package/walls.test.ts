import { existsSync, readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { findBreaches, formatBreaches, type SourceText } from "./walls.ts";

const sources: SourceText[] = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => `src/${name.replaceAll("\\", "/")}`)
  .sort()
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

describe("src", () => {
  test("keeps the import walls and the house rules", () => {
    expect(sources.length).toBeGreaterThan(0);
    expect(formatBreaches(findBreaches(sources))).toBe("");
  });

  test("keeps its kernels private: they have no index", () => {
    const indexed = ["core", "numeric", "time", "money", "criteria"].filter((kernel) =>
      existsSync(`src/${kernel}/index.ts`),
    );
    expect(indexed).toEqual([]);
  });

  test("exports every domain that has an index, and nothing else", () => {
    const manifest: { exports: Record<string, unknown> } = JSON.parse(
      readFileSync("package.json", "utf8"),
    );
    const indexed = readdirSync("src").filter((name) => existsSync(`src/${name}/index.ts`));
    const expected = [".", "./package.json", ...indexed.map((name) => `./${name}`)];
    expect(Object.keys(manifest.exports).sort()).toEqual(expected.sort());
    for (const [subpath, target] of Object.entries(manifest.exports)) {
      if (subpath === "./package.json") continue;
      const file = `./dist/${subpath === "." ? "" : `${subpath.slice(2)}/`}index`;
      expect(target).toEqual({
        import: { types: `${file}.d.ts`, default: `${file}.js` },
        require: { types: `${file}.d.cts`, default: `${file}.cjs` },
      });
    }
  });
});

function breachesOf(files: Record<string, string>): string[] {
  return findBreaches(Object.entries(files).map(([path, text]) => ({ path, text }))).map(
    ({ rule, path, line, message }) => `${path}:${line} [${rule}] ${message}`,
  );
}

/** A file of `src` that imports another one, in a given way. */
function importing(path: string, target: string, statement = "import { x } from"): string[] {
  const specifier = posix.relative(posix.dirname(path), target);
  const relative = specifier.startsWith(".") ? specifier : `./${specifier}`;
  return breachesOf({ [path]: `${statement} "${relative}";`, [target]: "" });
}

describe("the import walls let through", () => {
  test.each([
    ["src/numeric/a.ts", "src/core/b.ts"],
    ["src/customers/a.ts", "src/time/b.ts"],
    ["src/clv/bg-nbd/a.ts", "src/customers/b.ts"],
    ["src/clv/bg-nbd/a.ts", "src/clv/predict/b.ts"],
    ["src/loyalty/engine/a.ts", "src/money/b.ts"],
    ["src/loyalty/analysis/a.ts", "src/numeric/b.ts"],
    ["src/profile/a.ts", "src/loyalty/engine/b.ts"],
    ["src/schema/a.ts", "src/clv/b.ts"],
    ["src/index.ts", "src/clv/b.ts", "export { x } from"],
    ["src/rfm/index.ts", "src/rfm/score.ts", "export { x } from"],
    ["src/index.ts", "src/rfm/index.ts", "export { x } from"],
    ["src/report/a.ts", "src/clv/b.ts", "import type { x } from"],
    ["src/report/a.ts", "src/clv/b.ts", "import { type x } from"],
    ["src/schema/a.ts", "src/report/b.ts", "import type { x } from"],
    ["src/rfm/index.ts", "src/time/b.ts", "export type { x } from"],
  ])("%s ← %s", (path, target, statement = "import { x } from") => {
    expect(importing(path, target, statement)).toEqual([]);
  });

  test.each([
    ["src/schema/a.ts", "zod"],
    ["src/schema/a.ts", "zod/mini"],
  ])("%s ← %s", (path, dependency) => {
    expect(breachesOf({ [path]: `import * as x from "${dependency}";` })).toEqual([]);
  });
});

describe("the import walls stop", () => {
  test.each([
    ["upward", "src/core/a.ts", "src/customers/b.ts", "[layer] core imports"],
    ["upward to another layer", "src/customers/a.ts", "src/rfm/b.ts", "[layer] customers imports"],
    ["sideways among kernels", "src/numeric/a.ts", "src/time/b.ts", "[layer] numeric imports"],
    ["sideways among domains", "src/rfm/a.ts", "src/clv/b.ts", "[layer] rfm imports"],
    ["sideways above", "src/report/a.ts", "src/profile/b.ts", "[layer] report imports"],
    ["money in statistics", "src/clv/a.ts", "src/money/b.ts", "[layer] clv imports"],
    ["money in customers", "src/customers/a.ts", "src/money/b.ts", "[layer] customers imports"],
    ["numeric in the engine", "src/loyalty/engine/a.ts", "src/numeric/b.ts", "[layer] loyalty"],
    ["schema from below", "src/clv/a.ts", "src/schema/b.ts", "[layer] clv imports"],
    ["schema from beside", "src/report/a.ts", "src/schema/b.ts", "[layer] report imports"],
    ["an unknown folder", "src/utils/a.ts", "src/core/b.ts", "[layer] the folder src/utils"],
    ["values in report", "src/report/a.ts", "src/clv/b.ts", "[types-only] report imports values"],
    ["values beside schema", "src/schema/a.ts", "src/report/b.ts", "[types-only] schema imports"],
    ["an index", "src/report/a.ts", "src/customers/index.ts", "[index-import] imports"],
  ])("%s: %s ← %s", (_, path, target, message) => {
    const found = importing(path, target);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${path}:1 ${message}`);
  });

  test("types that climb or go sideways like values", () => {
    const found = importing("src/rfm/a.ts", "src/clv/b.ts", "import type { x } from");
    expect(found).toEqual([
      'src/rfm/a.ts:1 [layer] rfm imports "../clv/b.ts" from clv; it may import: core, numeric, time, customers',
    ]);
  });

  test.each([
    ["export { x } from", ";"],
    ["import", ";"],
    ["const x = import(", ");"],
    ["const x = require(", ");"],
    ["export type X = import(", ").X;"],
  ])("every form of import: %s …%s", (before, after) => {
    const files = {
      "src/rfm/a.ts": `\n${before}"../money/b.ts"${after}`,
      "src/money/b.ts": "export const x = 1;",
    };
    expect(breachesOf(files)).toEqual([
      expect.stringContaining("src/rfm/a.ts:2 [layer] rfm imports"),
    ]);
  });

  test("schema in the root, and an import that is no re-export", () => {
    expect(importing("src/index.ts", "src/schema/b.ts", "export { x } from")).toEqual([
      expect.stringContaining('[layer] the root imports "./schema/b.ts": never schema'),
    ]);
    expect(importing("src/index.ts", "src/rfm/index.ts")).toEqual([
      expect.stringContaining("[index-import]"),
      expect.stringContaining("[index-content]"),
    ]);
  });

  test("an index that leaks a kernel", () => {
    expect(importing("src/rfm/index.ts", "src/numeric/sum.ts", "export { x } from")).toEqual([
      expect.stringContaining("[kernel-leak] an index re-exports values of the private kernel num"),
    ]);
  });

  test.each([
    ["src/report/a.ts", "zod/mini", "[door]", "only src/schema may"],
    ["src/index.ts", "zod", "[door]", "only src/schema may"],
    ["src/money/a.ts", "decimal.js", "[dependency]", "no dependency of src"],
    ["src/time/a.ts", "date-fns/addDays", "[dependency]", "no dependency of src"],
    ["src/clv/a.ts", "lodash/sum", "[dependency]", "no dependency of src"],
    ["src/clv/a.ts", "node:fs", "[dependency]", "no dependency of src"],
  ])("%s ← %s", (path, dependency, rule, message) => {
    const [found, ...more] = breachesOf({ [path]: `export { x } from "${dependency}";` });
    expect(more).toEqual([]);
    expect(found).toContain(`${path}:1 ${rule}`);
    expect(found).toContain(message);
  });

  test("a file that is not there, an extension left out", () => {
    const found = breachesOf({
      "src/rfm/a.ts": 'import { x } from "./b";',
      "src/rfm/b.ts": "export const x = 1;",
    });
    expect(found).toEqual([expect.stringContaining('[missing-file] imports "./b"')]);
  });

  test("circles, types alone included", () => {
    const found = breachesOf({
      "src/rfm/a.ts": 'import { b } from "./b.ts";',
      "src/rfm/b.ts": 'import { c } from "./c.ts";',
      "src/rfm/c.ts": '\nimport type { A } from "./a.ts";',
    });
    expect(found).toEqual([
      "src/rfm/c.ts:2 [cycle] imports in a circle: " +
        "src/rfm/a.ts → src/rfm/b.ts → src/rfm/c.ts → src/rfm/a.ts",
    ]);
  });
});

const BRAND = "type Points = number & { readonly brand: unique symbol };\n";

describe("the house rules let through", () => {
  test.each([
    ["as const", "export const a = [1, 2] as const;"],
    ["satisfies", "export const a = { b: 1 } satisfies Record<string, number>;"],
    [
      "a brand constructor",
      `${BRAND}export function points(n: number): Points { return n as Points; }`,
    ],
    [
      "an overload's implementation",
      "export function f(a: 1): 2;\nexport function f(a: 3): 4;\n" +
        "export function f(a: 1 | 3): unknown { return [a].map((b) => b as number); }",
    ],
    ["a given moment", "export const a = (at: number) => new Date(at).getUTCDay();"],
    [
      "a name that is its own",
      "export function f(process: number, o: A) { return process + o.console; }",
    ],
    ["a key with the name of a global", "export const a = { console: 1, performance: 2 };"],
    ["the word in a comment", "// any console, Math.random, new Date()\nexport const a = 1;"],
    ["an option that may be undefined", "interface FitOptions { level?: number | undefined; }"],
    ["an option that must be given", "interface FitOptions { seed: number; }"],
    ["a field that a noun may lack", "interface Model { fit?: Fit; }"],
    ["a named locale", 'export const a = (n: number) => n.toLocaleString("en-US");'],
  ])("%s", (_, text) => {
    expect(breachesOf({ "src/core/a.ts": text })).toEqual([]);
  });

  test("long files, as far as they are tables of numbers", () => {
    const rows = Array.from({ length: 500 }, (_, row) => `  [${row}, -1.5e-3],`).join("\n");
    expect(breachesOf({ "src/core/a.ts": `export const a = [\n${rows}\n];` })).toEqual([]);
  });
});

describe("the house rules stop", () => {
  test.each([
    ["[default-export]", "export default 1;"],
    ["[default-export]", "export default function f() {}"],
    ["[default-export]", "const a = 1;\nexport { a as default };"],
    ["[any]", "export const a = (b: any) => b;"],
    ["[any]", "export type A = Map<string, any>;"],
    ["[cast]", "export const a = (b: unknown) => b as number;"],
    ["[cast]", "export const a = (b: unknown) => <number>b;"],
    ["[cast]", "export const a = (b?: number) => b!;"],
    ["[cast]", "export function f(b: unknown): number { return b as number; }"],
    ["[cast]", `${BRAND}export function f(n: number): number { return n as Points; }`],
    ["[cast]", "export function f(a: 1): 2 { return a as unknown; }\nexport function g(a: 3): 4;"],
    ["[impure] `Date.now` reads the clock", "export const a = () => Date.now();"],
    ["[impure] `new Date()` reads the clock", "export const a = () => new Date();"],
    ["[impure] `Date()` reads the clock", "export const a = () => Date();"],
    ["[impure] `new Date(y", "export const a = () => new Date(2026, 0, 1);"],
    ["[impure] `.getDay`", "export const a = (d: Date) => d.getDay();"],
    ["[impure] `.getTimezoneOffset`", "export const a = (d: Date) => d.getTimezoneOffset();"],
    ["[impure] `.toLocaleString`", "export const a = (n: number) => n.toLocaleString();"],
    ["[impure] `.localeCompare`", "export const a = (b: string) => b.localeCompare(b);"],
    ["[impure] `.resolvedOptions`", "export const a = new Intl.NumberFormat().resolvedOptions();"],
    ["[impure] `Math.random` throws dice", "export const a = Math.random;"],
    ["[impure] reaches for `crypto`", "export const a = () => crypto.randomUUID();"],
    ["[impure] reaches for `console`", 'export const a = () => console.log("x");'],
    ["[impure] reaches for `process`", "export const a = { process };"],
    ["[impure] reaches for `performance`", "export const a = () => { performance.now(); };"],
    ["[absence] `level` of FitOptions", "export interface FitOptions { level?: number; }"],
  ])("%s: %s", (message, text) => {
    const found = breachesOf({ "src/core/a.ts": text });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  test.each(["export * from", "export * as x from"])("%s", (statement) => {
    expect(importing("src/index.ts", "src/rfm/a.ts", statement)).toEqual([
      expect.stringContaining("src/index.ts:1 [star-export]"),
    ]);
  });

  test("a file beyond 400 lines", () => {
    const lines = (count: number) => ({ "src/core/a.ts": "export const a = 1;\n".repeat(count) });
    expect(breachesOf(lines(400))).toEqual([]);
    expect(breachesOf(lines(401))).toEqual([
      "src/core/a.ts:1 [length] 401 lines beside number tables, at most 400",
    ]);
  });

  test("an index that does something", () => {
    expect(breachesOf({ "src/rfm/index.ts": "\nexport const a = 1;" })).toEqual([
      expect.stringContaining("src/rfm/index.ts:2 [index-content]"),
    ]);
  });
});
