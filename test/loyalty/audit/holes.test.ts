import { expect, it } from "vitest";
import { quoteEarning } from "../../../src/loyalty/earning/quote-earning.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import { newMember } from "../engine/member.ts";

const AT = "2026-01-05T12:00:00Z";

const member = newMember();
const bought = member.does({
  type: "completeOrder",
  id: "o",
  at: AT,
  order: { id: "O1", lines: [{ id: "1", amount: "9.00" }] },
});
const returned = member.does({
  type: "refundOrder",
  id: "f",
  at: AT,
  order: "O1",
  refund: "F",
  lines: [{ line: "1", amount: "1.00" }],
  entry: bought.entry,
});

/** More holes than anybody has the time to look at. */
const HOLES: never[] = [];
HOLES.length = 2 ** 32 - 1;

/** The same behind one that is sound. */
function withHoles<Item>(first: Item): readonly Item[] {
  const items = [first];
  items.length = HOLES.length;
  return items;
}

const complete = { type: "completeOrder", id: "c", at: AT } as const;
const refund = { type: "refundOrder", id: "c", at: AT, order: "O1", refund: "G" } as const;
const line = { id: "1", amount: "9.00" };
const { engine, account } = member;
const { orders } = returned.account;

it.each<[string, () => unknown, string, readonly (string | number)[]]>([
  [
    "lines of an order",
    () => decide(engine, account, { ...complete, order: { id: "O2", lines: HOLES } }),
    "invalid_shape",
    ["order", "lines", 0],
  ],
  [
    "lines behind one that is sound",
    () => decide(engine, account, { ...complete, order: { id: "O2", lines: withHoles(line) } }),
    "invalid_shape",
    ["order", "lines", 1],
  ],
  [
    "lines in foreign money",
    () => {
      const order = { id: "O2", lines: withHoles(line), currency: "USD", exchangeRate: "0.9" };
      return quoteEarning(engine, account, order, { at: AT });
    },
    "invalid_shape",
    ["order", "lines", 1],
  ],
  [
    "categories of a line",
    () => {
      const order = { id: "O2", lines: [{ ...line, categories: HOLES }] };
      return decide(engine, account, { ...complete, order });
    },
    "invalid_shape",
    ["order", "lines", 0, "categories", 0],
  ],
  [
    "lines of a refund",
    () => decide(engine, account, { ...refund, entry: bought.entry, lines: HOLES }),
    "unknown_line",
    ["lines", 0, "line"],
  ],
  [
    "effects of a refund's entry",
    () => {
      const entry = { ...bought.entry, effects: HOLES };
      return decide(engine, account, { ...refund, entry, lines: [{ line: "1", amount: "1.00" }] });
    },
    "wrong_entry",
    ["entry"],
  ],
  [
    "lots of an import",
    () => {
      const command = { type: "importOpening", id: "i", at: AT, lots: HOLES } as const;
      return decide(engine, newMember().account, command);
    },
    "invalid_argument",
    ["lots", 0],
  ],
  [
    "refunds of a stored account",
    () => viewAccount(engine, { ...account, orders: [{ ...orders[0], refunds: HOLES }] }, AT),
    "corrupt_account",
    ["records"],
  ],
])("holes in %s are refused at the first", (_, act, code, path) => {
  expect(act).toThrow(expect.objectContaining({ code, path }));
});

it("a list with holes that no command reads changes its fingerprint, and costs no time", () => {
  const grant = { type: "grant", id: "g", at: AT, points: 5 } as const;
  const printOf = (note: unknown) => {
    const done = decide(engine, newMember().account, { ...grant, ...{ note } });
    return "entry" in done ? done.entry.print : 0;
  };
  const late: unknown[] = new Array(HOLES.length);
  late[HOLES.length - 1] = "last";
  const prints = [printOf(undefined), printOf(HOLES), printOf(withHoles(1)), printOf(late)];
  expect(new Set(prints).size).toBe(4);
  expect(printOf(late)).toBe(prints[3]);
});
