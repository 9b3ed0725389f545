import { describe, expect, it } from "vitest";
import { isClienteleError } from "../../../src/core/errors.ts";
import { toAuditRows } from "../../../src/loyalty/analysis/to-audit-rows.ts";
import { toJournal } from "../../../src/loyalty/analysis/to-journal.ts";
import { explain } from "../../../src/loyalty/engine/explain.ts";
import { businessKeys } from "../../../src/loyalty/ledger/business-keys.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { CLUB, clubOf, day, play } from "../analysis/club.ts";

const engine = clubOf({
  policies: { windows: { returns: "P30D" } },
  rules: [...(CLUB.rules ?? []), { id: "once", award: { type: "fixed", points: 5 }, once: "ever" }],
});

const order = { id: "O1", lines: [{ id: "a", amount: "620.00" }], store: "berlin" };
const paid = { id: "O2", lines: [{ id: "a", amount: "50.00" }] };
const { entries } = play(engine, "ada", [
  { type: "enroll", at: day(0) },
  { type: "completeOrder", at: day(1), order },
  { type: "grant", at: day(2), points: 900 },
  { type: "redeem", at: day(3), redemption: "R1", points: 500, option: "money-off", order: paid },
  { type: "hold", at: day(4), hold: "H1", points: 50, until: day(9) },
  { type: "captureHold", at: day(5), hold: "H1" },
  { type: "reverseRedemption", at: day(6), redemption: "R1" },
  { type: "adjust", at: day(7), points: -30 },
  { type: "freeze", at: day(8) },
  { type: "unfreeze", at: day(9) },
  { type: "grant", at: day(60), points: 7 },
  { type: "close", at: day(61) },
]);

const JUNK: readonly unknown[] = [
  ...[undefined, null, true, "", "x", Number.NaN, -0.5, 2 ** 60, Number.POSITIVE_INFINITY],
  ...[[], [null], [[]], {}, { id: 1 }, new Array(3)],
];

/** Each copy of an entry in which one value, at whatever depth, is another one. */
function* altered(entry: Entry): Generator<Entry> {
  for (const path of pathsOf(entry)) {
    for (const junk of JUNK) {
      const copy = structuredClone(entry);
      let at: unknown = copy;
      for (const step of path.slice(0, -1)) at = Reflect.get(Object(at), step);
      Reflect.set(Object(at), path[path.length - 1], junk);
      yield copy;
    }
  }
}

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [[...path]];
  const inner = Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...path, name]));
  return path.length === 0 ? inner : [[...path], ...inner];
}

/** No number that is none, and no text of a value that is not there. */
function isPlain(answer: unknown): boolean {
  if (typeof answer === "number") return Number.isFinite(answer);
  if (typeof answer === "string") return !/undefined|NaN|\[object/.test(answer);
  return typeof answer !== "object" || answer === null || Object.values(answer).every(isPlain);
}

describe("an entry with one value altered", () => {
  const readers = {
    explain,
    businessKeys,
    toJournal: ofOne(toJournal),
    toAuditRows: ofOne(toAuditRows),
  };

  function ofOne<Rows>(read: (entries: readonly Entry[]) => Rows) {
    return (entry: Entry) => read([entry]);
  }

  it.each(Object.entries(readers))("is read plainly by %s, or refused", (_, read) => {
    let refused = 0;
    for (const entry of entries.flatMap((one) => [...altered(one)])) {
      try {
        const answer = read(entry);
        expect(isPlain(answer), JSON.stringify(answer)).toBe(true);
      } catch (error) {
        if (!isClienteleError(error)) throw error;
        expect(error.code).toMatch(/^(corrupt_entry|newer_format|unknown_effect)$/);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  it("names the very field", () => {
    const entry = structuredClone(entries[1]);
    const index = entry.effects.findIndex(({ type }) => type === "issued");
    Reflect.set(Reflect.get(entry.effects[index], "lot"), "remaining", Number.NaN);
    expect(() => explain(entry)).toThrow(
      expect.objectContaining({ code: "corrupt_entry", path: ["effects", index, "lot"] }),
    );
    expect(() => toJournal([entries[0], entry])).toThrow(
      expect.objectContaining({ path: [1, "effects", index, "lot"] }),
    );
  });
});
