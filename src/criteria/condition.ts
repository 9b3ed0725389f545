import type { Field, Vocabulary } from "./field.ts";

/**
 * A condition over the fields of a vocabulary: plain JSON.
 *
 * - `{ all: […] }`: every one holds; true of an empty list.
 * - `{ any: […] }`: at least one holds; false of an empty list.
 * - `{ none: […] }`: none holds; true of an empty list.
 * - `{ field: "orders", gte: 2, lt: 10 }`: every operator holds of the field; at least one is needed.
 *
 * Where a subject lacks the field every operator is false, `ne` included, but `exists: false`.
 */
export type Condition<Fields extends Vocabulary<never>> =
  | Group<Fields>
  | { readonly [Name in keyof Fields & string]: Comparison<Name, Fields[Name]> }[keyof Fields &
      string];

export type Group<Fields extends Vocabulary<never>> =
  | (NoGroup<"any" | "none"> & { readonly all: readonly Condition<Fields>[] })
  | (NoGroup<"all" | "none"> & { readonly any: readonly Condition<Fields>[] })
  | (NoGroup<"all" | "any"> & { readonly none: readonly Condition<Fields>[] });

/** What is asked of one field: the operators that its type has. */
export type Comparison<Name extends string, Asked> =
  Asked extends Field<never, infer Operands> ? { readonly field: Name } & Partial<Operands> : never;

type NoGroup<Names extends string> = { readonly [Name in Names | "field"]?: never };
