import { describe, expect, test } from "vitest";
import { exampleOfPage, examplesOfSource } from "./extract.ts";
import { difference, parseLiteral } from "./literal.ts";
import { countClaims, runExample } from "./run.ts";
import { typeCheck } from "./type-check.ts";

const load = (specifier: string) => import(/* @vite-ignore */ specifier);

const FENCE = "```";

function docComment(...lines: string[]): string {
  return `\n/**\n${lines.map((line) => ` * ${line}`).join("\n")}\n */\nexport function f() {}\n`;
}

describe("examplesOfSource", () => {
  test("takes each ts block under @example, line numbers and all", () => {
    const source = docComment(
      ...["Doubles.", "", "@param a - A number.", "@example", `${FENCE}ts`],
      ...['import { a } from "@scope/a";', "", "@decorated", "a; // => 1", FENCE],
      ...["And again:", `${FENCE}ts`, "2;", FENCE, `${FENCE}sh`, "npm test", FENCE],
      ...["@see elsewhere", `${FENCE}ts`, "not.anExample();", FENCE],
    );
    const [first, second, ...more] = examplesOfSource("src/a.ts", source);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ path: "src/a.ts", line: 8 });
    expect(first?.text.split("\n").slice(7)).toEqual([
      ...['import { a } from "@scope/a";', "", "@decorated", "a; // => 1"],
    ]);
    expect(second?.text.trim()).toBe("2;");
    expect(second?.text.split("\n")[14]).toBe("2;");
  });

  test("tells which comment an example belongs to", () => {
    const one = docComment("@example", `${FENCE}ts`, "1;", FENCE);
    const found = examplesOfSource("src/a.ts", one + one);
    expect(found.map(({ comment }) => comment)).toEqual([1, one.length + 1]);
  });

  test("refuses an @example without a block", () => {
    expect(() => examplesOfSource("src/a.ts", docComment("@example", "f();"))).toThrow(
      "src/a.ts:3: an @example without a ```ts block",
    );
  });

  test("refuses an @example that belongs to nothing and would go unread", () => {
    const stray = `export const a = [\n/**\n * @example\n * ${FENCE}ts\n * 1;\n * ${FENCE}\n */\n];`;
    expect(() => examplesOfSource("src/a.ts", stray)).toThrow("1 @example, but 0");
  });
});

describe("exampleOfPage", () => {
  test("makes one program of a page, at the page's own lines", () => {
    const page = [
      ...["# Title", `${FENCE}ts`, 'import { a, b } from "x";', "const c = a;", FENCE, "text"],
      ...[`${FENCE}text`, "c; // => output", FENCE],
      ...[
        `- ${FENCE}ts`,
        `  ${FENCE}ts`,
        'import { b, d } from "x";',
        "  c; // => 1",
        `  ${FENCE}`,
      ],
    ].join("\n");
    const example = exampleOfPage("docs/a.md", page);
    expect(example?.line).toBe(3);
    expect(example?.text.split("\n")).toEqual([
      ...["", "", 'import { a, b } from "x";', "const c = a;", "", "", "", "", "", "", ""],
      ...['import { d } from "x";', "  c; // => 1"],
    ]);
  });

  test("finds none on a page of prose", () => {
    expect(exampleOfPage("docs/a.md", `# A\n${FENCE}sh\nnpm test\n${FENCE}\n`)).toBeUndefined();
  });
});

