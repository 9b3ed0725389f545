import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InputError } from "../../src/core/errors.ts";
import { parseAccount } from "../../src/schema/loyalty-accounts.ts";
import { parseCommand, parseTransferCommand } from "../../src/schema/loyalty-commands.ts";
import { parseEntry } from "../../src/schema/loyalty-entries.ts";
import { parseProgram } from "../../src/schema/loyalty-program.ts";
import { playStream, program } from "./loyalty-stream.ts";
import { type Parse, refusalOf, withOwnProto } from "./refusal.ts";

const { commands, transfers, entries, accounts } = playStream();
const written = [...entries.values()].flat();
const order = commands.find(({ type }) => type === "completeOrder");
const refund = commands.find(({ type }) => type === "refundOrder");
const awarded = written.find(({ effects }) => effects.some(({ type }) => type === "awarded"));
const rich = accounts.find(({ holds }) => holds.length > 0);

const parsers: [Parse, unknown][] = [
  [parseProgram, program],
  [parseCommand, order],
  [parseCommand, refund],
  [parseTransferCommand, transfers[0]],
  [parseEntry, awarded],
  [parseAccount, rich],
];

/** The data with one place of it changed. */
function change(data: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const whole = structuredClone(data);
  let node: unknown = whole;
  for (const step of path.slice(0, -1)) {
    node = typeof node === "object" && node !== null ? Reflect.get(node, step) : undefined;
  }
  if (typeof node !== "object" || node === null) throw new Error(`no ${path.join(".")}`);
  const name = path.at(-1) ?? "";
  if (value === undefined) Reflect.deleteProperty(node, name);
  else Reflect.set(node, name, value);
  return whole;
}

function nested(depth: number): unknown {
  let condition: unknown = { field: "order.quantity", gte: 1 };
  for (let level = 0; level < depth; level++) condition = { all: [condition] };
  return condition;
}

const cyclic: { all: unknown[] } = { all: [] };
cyclic.all.push(cyclic);

type Case = [what: string, path: (string | number)[], value: unknown, code: string, at?: string];

/** Every case, and where its fault is found: at the place that was changed unless said otherwise. */
function refuses(parse: Parse, data: unknown, cases: readonly Case[]): void {
  test.each(cases)("%s", (_, path, value, code, at) => {
    const { code: found, path: where } = refusalOf(parse, change(data, path, value));
    expect([found, where.join(".")]).toEqual([code, at ?? path.join(".")]);
  });
}

describe("a program is refused for", () => {
  refuses(parseProgram, program, [
    ["no id", ["id"], undefined, "invalid_shape"],
    ["an empty id", ["id"], "", "invalid_id"],
    ["version 0", ["version"], 0, "out_of_range"],
    ["a version of one and a half", ["version"], 1.5, "out_of_range"],
    ["an unknown zone", ["timeZone"], "Europe/Bonn", "unknown_time_zone"],
    ["a misspelt key", ["cap"], [], "unknown_key"],
    ["a misspelt policy", ["policies", "clawback", "basics"], "net", "unknown_key"],
    ["a choice that is none", ["policies", "clawback", "negative"], "never", "invalid_option"],
    [
      "a prototype's name as choice",
      ["policies", "stacking"],
      { multipliers: "constructor" },
      "invalid_option",
      "policies.stacking.multipliers",
    ],
    [
      "a day of the week that is none",
      ["policies", "calendar", "weekStartsOn"],
      7,
      "invalid_option",
    ],
    ["NaN points", ["rules", 0, "award", "points"], Number.NaN, "non_finite_value"],
    ["half a point", ["rules", 0, "award", "points"], 0.5, "out_of_range"],
    ["too many points", ["rules", 0, "award", "points"], 1e308, "out_of_range"],
    ["points as text", ["rules", 0, "award", "points"], "1", "not_a_number"],
    ["an amount of nothing", ["rules", 0, "award", "per"], "0", "out_of_range"],
    ["an amount with a comma", ["rules", 0, "award", "per"], "1,00", "invalid_decimal"],
    ["an award of no type", ["rules", 0, "award", "type"], undefined, "invalid_option"],
    ["an award of a prototype's type", ["rules", 0, "award", "type"], "toString", "invalid_option"],
    ["no award", ["rules", 0, "award"], null, "invalid_shape"],
    ["a currency that is not there", ["rules", 1, "currency"], "gems", "unknown_currency"],
    [
      "a currency of a prototype's name",
      ["rules", 1, "currency"],
      "constructor",
      "unknown_currency",
    ],
    ["two rules of one id", ["rules", 1, "id"], "base", "duplicate_id"],
    ["a condition that is none", ["rules", 2, "when"], 5, "invalid_condition"],
    [
      "a field that is not there",
      ["rules", 2, "when"],
      { field: "order.__proto__", eq: 1 },
      "unknown_field",
      "rules.2.when.field",
    ],
    [
      "an operator that is not there",
      ["rules", 2, "when"],
      { field: "order.amount", constructor: 1 },
      "unknown_operator",
      "rules.2.when.constructor",
    ],
    [
      "a number where money is meant",
      ["rules", 2, "when"],
      { field: "order.amount", gte: 5 },
      "type_mismatch",
      "rules.2.when.gte",
    ],
    [
      "a duration in words",
      ["currencies", "points", "life", "period"],
      "a year",
      "invalid_duration",
    ],
    [
      "a life without a period",
      ["currencies", "points", "life", "period"],
      undefined,
      "invalid_shape",
    ],
    ["a redemption of nothing", ["redemptions", 1, "gives", "type"], "nothing", "invalid_option"],
    ["a tier that is not there", ["redemptions", 2, "tiers", 0], "gold", "unknown_tier"],
    ["a ladder that goes down", ["tiers", "levels", 1, "threshold"], "0", "out_of_range"],
    ["a window of no type", ["tiers", "window"], {}, "invalid_option", "tiers.window.type"],
    [
      "a rolling window without a period",
      ["tiers", "window"],
      { type: "rolling" },
      "invalid_shape",
      "tiers.window.period",
    ],
  ]);

  test.each([31, 32, 33, 10_000])("a condition of %i groups, where too deep", (depth) => {
    const data = { ...program, rules: [{ ...program.rules?.[0], when: nested(depth) }] };
    const rest = { ...data, caps: [], budgets: [] };
    if (depth < 32) expect(parseProgram(rest).rules).toHaveLength(1);
    else expect(refusalOf(parseProgram, rest).code).toBe("condition_too_deep");
  });

  test("a condition within itself", () => {
    const data = change(program, ["rules", 2, "when"], 5);
    Reflect.set(Reflect.get(Object(data), "rules")[2], "when", cyclic);
    expect(refusalOf(parseProgram, data).code).toBe("condition_too_deep");
  });

  test("a currency, or an attribute, that would be lost: __proto__", () => {
    const data = { ...program, currencies: withOwnProto({ points: {} }) };
    expect(refusalOf(parseProgram, data)).toMatchObject({
      code: "invalid_id",
      path: ["currencies", "__proto__"],
    });
    expect(refusalOf(parseProgram, withOwnProto(program)).code).toBe("unknown_key");
  });
});

