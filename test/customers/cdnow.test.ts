import { readFileSync } from "node:fs";
import { groupPatterns, type Order, splitHoldout, summarizeOrders } from "clientele/customers";
import { describe, expect, it } from "vitest";

// The 1/10 sample of Fader and Hardie (2001): id in the full set, id in the sample, date, CDs, dollars.
const folder = process.env.CDNOW_DIR;

describe.skipIf(folder === undefined)("CDNOW, the 1/10 sample", () => {
  const orders = readSample();
  const split = splitHoldout(orders, { calibrationEnd: "1997-09-30", holdoutEnd: "1998-06-30" });
  const { calibration, holdout } = split;

  it("has 2,357 customers with 2,457 repeat purchases in calibration", () => {
    const { customers } = calibration;
    expect(customers).toHaveLength(2357);
    expect(customers.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(2457);
    expect(customers.filter(({ frequency }) => frequency === 0)).toHaveLength(1411);
    expect(customers[0]).toMatchObject({
      customerId: "0001",
      frequency: 2,
      recency: 213 / 7,
      age: 272 / 7,
      daysSinceLast: 59,
    });
    expect(customers[0].monetaryValue).toBeCloseTo((29.73 + 14.96) / 2, 12);
  });

  it("makes 1,016 patterns", () => {
    const patterns = groupPatterns(calibration);
    expect(patterns.weight).toHaveLength(1016);
    expect(Array.from(patterns.weight).reduce((sum, weight) => sum + weight, 0)).toBe(2357);
  });

  it("has a holdout of 39 weeks with 1,882 repeat purchases", () => {
    expect(holdout.from).toBe("1997-10-01");
    expect(holdout.length).toBe(39);
    expect(holdout.customers.reduce((sum, { frequency }) => sum + frequency, 0)).toBe(1882);
    expect(holdout.customers.map(({ customerId }) => customerId)).toEqual(
      calibration.customers.map(({ customerId }) => customerId),
    );
  });

  it("has 6,696 purchases of a customer and a day", () => {
    const { customers } = summarizeOrders(orders, { asOf: "1998-06-30" });
    expect(customers.reduce((sum, { days }) => sum + days, 0)).toBe(6696);
    expect(customers.reduce((sum, { orders }) => sum + orders, 0)).toBe(6919);
  });
});

function readSample(): Order[] {
  if (folder === undefined) return [];
  return readFileSync(`${folder}/cdnow_sample.txt`, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, customerId, date, , dollars] = line.trim().split(/\s+/);
      const at = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
      return { customerId, at, value: Number(dollars) };
    });
}
