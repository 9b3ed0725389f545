import { describe, expect, it } from "vitest";
import { awardOrder } from "../../../src/loyalty/earning/award-order.ts";
import { gatherFacts } from "../../../src/loyalty/earning/facts.ts";
import { keepAward } from "../../../src/loyalty/earning/keep-award.ts";
import { storedOrder } from "../../../src/loyalty/earning/stored-order.ts";
import {
  accepted,
  awardOf,
  compiled,
  NOBODY,
  NOON,
  orderOf,
  pointsOf,
  snapshotOf,
} from "./support.ts";

const rule = (parts: object) => ({ id: "r", award: { type: "fixed", points: 1 }, ...parts });
const circle: { all: unknown[] } = { all: [] };
circle.all.push(circle);
let deep: object = { field: "order.amount", gte: "1.00" };
for (let depth = 0; depth < 10_000; depth++) deep = { all: [deep] };

describe("a program at fault", () => {
  it.each([
    [{ rules: {} }, "invalid_shape", ["rules"]],
    [{ rules: null }, "invalid_shape", ["rules"]],
    [{ caps: null }, "invalid_shape", ["caps"]],
    [{ budgets: null }, "invalid_shape", ["budgets"]],
    [{ stores: null }, "invalid_shape", ["stores"]],
    [{ channels: null }, "invalid_shape", ["channels"]],
    [{ rules: [null] }, "invalid_shape", ["rules", 0]],
    [{ rules: new Array(1) }, "invalid_shape", ["rules", 0]],
    [{ rules: [rule({ id: "" })] }, "invalid_id", ["rules", 0, "id"]],
    [{ rules: [rule({ id: "tier:x" })] }, "invalid_id", ["rules", 0, "id"]],
    [{ rules: [rule({}), rule({})] }, "duplicate_id", ["rules", 1, "id"]],
    [{ rules: [rule({ award: null })] }, "invalid_shape", ["rules", 0, "award"]],
    [
      { rules: [rule({ award: { type: "gift" } })] },
      "invalid_option",
      ["rules", 0, "award", "type"],
    ],
    [
      { rules: [rule({ award: { type: "fixed", points: 0.5 } })] },
      "out_of_range",
      ["rules", 0, "award", "points"],
    ],
    [
      { rules: [rule({ award: { type: "fixed", points: Number.NaN } })] },
      "non_finite_value",
      ["rules", 0, "award", "points"],
    ],
    [
      { rules: [rule({ award: { type: "fixed", points: 1e308 } })] },
      "out_of_range",
      ["rules", 0, "award", "points"],
    ],
    [
      { rules: [rule({ award: { type: "fixed", points: -1 } })] },
      "out_of_range",
      ["rules", 0, "award", "points"],
    ],
    [
      { rules: [rule({ award: { type: "rate", points: 1, per: "0.00" } })] },
      "out_of_range",
      ["rules", 0, "award", "per"],
    ],
    [
      { rules: [rule({ award: { type: "rate", points: 1 } })] },
      "invalid_decimal",
      ["rules", 0, "award", "per"],
    ],
    [
      {
        rules: [
          rule({ award: { type: "rate", points: 1, per: "1", perByCurrency: { USD: 1.5 } } }),
        ],
      },
      "invalid_decimal",
      ["rules", 0, "award", "perByCurrency", "USD"],
    ],
    [
      { rules: [rule({ award: { type: "multiplier", factor: "-1" } })] },
      "out_of_range",
      ["rules", 0, "award", "factor"],
    ],
    [
      { rules: [rule({ award: { type: "multiplier", factor: "2", rules: ["x"] } })] },
      "unknown_rule",
      ["rules", 0, "award", "rules", 0],
    ],
    [
      { rules: [rule({ award: { type: "rate", points: 1, per: "1" }, action: "visit" })] },
      "invalid_rule",
      ["rules", 0, "award", "type"],
    ],
    [
      { rules: [rule({ award: { type: "punch_card", punches: 0, points: 1 } })] },
      "out_of_range",
      ["rules", 0, "award", "punches"],
    ],
    [
      { rules: [rule({ award: { type: "punch_card", punches: 3 } })] },
      "invalid_rule",
      ["rules", 0, "award"],
    ],
    [
      { rules: [rule({ award: { type: "streak", every: "year", length: 2, points: 1 } })] },
      "invalid_option",
      ["rules", 0, "award", "every"],
    ],
    [{ rules: [rule({ currency: "constructor" })] }, "unknown_currency", ["rules", 0, "currency"]],
    [{ rules: [rule({ once: "month" })] }, "invalid_option", ["rules", 0, "once"]],
    [{ rules: [rule({ from: "2026-01-01T00:00" })] }, "missing_offset", ["rules", 0, "from"]],
    [
      { rules: [rule({ from: "2026-01-02", until: "2026-01-02" })] },
      "invalid_rule",
      ["rules", 0, "until"],
    ],
    [{ rules: [rule({ pendingFor: "soon" })] }, "invalid_duration", ["rules", 0, "pendingFor"]],
    [{ rules: [rule({ priority: 0.5 })] }, "out_of_range", ["rules", 0, "priority"]],
    [
      { rules: [rule({ when: { field: "order.amonut", gte: "1" } })] },
      "unknown_field",
      ["rules", 0, "when", "field"],
    ],
    [
      { rules: [rule({ when: { field: "__proto__", eq: 1 } })] },
      "unknown_field",
      ["rules", 0, "when", "field"],
    ],
    [
      { rules: [rule({ when: { field: "order.amount", gte: "1.001" } })] },
      "type_mismatch",
      ["rules", 0, "when", "gte"],
    ],
    [
      { rules: [rule({ when: { field: "time.weekday", eq: "Montag" } })] },
      "type_mismatch",
      ["rules", 0, "when", "eq"],
    ],
    [
      {
        rules: ["a", "b"].map((id) => ({
          id,
          award: { type: "referral", points: 1, referrerPoints: 1 },
        })),
      },
      "invalid_rule",
      ["rules", 1, "group"],
    ],
    [{ caps: [{ id: "c", window: "hour", points: 1 }] }, "invalid_option", ["caps", 0, "window"]],
    [{ caps: [{ id: "c", window: "day" }] }, "invalid_cap", ["caps", 0]],
    [
      { caps: [{ id: "c", window: "day", points: 1, rules: ["__proto__"] }] },
      "unknown_rule",
      ["caps", 0, "rules", 0],
    ],
    [{ budgets: [{ id: "b" }, { id: "b" }] }, "duplicate_id", ["budgets", 1, "id"]],
    [{ stores: [{ id: 7 }] }, "invalid_id", ["stores", 0]],
    [{ channels: "web" }, "invalid_shape", ["channels"]],
  ])("%o", (parts, code, path) => {
    const call = () => Reflect.apply(compiled, null, [parts]);
    expect(call).toThrow(expect.objectContaining({ name: "InputError", code, path }));
  });

  it.each([circle, deep])("in a circle, or 10,000 deep", (when) => {
    const call = () => Reflect.apply(compiled, null, [{ rules: [rule({ when })] }]);
    expect(call).toThrow(expect.objectContaining({ code: "condition_too_deep" }));
  });
});