describe("a command is refused for", () => {
  refuses(parseCommand, order, [
    ["no type", ["type"], undefined, "unknown_command"],
    ["a type of another version", ["type"], "giveAway", "unknown_command"],
    ["a prototype's type", ["type"], "__proto__", "unknown_command"],
    ["a type that is none", ["type"], ["completeOrder"], "unknown_command"],
    ["no id", ["id"], "", "invalid_id"],
    ["an endless id", ["id"], "x".repeat(201), "invalid_id"],
    ["a time without offset", ["at"], "2026-01-31T12:00:00", "missing_offset"],
    ["no time", ["at"], undefined, "invalid_time"],
    ["NaN for a time", ["at"], Number.NaN, "invalid_time"],
    ["a time beyond all years", ["recordedAt"], 9e15, "invalid_time"],
    ["half a version", ["expectedVersion"], 1.5, "out_of_range"],
    ["a negative amount", ["order", "lines", 0, "amount"], "-1.00", "negative_value"],
    ["an amount as a number", ["order", "lines", 0, "amount"], 80, "invalid_shape"],
    ["an amount in powers", ["order", "lines", 0, "amount"], "1e308", "invalid_decimal"],
    ["a fraction for an amount", ["order", "lines", 0, "amount"], "1/3", "invalid_decimal"],
    ["half a piece", ["order", "lines", 0, "quantity"], 0.5, "out_of_range"],
    ["a customer's name", ["order", "name"], "Ada", "unknown_key"],
    ["an attribute that is none", ["order", "attributes", "gift"], {}, "invalid_shape"],
    ["an attribute of NaN", ["context", "attributes", "city"], Number.NaN, "invalid_shape"],
    ["half a budget", ["context", "budgets", 0, "remaining"], 0.5, "out_of_range"],
  ]);

  const grant = { type: "grant", id: "c", at: 0, points: 1 };
  refuses(parseCommand, grant, [
    ["no points", ["points"], 0, "out_of_range"],
    ["less than none", ["points"], -1, "out_of_range"],
    ["half a point", ["points"], 0.5, "out_of_range"],
    ["more than can be counted", ["points"], 2 ** 53, "out_of_range"],
    ["NaN points", ["points"], Number.NaN, "non_finite_value"],
    ["Infinity", ["points"], Infinity, "non_finite_value"],
    ["points as text", ["points"], "1", "not_a_number"],
    ["big points", ["points"], 1n, "not_a_number"],
  ]);

  test("a refund whose entry was altered", () => {
    const award = Reflect.get(Object(refund), "entry").effects.findIndex(
      ({ type }: { type: string }) => type === "awarded",
    );
    const path = ["entry", "effects", award, "award", "tierCredit"];
    expect(refusalOf(parseCommand, change(refund, path, 1))).toMatchObject({
      code: "corrupt_entry",
      path: ["entry", "effects", award, "award"],
    });
  });

  test("an action's attribute __proto__", () => {
    const action = { type: "recordAction", id: "c", at: 0, action: "visit" };
    const data = { ...action, attributes: withOwnProto({ stars: 5 }) };
    expect(refusalOf(parseCommand, data).path).toEqual(["attributes", "__proto__"]);
  });
});

