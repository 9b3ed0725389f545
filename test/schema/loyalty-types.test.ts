import { expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";
import type { Command } from "../../src/loyalty/engine/command.ts";
import type { Account } from "../../src/loyalty/ledger/account.ts";
import type { Entry } from "../../src/loyalty/ledger/entry.ts";
import type { TransferCommand } from "../../src/loyalty/pair/pair-command.ts";
import type { EarningRule } from "../../src/loyalty/program/earning-rule.ts";
import type { Program } from "../../src/loyalty/program/program.ts";
import type { accountSchema } from "../../src/schema/loyalty-accounts.ts";
import type { commandSchema, transferCommandSchema } from "../../src/schema/loyalty-commands.ts";
import type { entrySchema } from "../../src/schema/loyalty-entries.ts";
import type { programSchema } from "../../src/schema/loyalty-program.ts";

/** The names of a type's fields at every depth, those of each member of a union by themselves. */
type Fields<Noun> = Noun extends string | number | boolean | null | undefined | Date
  ? Noun
  : Noun extends readonly (infer Item)[]
    ? Fields<Item>[]
    : { readonly [Key in keyof Noun]-?: Fields<Noun[Key]> };

/** `true` where what a schema yields is the noun, to and from; compile-time only. */
type Same<Yield, Noun> = Yield extends Noun
  ? Noun extends Yield
    ? Fields<Yield> extends Fields<Noun>
      ? Fields<Noun> extends Fields<Yield>
        ? true
        : "a field is missing"
      : "fields differ"
    : "the schema is narrower than the noun"
  : "the schema is wider than the noun";

/** Member by member of a union, by its type: `true` or what is wrong. */
type SameByType<Yield extends { type: string }, Noun extends { type: string }> = {
  [Type in Noun["type"] | Yield["type"]]: [
    Extract<Yield, { type: Type }>,
    Extract<Noun, { type: Type }>,
  ] extends [infer One, infer Other]
    ? [One] extends [Other]
      ? [Other] extends [One]
        ? [Fields<One>, Fields<Other>] extends [Fields<Other>, Fields<One>]
          ? true
          : "fields differ"
        : "the schema is narrower than the noun"
      : "the schema is wider than the noun"
    : never;
}[Noun["type"] | Yield["type"]];

// Conditions know no end of depth, and are the noun's own.
type Flat<Noun extends { rules?: unknown }> = Omit<Noun, "rules"> & {
  rules?: Noun extends { rules?: readonly (infer Rule)[] } ? Omit<Rule, "when" | "lines">[] : never;
};

test("what a schema of loyalty yields is the noun, to and from", () => {
  expectTypeOf<z.infer<typeof programSchema>>().toExtend<Program>();
  expectTypeOf<Program>().toExtend<z.infer<typeof programSchema>>();
  type Rule = NonNullable<z.infer<typeof programSchema>["rules"]>[number];
  expectTypeOf<keyof Rule>().toEqualTypeOf<keyof EarningRule>();
  expectTypeOf<Same<Flat<z.infer<typeof programSchema>>, Flat<Program>>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.infer<typeof accountSchema>, Account>>().toEqualTypeOf<true>();
  expectTypeOf<
    Same<Omit<z.infer<typeof entrySchema>, "effects">, Omit<Entry, "effects">>
  >().toEqualTypeOf<true>();
  expectTypeOf<
    SameByType<z.infer<typeof entrySchema>["effects"][number], Entry["effects"][number]>
  >().toEqualTypeOf<true>();
  expectTypeOf<SameByType<z.infer<typeof commandSchema>, Command>>().toEqualTypeOf<true>();
  expectTypeOf<
    SameByType<z.infer<typeof transferCommandSchema>, TransferCommand>
  >().toEqualTypeOf<true>();
});
