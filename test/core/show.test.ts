import { expect, it } from "vitest";
import { show } from "../../src/core/checks.ts";

it.each([
  ["a text", "ada", '"ada"'],
  ["a long text", "a".repeat(80), `"${"a".repeat(57)}…"`],
  ["nothing", undefined, "undefined"],
  ["null", null, "null"],
  ["a number", -0.5, "-0.5"],
  ["a big integer", 5n, "5"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
  ["a list", [1], "an array"],
  ["an object", { a: 1 }, "an object"],
  ["a function, not its code", () => 1, "an object"],
  [
    "a function that is no text",
    Object.assign(() => 1, { [Symbol.toPrimitive]: () => ({}) }),
    "an object",
  ],
])("shows %s", (_, value, text) => {
  expect(show(value)).toBe(text);
});