describe("an order at fault", () => {
  const line = { id: "1", amount: "1.00" };
  it.each([
    [null, "invalid_shape", ["order"]],
    [{ lines: [line] }, "invalid_id", ["order", "id"]],
    [{ id: "O", lines: [] }, "invalid_shape", ["order", "lines"]],
    [{ id: "O", lines: [null] }, "invalid_shape", ["order", "lines", 0]],
    [{ id: "O", lines: [line, line] }, "duplicate_id", ["order", "lines", 1, "id"]],
    [
      { id: "O", lines: [{ ...line, amount: 1 }] },
      "invalid_decimal",
      ["order", "lines", 0, "amount"],
    ],
    [
      { id: "O", lines: [{ ...line, amount: "-1.00" }] },
      "negative_value",
      ["order", "lines", 0, "amount"],
    ],
    [
      { id: "O", lines: [{ ...line, amount: "1.001" }] },
      "inexact",
      ["order", "lines", 0, "amount"],
    ],
    [
      { id: "O", lines: [{ ...line, discount: "1.01" }] },
      "out_of_range",
      ["order", "lines", 0, "discount"],
    ],
    [
      { id: "O", lines: [{ ...line, quantity: 0 }] },
      "out_of_range",
      ["order", "lines", 0, "quantity"],
    ],
    [
      { id: "O", lines: [{ ...line, categories: "wine" }] },
      "invalid_shape",
      ["order", "lines", 0, "categories"],
    ],
    [
      {
        id: "O",
        lines: [
          { ...line, amount: "90000000000000.00" },
          { id: "2", amount: "90000000000000.00" },
        ],
      },
      "out_of_range",
      ["order"],
    ],
    [{ id: "O", lines: [line], tax: "NaN" }, "invalid_decimal", ["order", "tax"]],
    [
      { id: "O", lines: [line], attributes: { a: Number.NaN } },
      "invalid_shape",
      ["order", "attributes", "a"],
    ],
    [
      { id: "O", lines: [line], attributes: { a: {} } },
      "invalid_shape",
      ["order", "attributes", "a"],
    ],
    [{ id: "O", lines: [line], store: "nowhere" }, "unknown_store", ["order", "store"]],
    [{ id: "O", lines: [line], channel: "fax" }, "unknown_channel", ["order", "channel"]],
    [
      { id: "O", lines: [line], currency: "USD", exchangeRate: "0" },
      "out_of_range",
      ["order", "exchangeRate"],
    ],
  ])("%o", (order, code, path) => {
    const program = compiled({ stores: [{ id: "s" }], channels: ["web"] });
    const call = () => Reflect.apply(awardOrder, null, [program, order, NOON, NOBODY]);
    expect(call).toThrow(expect.objectContaining({ name: "InputError", code, path }));
  });

  it("with lines named like parts of an object earns all the same", () => {
    const order = orderOf([
      { id: "__proto__", amount: "5.00" },
      { id: "constructor", amount: "5.00" },
    ]);
    const award = awardOf({}, order);
    expect(pointsOf(award)).toBe(10);
    const left = keepAward(compiled(), snapshotOf(award, order), new Map([["__proto__", 500]]));
    expect(pointsOf(left)).toBe(5);
    expect(() =>
      keepAward(compiled(), snapshotOf(award, order), new Map([["toString", 1]])),
    ).toThrow(expect.objectContaining({ code: "unknown_line" }));
  });

  it("as large as can be is exact", () => {
    const order = orderOf(["90000000000000.01"]);
    const rules = [
      { id: "base", award: { type: "rate", points: 1, per: "0.03" } },
      { id: "more", award: { type: "multiplier", factor: "1.333" } },
    ] as const;
    // 9000000000000001 cents at 1 per 3, times 1.333.
    const exact = (9_000_000_000_000_001n * 1333n) / 3000n;
    expect(BigInt(pointsOf(awardOf({ rules }, order)))).toBe(exact);
  });
});

describe("what is kept of an order and a member", () => {
  it("is what rules ask, and no more", () => {
    const when = {
      all: [
        { field: "order.attributes.gift", eq: true },
        { field: "member.attributes.age", gte: 18 },
      ],
    } as const;
    const program = {
      ...compiled({ rules: [{ id: "r", award: { type: "fixed", points: 1 }, when }] }),
      ladder: null,
    };
    const order = {
      ...orderOf(["1.00"], { attributes: { gift: true, note: "Ann" } }),
      email: "ann@example.com",
    };
    expect(storedOrder(program.earning, order)).toEqual(
      orderOf(["1.00"], { attributes: { gift: true } }),
    );
    const account = {
      tier: null,
      enrolledAt: null,
      counters: [["other", 1, null]] as const,
      wallets: [],
    };
    const context = { segments: ["vip"], attributes: { age: 20, name: "Ann" } };
    const facts = gatherFacts(program, account, NOON, context);
    expect(facts).toEqual({ ...NOBODY, attributes: { age: 20 } });
    expect(pointsOf(accepted(awardOrder(program, order, NOON, facts)))).toBe(1);
  });
});
