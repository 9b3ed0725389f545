import { expect, test } from "vitest";
import { describe as describeThing } from "../../src/report/describe.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { baseOf, columnsOf } from "../rfm/bases.ts";

test("further dimensions are described like R, F and M", () => {
  const base = baseOf(
    [3, 4, 9].map((daysSinceLast, i) => ({ daysSinceLast, days: 1 + i, revenue: 5 * i })),
  );
  const options = {
    bins: 2,
    extra: [
      { name: "variety", values: [7, 1, 4], bins: 2, best: "low" },
      { name: "length", values: "recency", bins: 2 },
    ],
  } as const;
  const table = describeThing(scoreRfm(base, options));
  expect(table.rows.slice(6, 8)).toEqual([
    ["variety", 2, 2, 2 / 3, 1, 4],
    ["variety", 1, 1, 1 / 3, 7, 7],
  ]);
  expect(table.notes.slice(2, 4)).toEqual([
    "variety: values of your own, the less the better.",
    "length: recency, the more the better.",
  ]);
  expect(describeThing(scoreRfm(columnsOf(base), options))).toEqual(table);
  const scores = scoreRfm(base, options);
  const [row, ...rows] = scores.scores;
  const lost = { ...scores, scores: [{ ...row, extra: {} }, ...rows] };
  expect(() => describeThing(lost)).toThrow(
    expect.objectContaining({ path: ["scores", 0, "extra", "variety"] }),
  );
});
