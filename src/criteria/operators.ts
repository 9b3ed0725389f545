import { show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { Operator, Predicate, Reader, ValueType } from "./field.ts";

/** Is there anything? */
export function isThere<Key>(key: Key | null | undefined): key is Key {
  return key !== null && key !== undefined && !Number.isNaN(key);
}

/** `exists`, of any field. */
export function existence<Subject>(read: Reader<Subject, unknown>): Operator<Subject> {
  return (operand, path) => {
    if (typeof operand !== "boolean") throw mismatch("true or false", operand, path);
    return operand ? (subject) => isThere(read(subject)) : (subject) => !isThere(read(subject));
  };
}

/** `eq`, `ne` and `in`. */
export function equalities<Subject, Key>(
  type: ValueType<unknown, Key>,
  read: Reader<Subject, Key>,
): Record<"eq" | "ne" | "in", Operator<Subject>> {
  const holds = (test: Predicate<Key>): Predicate<Subject> => {
    return (subject) => {
      const key = read(subject);
      return isThere(key) && test(key);
    };
  };
  return {
    eq: (operand, path) => {
      const wanted = readOperand(type, operand, path);
      // What is missing equals nothing that could be wanted.
      if (type.compare === undefined) return (subject) => read(subject) === wanted;
      return holds(equals(type, wanted));
    },
    ne: (operand, path) => {
      const isEqual = equals(type, readOperand(type, operand, path));
      return holds((key) => !isEqual(key));
    },
    in: (operand, path) => holds(isAmong(type, readOperands(type, operand, path))),
  };
}

/** `lt`, `lte`, `gt`, `gte` and `between`. */
export function inequalities<Subject, Key>(
  type: ValueType<unknown, Key>,
  read: Reader<Subject, Key>,
): Record<"lt" | "lte" | "gt" | "gte" | "between", Operator<Subject>> {
  const { compare } = type;
  // One closure over the limit each: what holds of a subject is asked millions of times.
  const ordered =
    (natural: (limit: Key) => Predicate<Subject>, sign: (order: number) => boolean) =>
    (operand: unknown, path: ErrorPath): Predicate<Subject> => {
      const limit = readOperand(type, operand, path);
      if (compare === undefined) return natural(limit);
      return (subject) => {
        const key = read(subject);
        return isThere(key) && sign(compare(key, limit));
      };
    };
  const gte = ordered(
    (limit) => (subject) => {
      const key = read(subject);
      return isThere(key) && key >= limit;
    },
    (order) => order >= 0,
  );
  const lte = ordered(
    (limit) => (subject) => {
      const key = read(subject);
      return isThere(key) && key <= limit;
    },
    (order) => order <= 0,
  );
  return {
    gte,
    lte,
    gt: ordered(
      (limit) => (subject) => {
        const key = read(subject);
        return isThere(key) && key > limit;
      },
      (order) => order > 0,
    ),
    lt: ordered(
      (limit) => (subject) => {
        const key = read(subject);
        return isThere(key) && key < limit;
      },
      (order) => order < 0,
    ),
    between: (operand, path) => {
      if (!Array.isArray(operand) || operand.length !== 2) {
        throw mismatch(`[low, high], each ${type.name}`, operand, path);
      }
      const [low, high] = readOperands(type, operand, path);
      const turned = compare === undefined ? low > high : compare(low, high) > 0;
      if (turned) {
        const ends = `${show(operand[0])} and ${show(operand[1])}`;
        throw new InputError("invalid_condition", `expected low before high, got ${ends}`, path);
      }
      const above = gte(operand[0], path);
      const below = lte(operand[1], path);
      return (subject) => above(subject) && below(subject);
    },
  };
}

/** `contains`, `containsAny` and `containsAll`. */
export function memberships<Subject, Key>(
  type: ValueType<unknown, Key>,
  read: Reader<Subject, readonly Key[]>,
): Record<"contains" | "containsAny" | "containsAll", Operator<Subject>> {
  return {
    contains: (operand, path) => {
      const wanted = readOperand(type, operand, path);
      if (type.compare !== undefined) {
        const isWanted = equals(type, wanted);
        return (subject) => read(subject)?.some(isWanted) ?? false;
      }
      // A loop, which takes half of what the language's own search does in the short lists of orders.
      return (subject) => {
        const keys = read(subject);
        if (!isThere(keys)) return false;
        for (let index = 0; index < keys.length; index++) if (keys[index] === wanted) return true;
        return false;
      };
    },
    containsAny: (operand, path) => {
      const isWanted = isAmong(type, readOperands(type, operand, path));
      return (subject) => read(subject)?.some(isWanted) ?? false;
    },
    containsAll: (operand, path) => {
      const wanted = readOperands(type, operand, path).map((key) => equals(type, key));
      return (subject) => {
        const keys = read(subject);
        return isThere(keys) && wanted.every((isWanted) => keys.some(isWanted));
      };
    },
  };
}

function equals<Key>({ compare }: ValueType<unknown, Key>, wanted: Key): Predicate<Key> {
  return compare === undefined
    ? (key) => key === wanted
    : (key) => isThere(key) && compare(key, wanted) === 0;
}

function isAmong<Key>(type: ValueType<unknown, Key>, wanted: readonly Key[]): Predicate<Key> {
  if (type.compare === undefined) {
    const set = new Set(wanted);
    return (key) => set.has(key);
  }
  const tests = wanted.map((key) => equals(type, key));
  return (key) => tests.some((isEqual) => isEqual(key));
}

function readOperand<Key>(
  { name, parse }: ValueType<unknown, Key>,
  operand: unknown,
  path: ErrorPath,
): Key {
  const key = parse(operand);
  if (!isThere(key)) throw mismatch(name, operand, path);
  return key;
}

function readOperands<Key>(
  type: ValueType<unknown, Key>,
  operand: unknown,
  path: ErrorPath,
): Key[] {
  if (!Array.isArray(operand)) throw mismatch(`a list, each ${type.name}`, operand, path);
  // By index, so that a hole in the list is an operand at fault.
  return Array.from(operand, (item: unknown, index) => readOperand(type, item, [...path, index]));
}

function mismatch(expected: string, got: unknown, path: ErrorPath): InputError {
  return new InputError("type_mismatch", `expected ${expected}, got ${show(got)}`, path);
}
