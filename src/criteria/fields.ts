import type {
  Field,
  ListOperands,
  OrderedOperands,
  PlainOperands,
  Reader,
  ValueType,
} from "./field.ts";
import { equalities, existence, inequalities, memberships } from "./operators.ts";

/** Finite numbers. */
export const NUMBER: ValueType<number, number> = {
  name: "a finite number",
  parse: (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined),
};

/** Texts, compared unit by unit: case and accents count. */
export const TEXT: ValueType<string, string> = {
  name: "a text",
  parse: (value) => (typeof value === "string" ? value : undefined),
};

/** Yes or no. */
export const FLAG: ValueType<boolean, boolean> = {
  name: "true or false",
  parse: (value) => (typeof value === "boolean" ? value : undefined),
};

/** One of the named texts and nothing else, so that a misspelt one in a condition is refused. */
export function choiceOf<const Choice extends string>(
  choices: readonly Choice[],
): ValueType<Choice, Choice> {
  return {
    name: `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`,
    parse: (value) => choices.find((choice) => choice === value),
  };
}

/** A field whose values have an order. */
export function orderedField<Subject, Operand, Key>(
  type: ValueType<Operand, Key>,
  read: Reader<Subject, Key>,
): Field<Subject, OrderedOperands<Operand>> {
  return {
    type: type.name,
    operators: {
      ...equalities(type, read),
      ...inequalities(type, read),
      exists: existence(read),
    },
  };
}

/** A field whose values are equal or not. Texts are such: their order is a matter of language. */
export function plainField<Subject, Operand, Key>(
  type: ValueType<Operand, Key>,
  read: Reader<Subject, Key>,
): Field<Subject, PlainOperands<Operand>> {
  return {
    type: type.name,
    operators: { ...equalities(type, read), exists: existence(read) },
  };
}

/** A field that is a list. An empty list is there, and contains nothing. */
export function listField<Subject, Operand, Key>(
  type: ValueType<Operand, Key>,
  read: Reader<Subject, readonly Key[]>,
): Field<Subject, ListOperands<Operand>> {
  return {
    type: `a list, each ${type.name}`,
    operators: { ...memberships(type, read), exists: existence(read) },
  };
}
