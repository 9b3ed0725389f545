import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { typeCheck } from "../docs/type-check.ts";

const path = "test/criteria/misuse.ts";

test("misuse does not compile", () => {
  const text = readFileSync(path, "utf8");
  expect(text.split("// @ts-expect-error ").length - 1).toBeGreaterThan(15);
  expect(typeCheck([{ path, line: 1, text }], []).errors).toEqual([]);
});
