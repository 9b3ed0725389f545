import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { typeCheck } from "../docs/type-check.ts";

const EXPECTATION = "// @ts-expect-error ";

const fixtures = readdirSync("test/types")
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => `test/types/${name}`)
  .map((path) => ({ path, line: 1, text: readFileSync(path, "utf8") }));

describe("misuse does not compile", () => {
  const { errors } = typeCheck(fixtures, []);

  test.each(fixtures.map(({ path, text }) => [path, text]))("%s", (path, text) => {
    expect(text.split(EXPECTATION).length - 1).toBeGreaterThan(0);
    expect(errors.filter((error) => error.startsWith(`${path}:`))).toEqual([]);
  });

  test("and each expectation has its reason", () => {
    for (const { text } of fixtures) expect(text).not.toMatch(/@ts-expect-error\s*\n/);
    for (const { text } of fixtures) expect(text).not.toMatch(/@ts-(ignore|nocheck)/);
  });
});

test("an expectation that is not met fails", () => {
  const text = `${EXPECTATION}numbers are numbers\nexport const a: number = 1;`;
  const { errors } = typeCheck([{ path: "test/types/made-up.ts", line: 1, text }], []);
  expect(errors).toEqual(["test/types/made-up.ts:1 Unused '@ts-expect-error' directive."]);
});
