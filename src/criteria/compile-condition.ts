import { show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { Condition } from "./condition.ts";
import type { Field, Predicate, Vocabulary } from "./field.ts";
import { isRecord } from "./read-own.ts";

/** What a condition may have at most, so that one from a database can do no harm. */
export const CONDITION_LIMITS = {
  /** Groups within groups. */
  depth: 32,
  /** Groups and comparisons. */
  conditions: 1000,
  /** Items in all lists of operands together. */
  values: 100_000,
} as const;

/** What is left of the limits. */
interface Budget {
  conditions: number;
  values: number;
}

/**
 * Turns a condition into a predicate over the vocabulary's subjects. The predicate keeps nothing of
 * the condition: to change it later has no effect.
 *
 * @throws InputError `unknown_field`, `unknown_operator` (also one that the field's type has not),
 *   `type_mismatch` for an operand, `invalid_condition` for anything else that is no condition,
 *   `condition_too_deep`, `condition_too_large`; `path` names the place in the condition
 */
export function compileCondition<Subject, Fields extends Vocabulary<never>>(
  condition: Condition<NoInfer<Fields>>,
  vocabulary: Fields & Vocabulary<Subject>,
  path: ErrorPath = [],
): Predicate<Subject> {
  return compileAny<Subject>(condition, vocabulary, path);
}

/**
 * A condition out of a database, as it is, once it has proved to be one.
 *
 * @throws InputError as {@link compileCondition} does
 */
export function parseCondition<Fields extends Vocabulary<never>>(
  value: unknown,
  vocabulary: Fields,
  path: ErrorPath = [],
): Condition<Fields> {
  assertCondition(value, vocabulary, path);
  return value;
}

function assertCondition<Fields extends Vocabulary<never>>(
  value: unknown,
  vocabulary: Fields,
  path: ErrorPath,
): asserts value is Condition<Fields> {
  compileAny<never>(value, vocabulary, path);
}

function compileAny<Subject>(
  condition: unknown,
  vocabulary: Vocabulary<Subject>,
  path: ErrorPath,
): Predicate<Subject> {
  const { conditions, values } = CONDITION_LIMITS;
  return compileNode(condition, vocabulary, path, 1, { conditions, values });
}

function compileNode<Subject>(
  node: unknown,
  vocabulary: Vocabulary<Subject>,
  path: ErrorPath,
  depth: number,
  budget: Budget,
): Predicate<Subject> {
  if (depth > CONDITION_LIMITS.depth) {
    const message = `expected at most ${CONDITION_LIMITS.depth} conditions within each other`;
    throw new InputError("condition_too_deep", message, path);
  }
  spend(budget, "conditions", 1, path);
  const parts = partsOf(node, path);
  if (parts.has("field")) return compileComparison(parts, vocabulary, path, budget);
  const [group, ...others] = parts.keys();
  if (others.length > 0 || (group !== "all" && group !== "any" && group !== "none")) {
    const message = `expected one of all, any, none or else a field, got ${names(parts.keys())}`;
    throw new InputError("invalid_condition", message, path);
  }
  const list = parts.get(group);
  if (!Array.isArray(list)) {
    const message = `expected a list of conditions, got ${show(list)}`;
    throw new InputError("invalid_condition", message, [...path, group]);
  }
  const members: Predicate<Subject>[] = [];
  // By index, so that a hole in the list is a condition at fault.
  for (let index = 0; index < list.length; index++) {
    members.push(compileNode(list[index], vocabulary, [...path, group, index], depth + 1, budget));
  }
  if (group === "all") return every(members);
  return some(members, group === "any");
}

function compileComparison<Subject>(
  parts: ReadonlyMap<string, unknown>,
  vocabulary: Vocabulary<Subject>,
  path: ErrorPath,
  budget: Budget,
): Predicate<Subject> {
  const name = parts.get("field");
  const field = fieldOf(name, vocabulary, [...path, "field"]);
  const tests: Predicate<Subject>[] = [];
  for (const [operator, operand] of parts) {
    if (operator === "field") continue;
    const at = [...path, operator];
    if (!Object.hasOwn(field.operators, operator)) {
      const known = names(Object.keys(field.operators));
      const message = `expected an operator of ${show(name)}, which is ${field.type}: ${known}`;
      throw new InputError("unknown_operator", `${message}; got ${show(operator)}`, at);
    }
    if (Array.isArray(operand)) spend(budget, "values", operand.length, at);
    tests.push(field.operators[operator](operand, at));
  }
  if (tests.length === 0) {
    const known = names(Object.keys(field.operators));
    throw new InputError("invalid_condition", `expected an operator: ${known}; got none`, path);
  }
  return every(tests);
}

function fieldOf<Subject>(
  name: unknown,
  vocabulary: Vocabulary<Subject>,
  path: ErrorPath,
): Field<Subject> {
  if (typeof name !== "string") {
    throw new InputError(
      "invalid_condition",
      `expected the name of a field, got ${show(name)}`,
      path,
    );
  }
  if (!Object.hasOwn(vocabulary, name)) {
    const known = names(Object.keys(vocabulary));
    throw new InputError("unknown_field", `expected one of ${known}; got ${show(name)}`, path);
  }
  return vocabulary[name];
}

/** The parts of a plain object, each read once. */
function partsOf(node: unknown, path: ErrorPath): ReadonlyMap<string, unknown> {
  if (!isRecord(node) || !isPlain(node)) {
    throw new InputError("invalid_condition", `expected a condition, got ${show(node)}`, path);
  }
  return new Map(Object.entries(node));
}

/** No array, no instance of a class; of any realm, hence no look at its constructor. */
function isPlain(node: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(node);
  return prototype === null || (isRecord(prototype) && Object.getPrototypeOf(prototype) === null);
}

function spend(budget: Budget, what: keyof Budget, count: number, path: ErrorPath): void {
  budget[what] -= count;
  if (budget[what] < 0) {
    const message = `expected at most ${CONDITION_LIMITS[what]} ${what} in all`;
    throw new InputError("condition_too_large", message, path);
  }
}

/** At most as much as a person reads. */
function names(all: Iterable<string>): string {
  const text = [...all].join(", ") || "nothing";
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

function every<Subject>(tests: readonly Predicate<Subject>[]): Predicate<Subject> {
  if (tests.length === 1) return tests[0];
  return (subject) => {
    for (let index = 0; index < tests.length; index++) if (!tests[index](subject)) return false;
    return true;
  };
}

/** `outcome` where one holds, its opposite where none does. */
function some<Subject>(tests: readonly Predicate<Subject>[], outcome: boolean): Predicate<Subject> {
  return (subject) => {
    for (let index = 0; index < tests.length; index++) if (tests[index](subject)) return outcome;
    return !outcome;
  };
}