describe("an entry is refused for", () => {
  refuses(parseEntry, awarded, [
    ["a newer format", ["format"], 2, "newer_format"],
    ["no format", ["format"], undefined, "newer_format"],
    ["another kind", ["kind"], "loyalty_account", "invalid_option"],
    ["a key of another version", ["signature"], "x", "unknown_key"],
    ["a type of effect of another version", ["effects", 0, "type"], "doubled", "unknown_effect"],
    ["a prototype's type", ["effects", 0, "type"], "constructor", "unknown_effect"],
    ["an effect that is none", ["effects", 0], null, "invalid_shape"],
    ["version 0", ["version"], 0, "out_of_range"],
    ["a version of NaN", ["version"], Number.NaN, "non_finite_value"],
    ["an instant of another length", ["recordedAt"], "2026-01-05T10:00:00Z", "invalid_time"],
    ["an instant with an offset", ["recordedAt"], "2026-01-05T10:00:00.000+01:00", "invalid_time"],
    ["a day of forty", ["until"], "2026-02-40", "invalid_time"],
    ["a print of half", ["print"], 0.5, "out_of_range"],
  ]);

  test("a newer format first of all", () => {
    const data = { ...Object(awarded), format: 2, effects: [{ type: "doubled" }], extra: 1 };
    const { code, details } = refusalOf(parseEntry, data);
    expect(code).toBe("newer_format");
    expect(details.issues).toHaveLength(3);
  });
});

describe("an account is refused for", () => {
  refuses(parseAccount, rich, [
    ["a newer format", ["format"], 2, "newer_format"],
    [
      "points out of nowhere",
      ["wallets", 0, "lots", 0, "remaining"],
      1_000,
      "corrupt_account",
      "totals",
    ],
    [
      "a spent total that is too large",
      ["wallets", 0, "totals", "spent"],
      99_999,
      "corrupt_account",
      "totals",
    ],
    ["a lot of half a point", ["wallets", 0, "lots", 0, "remaining"], 0.5, "out_of_range"],
    ["a lot below zero", ["wallets", 0, "lots", 0, "remaining"], -5, "out_of_range"],
    ["debt of NaN", ["wallets", 0, "debt"], Number.NaN, "non_finite_value"],
    ["more held than was", ["wallets", 0, "lots", 0, "held"], 1, "corrupt_account", "holds"],
    ["no holds", ["holds"], [], "corrupt_account", "holds"],
    ["a lot to come", ["nextLot"], 0, "corrupt_account", "lots"],
    ["a status that is none", ["status"], "asleep", "invalid_option"],
    ["a clock that is none", ["clock"], "yesterday", "invalid_time"],
    ["a counter of text", ["counters", 0, 1], "3", "not_a_number"],
    ["a key too many", ["points"], 5, "unknown_key"],
    ["wallets by name", ["wallets"], {}, "invalid_shape"],
  ]);
});

describe("hostile input", () => {
  const survive = (parse: Parse, data: unknown): void => {
    try {
      parse(data);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
      if (!(error instanceof InputError)) return;
      expect(error.details.issues).toBeInstanceOf(Array);
      expect(error.code).toMatch(/^[a-z]+(_[a-z]+)+$/);
    }
  };

  test("of any kind is refused in the package's own way", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true }), (data) => {
        for (const [parse] of parsers) survive(parse, data);
      }),
    );
  });

  test("that has one thing wrong is refused in the package's own way", () => {
    const wrong = fc.constantFrom<unknown[]>(
      ...[Number.NaN, Infinity, -1, 0.5, 1e308, 2 ** 53, "", "x", "__proto__", null, undefined],
      ...[[], {}, 10n, Symbol("s"), () => 1, new Date(Number.NaN), [null], cyclic],
    );
    fc.assert(
      fc.property(fc.constantFrom(...parsers), wrong, fc.nat(), ([parse, noun], value, place) => {
        const data = structuredClone(noun);
        plant(data, value, place);
        survive(parse, data);
      }),
      { numRuns: 400 },
    );
  });

  test("that throws when read is refused in the package's own way", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    const traps: unknown[] = [
      proxy,
      { ...Object(order), order: proxy },
      { ...program, currencies: proxy },
      { ...Object(awarded), effects: [proxy] },
      {
        get type() {
          throw "not even an error";
        },
      },
    ];
    for (const trap of traps) {
      for (const [parse] of parsers) {
        expect(refusalOf(parse, trap).details.issues).toBeInstanceOf(Array);
      }
    }
  });
});

/** Sets the value at some place within the data. */
function plant(data: unknown, value: unknown, place: number): void {
  const places: [object, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node, key]);
      visit(child);
    }
  };
  visit(data);
  const [node, key] = places[place % places.length];
  Reflect.set(node, key, value);
}
