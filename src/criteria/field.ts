import type { ErrorPath } from "../core/errors.ts";

/** Does the condition hold for a subject? Never throws, given readers that do not. */
export type Predicate<Subject> = (subject: Subject) => boolean;

/** What a subject holds; `null`, `undefined` and `NaN` are all: nothing. */
export type Reader<Subject, Key> = (subject: Subject) => Key | null | undefined;

/** A kind of values: how a condition writes them down, and how they compare. */
export interface ValueType<Operand, Key> {
  /** As an error message says it: `a number`, `an instant with an offset`. */
  readonly name: string;
  /** What an operand compares as; nothing where it is no value of this type. Must not throw. */
  readonly parse: (operand: unknown) => Key | undefined;
  /** Below zero, zero, above zero; the language's own order and equality unless given. */
  readonly compare?: (left: Key, right: Key) => number;
  /** Never there: tells the compiler what operands look like. */
  readonly operand?: Operand;
}

/** Checks the operand of an operator, and makes a predicate of both. */
export type Operator<Subject> = (operand: unknown, path: ErrorPath) => Predicate<Subject>;

/** Something that conditions can ask of a subject. */
export interface Field<Subject, Operands extends object = object> {
  /** The name of its type, for messages. */
  readonly type: string;
  readonly operators: Readonly<Record<string, Operator<Subject>>>;
  /** Never there: tells the compiler which operator takes what. */
  readonly operands?: Operands;
}

/** The fields that conditions may name. */
export type Vocabulary<Subject> = Readonly<Record<string, Field<Subject>>>;

/** Operators of values that are equal or not: texts, yes or no, ids. */
export interface PlainOperands<Value> {
  readonly eq: Value;
  readonly ne: Value;
  readonly in: readonly Value[];
  readonly exists: boolean;
}

/** Operators of values that have an order. */
export interface OrderedOperands<Value> extends PlainOperands<Value> {
  readonly lt: Value;
  readonly lte: Value;
  readonly gt: Value;
  readonly gte: Value;
  /** Both ends inclusive. */
  readonly between: readonly [low: Value, high: Value];
}

/** Operators of lists of values. */
export interface ListOperands<Value> {
  readonly contains: Value;
  readonly containsAny: readonly Value[];
  readonly containsAll: readonly Value[];
  readonly exists: boolean;
}
