import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkDistIsFresh, manifest, specifiers } from "./dist.ts";

/** A project that installed the packed package; its dependencies are links to ours. */
let project = "";

beforeAll(() => {
  checkDistIsFresh();
  project = realpathSync(mkdtempSync(join(tmpdir(), "clientele-installed-")));
  const installed = join(project, "node_modules", "clientele");
  mkdirSync(installed, { recursive: true });
  run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", project], ".");
  const [tarball = ""] = readdirSync(project).filter((name) => name.endsWith(".tgz"));
  run("tar", ["-xzf", tarball, "--strip-components=1", "-C", installed], project);
  for (const name of Object.keys(manifest.dependencies)) {
    const link = join(project, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve("node_modules", name), link, "dir");
  }
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "app", private: true }));
});

afterAll(() => {
  if (project !== "") rmSync(project, { recursive: true, force: true });
});

describe("the packed package", () => {
  test("holds what a user needs and nothing else", () => {
    const names = readdirSync(join(project, "node_modules", "clientele"));
    expect(names).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist", "package.json"]));
    const known = [
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "dist",
      "docs",
      "examples",
      "package.json",
      "test",
    ];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });

  test("holds every page that its README links to", () => {
    const installed = join(project, "node_modules", "clientele");
    const readme = readFileSync(join(installed, "README.md"), "utf8");
    const pages = Array.from(
      readme.matchAll(/\]\(((?:docs|examples|test)\/[^)#]+)/g),
      ([, page]) => page,
    );
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.filter((page) => !existsSync(join(installed, page)))).toEqual([]);
    expect(existsSync(join(installed, "docs", "api"))).toBe(false);
  });

  test.each(specifiers)("gives %s the same names through import and require", (specifier) => {
    const imported = evaluate(`print(Object.keys(await import("${specifier}")))`);
    const required = evaluate(`print(Object.keys(require("${specifier}")))`);
    expect(imported.length).toBeGreaterThan(0);
    expect(names(imported)).toEqual(names(required));
  });

  test("knows its own errors across its entries, of which the root is a copy of its own", () => {
    const [shared, known] = evaluate(
      `const root = await import("clientele"); const part = await import("clientele/customers");
      const names = Object.keys(part).filter((name) => name in root);
      let known = false;
      try { part.summarizeOrders([{}], { asOf: "x" }) } catch (error) { known = root.isClienteleError(error) }
      print([String(names.length > 0), String(known)])`,
    );
    expect([shared, known]).toEqual(["true", "true"]);
  });

  test("resolves its own package.json, and keeps everything else private", () => {
    const code = (specifier: string) =>
      evaluate(
        `try { require.resolve("${specifier}"); print(["found"]) } catch (e) { print([e.code]) }`,
      );
    expect(code("clientele/package.json")).toEqual(["found"]);
    expect(code("clientele/numeric")).toEqual(["ERR_PACKAGE_PATH_NOT_EXPORTED"]);
    expect(code("clientele/dist/index.js")).toEqual(["ERR_PACKAGE_PATH_NOT_EXPORTED"]);
  });

  test("has declarations that compile, for ES modules and for CommonJS", () => {
    const text = specifiers
      .map(
        (it, index) => `import * as m${index} from "${it}";\nexport const n${index} = m${index};`,
      )
      .join("\n");
    expect(compile({ "app.mts": text, "app.cts": text })).toEqual([]);
    expect(compile({ "wrong.mts": 'import { nothing } from "clientele";' })).toEqual([
      expect.stringContaining("has no exported member 'nothing'"),
    ]);
  });
});

describe("importing the root", () => {
  // The loyalty domain computes money in decimals; nothing else may load them.
  const forbidden = specifiers.includes("clientele/loyalty") ? ["zod"] : ["zod", "decimal.js"];

  test("loads no schema library and no decimals by import", () => {
    const loaded = loadedBy("clientele");
    expect(loaded.some((url) => url.endsWith("/clientele/dist/index.js"))).toBe(true);
    expect(loaded.filter(isOneOf(forbidden))).toEqual([]);
    expect(loadedBy("clientele/schema").filter(isOneOf(["zod"]))).not.toEqual([]);
  });

  test("loads no schema library and no decimals by require", () => {
    const paths = (specifier: string) =>
      evaluate(`require("${specifier}"); print(Object.keys(require.cache))`);
    expect(paths("clientele").some((path) => path.endsWith("/dist/index.cjs"))).toBe(true);
    expect(paths("clientele").filter(isOneOf(forbidden))).toEqual([]);
    expect(paths("clientele/schema").filter(isOneOf(["zod"]))).not.toEqual([]);
  });
});

/** Runs a script in the project; gives the list of strings that it prints. */
function evaluate(script: string, ...flags: string[]): string[] {
  const prelude =
    'import { createRequire } from "node:module"; import { writeSync } from "node:fs";' +
    'const require = createRequire(process.cwd() + "/app.js");' +
    "const print = (list) => writeSync(1, JSON.stringify(list));";
  const input = ["--input-type=module", ...flags, "--eval", `${prelude}\n${script}`];
  return JSON.parse(run(process.execPath, input, project));
}

/** The addresses of the modules that an import loads, in a process of its own. */
function loadedBy(specifier: string): string[] {
  const hook = `import { appendFileSync } from "node:fs";
    export async function load(url, context, next) {
      appendFileSync("loaded.txt", url + "\\n");
      return next(url, context);
    }`;
  return evaluate(
    `import { register } from "node:module";
    import { readFileSync, rmSync } from "node:fs";
    register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hook)}`)});
    await import("${specifier}");
    print(readFileSync("loaded.txt", "utf8").split("\\n"));
    rmSync("loaded.txt");`,
  );
}

/** The faults of files in the project, its installed declarations included. */
function compile(files: Readonly<Record<string, string>>): string[] {
  const paths = Object.entries(files).map(([name, text]) => {
    const path = join(project, name);
    writeFileSync(path, text);
    return path;
  });
  const program = ts.createProgram(paths, {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
  });
  // The declarations of the dependencies, links to elsewhere, are not ours to check.
  return program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(project))
    .flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ])
    .map(({ file, messageText }) => {
      const text = ts.flattenDiagnosticMessageText(messageText, "\n");
      return `${file?.fileName ?? ""} ${text}`;
    });
}

function isOneOf(packages: readonly string[]): (address: string) => boolean {
  return (address) => packages.some((name) => address.includes(`/node_modules/${name}/`));
}

function names(keys: readonly string[]): string[] {
  return keys.filter((key) => key !== "__esModule" && key !== "default").sort();
}

function run(command: string, args: readonly string[], folder: string): string {
  return execFileSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}
