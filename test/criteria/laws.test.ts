import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { compileCondition, parseCondition } from "../../src/criteria/compile-condition.ts";
import { conditions, subjects, type TestCondition } from "./arbitrary.ts";
import { interpret } from "./interpret.ts";
import { VOCABULARY } from "./vocabulary.ts";

const compile = (condition: TestCondition) => compileCondition(condition, VOCABULARY);

const CODES = [
  "unknown_field",
  "unknown_operator",
  "type_mismatch",
  "invalid_condition",
  "condition_too_deep",
  "condition_too_large",
];

describe("conditions keep the laws", () => {
  test("compiled means interpreted", () => {
    const outcomes = { true: 0, false: 0 };
    fc.assert(
      fc.property(conditions, subjects, (condition, subject) => {
        const outcome = compile(condition)(subject);
        outcomes[`${outcome}`]++;
        expect(outcome).toBe(interpret(condition, subject));
      }),
      { numRuns: 3000 },
    );
    expect(Math.min(outcomes.true, outcomes.false)).toBeGreaterThan(300);
  });

  test("not (a and b) is not a, or not b", () => {
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 4 }), subjects, (parts, subject) => {
        const each = parts.map((part) => ({ none: [part] }));
        expect(compile({ none: [{ all: parts }] })(subject)).toBe(compile({ any: each })(subject));
        expect(compile({ none: parts })(subject)).toBe(compile({ all: each })(subject));
        expect(compile({ none: [{ none: parts }] })(subject)).toBe(
          compile({ any: parts })(subject),
        );
      }),
    );
  });

  test("order and repetition do not matter", () => {
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 4 }), subjects, (parts, subject) => {
        const turned = [...parts, ...parts].reverse();
        expect(compile({ all: parts })(subject)).toBe(compile({ all: turned })(subject));
        expect(compile({ any: parts })(subject)).toBe(compile({ any: turned })(subject));
      }),
    );
  });

  test("a predicate is total over any value", () => {
    const anything = fc.oneof(fc.anything(), subjects);
    fc.assert(
      fc.property(conditions, anything, (condition, subject) => {
        expect(compile(condition)(subject)).toBeTypeOf("boolean");
      }),
      { numRuns: 1000 },
    );
  });

  test("a condition is JSON", () => {
    fc.assert(
      fc.property(conditions, subjects, (condition, subject) => {
        const copy = parseCondition(JSON.parse(JSON.stringify(condition)), VOCABULARY);
        expect(compile(copy)(subject)).toBe(compile(condition)(subject));
      }),
    );
  });

  test("any value is a condition or a clear error", () => {
    const keys = ["all", "any", "none", "field", "eq", "in", "between", "exists", "__proto__"];
    const lookalike = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        fc.anything(),
        fc.constantFrom("orders", "tags", "toString"),
        fc.dictionary(fc.constantFrom(...keys), tie("node"), { maxKeys: 3 }),
        fc.array(tie("node"), { maxLength: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(lookalike, (value) => {
        try {
          expect(parseCondition(value, VOCABULARY)).toBe(value);
        } catch (error) {
          if (!isClienteleError(error)) throw error;
          expect(CODES).toContain(error.code);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