describe("runExample", () => {
  const passing: [string, string][] = [
    ["numbers", "0.1 + 0.2; // => 0.3"],
    ["objects in any order", '({ a: [1, null], b: "x" }); // => { b: "x", a: [1, null] }'],
    ["typed arrays", "new Float64Array([1, 2]); // => [1, 2]"],
    ["what earlier lines made", "const a: number = 2;\na * a; // => 4"],
    ["expressions of several lines", "[\n  1,\n  2,\n].length; // => 2"],
    ["promises", "await Promise.resolve(3); // => 3"],
    ["undefined", "undefined; // => undefined"],
    [
      "an error's code",
      "const f = () => { throw Object.assign(new Error(), { code: 'bad' }); };\nf(); // => throws bad",
    ],
  ];
  test.each(passing)("accepts %s", async (_, text) => {
    expect(countClaims(text)).toBe(1);
    await runExample(text, load);
  });

  test("accepts a default import, a namespace, and types alone", async () => {
    await runExample(
      'import ts, { SyntaxKind } from "typescript";\nimport * as all from "typescript";\n' +
        'import type { A } from "nowhere";\nconst a: A = 1;\n' +
        "ts.version === all.version; // => true\nSyntaxKind.Unknown; // => 0",
      load,
    );
  });

  const failing: [string, string, string][] = [
    ["a wrong number", "1;\n2; // => 3", "line 2: expected 3, got 2"],
    ["a number a billionth off", "1 + 2e-9; // => 1", "expected 1, got 1.000000002"],
    ["a wrong item", "[1, { a: 2 }]; // => [1, { a: 3 }]", "expected 3, got 2 at [1].a"],
    ["a missing key", "({}); // => { a: 1 }", 'expected {"a":1}, got {}'],
    ["a key too many", "({ a: 1, b: 2 }); // => { a: 1 }", 'got {"a":1,"b":2}'],
    ["a shorter list", "[1]; // => [1, 2]", "expected [1,2], got [1]"],
    ["null for undefined", "null; // => undefined", "expected undefined, got null"],
    ["NaN", "NaN; // => 0", "expected 0, got null"],
    ["a string for a number", '"1"; // => 1', 'expected 1, got "1"'],
    ["a claim that is prose", "1; // => one, more or less", "no literal: one, more or less"],
    ["a claim that computes", "1; // => 2 - 1", "no literal: 2 - 1"],
    ["a claim behind a declaration", "const a = 1; // => 1", "belongs behind an expression"],
    ["a claim within a block", "if (true) {\n  1; // => 2\n}", "line 2:"],
    ["a claim on a line of its own", "1;\n// => 1", "line 2:"],
    ["an error that did not come", "1; // => throws bad", "expected to throw bad, got 1"],
    [
      "another error",
      'const f = () => { throw Object.assign(new Error(), { code: "good" }); };\nf(); // => throws bad',
      'expected to throw bad, threw "good"',
    ],
    ["an error nobody expected", 'throw new Error("oh");', "oh"],
    ["broken syntax", "const = 1;", "expected"],
    ["a module that is not there", 'import { a } from "nowhere-at-all";\na;', "nowhere-at-all"],
  ];
  test.each(failing)("refuses %s", async (_, text, message) => {
    await expect(runExample(text, load)).rejects.toThrow(message);
  });
});

describe("literals", () => {
  test("are read as values, not run", () => {
    expect(parseLiteral('{ a: [-1.5e-3, 1_000], "b c": { 2: null }, d: "x" }')).toEqual({
      a: [-0.0015, 1000],
      "b c": { 2: null },
      d: "x",
    });
    for (const text of ["f()", "[...a]", "{ a }", "{ [a]: 1 }", "1 2", "", "NaN", "new Map()"]) {
      expect(() => parseLiteral(text)).toThrow("no literal");
    }
  });

  test("compare to a billionth", () => {
    expect(difference(1e12 + 100, 1e12)).toBeUndefined();
    expect(difference(1e12 + 10_000, 1e12)).toContain("expected 1000000000000");
    expect(difference(1e-17, 0)).toContain("expected 0");
    expect(difference(-0, 0)).toBeUndefined();
    expect(difference(Number.NaN, Number.NaN)).toBeDefined();
    expect(difference(new Map(), {})).toBeDefined();
  });
});

describe("typeCheck", () => {
  test("reports errors at the line of the document", () => {
    const text =
      '\n\nimport { documented } from "./fixtures/index.ts";\nconst a: string = documented();';
    const { errors } = typeCheck([{ path: "docs/a.md", line: 3, text }], []);
    expect(errors).toEqual(["docs/a.md:4 Type 'number' is not assignable to type 'string'."]);
  });

  test("lists functions of the surface with their comments, types and constants left out", () => {
    const { publicFunctions } = typeCheck([], ["test/docs/fixtures/index.ts"]);
    const path = "test/docs/fixtures/functions.ts";
    expect(publicFunctions).toEqual([
      { name: "arrow", path, comments: [expect.any(Number)] },
      { name: "documented", path, comments: [0] },
      { name: "renamed", path, comments: [] },
    ]);
  });
});
