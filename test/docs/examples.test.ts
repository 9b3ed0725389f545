import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { exampleOfPage, examplesOfSource } from "./extract.ts";
import { countClaims, runExample } from "./run.ts";
import { typeCheck } from "./type-check.ts";

const docExamples = filesUnder("src", ".ts").flatMap((path) =>
  examplesOfSource(path, readFileSync(path, "utf8")),
);
const pageExamples = ["README.md", ...filesUnder("docs", ".md")]
  .filter((path) => existsSync(path) && !path.startsWith("docs/api/"))
  .flatMap((path) => exampleOfPage(path, readFileSync(path, "utf8")) ?? []);

const indexFiles = filesUnder("src", "index.ts").filter((path) => path.split("/").length <= 3);

describe("examples keep their word", () => {
  test.each(docExamples.map((it) => [`${it.path}:${it.line}`, it.text]))("%s", run);
  test.each(pageExamples.map((it) => [it.path, it.text]))("%s", run);
});

describe("the public surface", () => {
  const { errors, publicFunctions } = typeCheck(docExamples, indexFiles);

  test("has examples that compile", () => {
    expect(errors.join("\n")).toBe("");
  });

  test("has pages that compile under what `tsc --init` writes", () => {
    const { errors } = typeCheck(pageExamples, [], { noUncheckedIndexedAccess: true });
    expect(errors.join("\n")).toBe("");
  });

  test("has an example with an expected value on every function", () => {
    expect(publicFunctions.length).toBeGreaterThan(0);
    const lacking = publicFunctions.filter(
      ({ path, comments }) =>
        !docExamples.some(
          (it) => it.path === path && comments.includes(it.comment) && countClaims(it.text) > 0,
        ),
    );
    expect(lacking.map(({ name, path }) => `${name} (${path})`).sort()).toEqual([]);
  });
});

async function run(_: string, text: string): Promise<void> {
  await runExample(text, (specifier) => import(/* @vite-ignore */ specifier));
}

function filesUnder(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(ending))
    .sort();
}
