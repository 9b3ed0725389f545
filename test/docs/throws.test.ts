/** Doc comments and pages name no error code that nothing throws, and point to no verb that is gone. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";
import * as clientele from "../../src/index.ts";
import * as schema from "../../src/schema/index.ts";

const SRC = join(import.meta.dirname, "../../src");
const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), "utf8") }));

/** All texts of a source file, comments left out; of `unknown_${name}` what stands before the name. */
function textsOf({ path, text }: { path: string; text: string }): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return texts;
}

const texts = new Set(sources.flatMap(textsOf));
const heads = [...texts].filter((text) => /^[a-z]+_$/.test(text));
const isCode = (name: string) => texts.has(name) || heads.some((head) => name.startsWith(head));

const codesIn = (text: string) =>
  [...text.matchAll(/`([a-z]+(?:_[a-z]+)+)`/g)].map(([, code]) => code);
const throwsOf = (text: string) =>
  [...text.matchAll(/@throws[\s\S]*?(?=\n\s*\*\s*@|\*\/)/g)].map(([section]) => section);

const sections = sources.flatMap(({ path, text }) =>
  throwsOf(text).map((section) => ({ path, section })),
);

it("every code that @throws names is in the source", () => {
  const told = sections.flatMap(({ path, section }) =>
    codesIn(section).map((code) => [path, code]),
  );
  expect(told.length).toBeGreaterThan(500);
  expect(told.filter(([, code]) => !isCode(code))).toEqual([]);
});

it("every verb that @throws points to is public", () => {
  const verbs = new Set([...Object.keys(clientele), ...Object.keys(schema)]);
  const ofDomains = sections.filter(
    ({ path }) => !/^(core|criteria|money|numeric|time)\b/.test(path),
  );
  const named = ofDomains.flatMap(({ path, section }) =>
    [...section.matchAll(/\bas\s+(?:\*\s+)?`(\w+)`/g)].map(([, verb]) => [path, verb]),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(([, verb]) => !verbs.has(verb))).toEqual([]);
});

it("every code of the page on errors is in the source", () => {
  const page = readFileSync(join(SRC, "../docs/design.md"), "utf8");
  const [table] = page.split("### Codes of every verb\n")[1].split("\n## ");
  expect(codesIn(table).length).toBeGreaterThan(20);
  expect(codesIn(table).filter((code) => !isCode(code))).toEqual([]);
});
