import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInstant } from "../../src/time/iso-text.ts";
import { readUtcFirst } from "../../src/time/utc-text.ts";

const RIGHT = "2024-02-29T23:59:59.999Z";

describe("readUtcFirst", () => {
  it("reads what toISOString writes", () => {
    const date = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(date, (one) => {
        expect(readUtcFirst(one.toISOString())).toBe(one.getTime());
      }),
    );
  });

  it("reads like readInstant whatever any character is changed to", () => {
    const marks = [..."0123456789:-+.TZtz /,\u0000\u00b2\uff11"];
    let refused = 0;
    for (let at = 0; at < RIGHT.length; at++) {
      for (const mark of marks) {
        const text = RIGHT.slice(0, at) + mark + RIGHT.slice(at + 1);
        expect([text, readUtcFirst(text)]).toEqual([text, readInstant(text)]);
        if (Number.isNaN(readUtcFirst(text))) refused++;
      }
    }
    expect(refused).toBeGreaterThan(300);
  });

  it.each([
    "2024-02-29T23:59:59Z",
    "2024-02-29T24:00:00.000Z",
    "2024-02-30T00:00:00.000Z",
    "2024-02-29T23:59:00+01:00",
    "",
  ])("reads like readInstant: %s", (text) => {
    expect(readUtcFirst(text)).toEqual(readInstant(text));
  });
});
