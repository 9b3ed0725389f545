import { checkInteger } from "../core/checks.ts";
import { check, checkKeys } from "../core/expect.ts";
import { extended } from "../core/extended.ts";
import type { Warning } from "../core/warning.ts";
import { placesOf } from "../numeric/sort-order.ts";
import { assignSegments } from "./assign.ts";
import { checkObject } from "./check.ts";
import { joinCode } from "./code.ts";
import type { CompareRfmWarningCode, RfmComparison, RfmCustomerMovement } from "./compare-types.ts";
import { pairRows, readIds } from "./ids.ts";
import { sortByValue } from "./merit.ts";
import { matrixOf, movementsOf } from "./movements.ts";
import { isSame } from "./same.ts";
import { SEGMENT_RFM_DEFAULTS, type SegmentRfmOptions } from "./segment.ts";
import { columnOf, isRows } from "./table.ts";
import type { RfmScoreColumns, RfmScores } from "./types.ts";

export interface CompareRfmOptions extends SegmentRfmOptions {
  /** How many winners and losers to name at most; 10 unless given. */
  readonly limit?: number | undefined;
}

export const COMPARE_RFM_DEFAULTS = /* @__PURE__ */ extended(SEGMENT_RFM_DEFAULTS, {
  limit: 10,
}) satisfies CompareRfmOptions;

/**
 * How did customers move between segments from one day to another, and who rose or fell most?
 *
 * For the monthly look at the shop: which segments feed which, who is slipping away, what a campaign
 * moved. Score the second day by the scorer of the first, `scoreRfm(later, { scorer })`: with cuts of
 * its own each day ranks customers against each other, and the best fifth stays a fifth, come what
 * may. Movement is no cause: without a holdout group it does not tell what a campaign did.
 *
 * Formula: customers are matched by id. `matrix[i][j]` counts those in segment i on the first day and
 * j on the second; `retention` of i is `matrix[i][i]` over the customers of i on the first day, those
 * who went included. A customer's change is the composite after less the composite before.
 *
 * @param before - what `scoreRfm` returned for the first day, rows or columns
 * @param after - the same for the second day, which may be the same day but not an earlier one
 * @param options.segments - rules as for `segmentRfm`, for both days
 * @param options.limit - how many winners and losers to name at most, 10 unless given
 * @returns counts of customers on both days and on one alone, the matrix, a row for each segment, and
 *   the customers who rose and fell most; `retention` from 0 to 1, revenue in the currency of the
 *   orders; `warnings`: `different_scorers`, where days were scored by other cuts or settings, and
 *   `nobody_in_both`
 *
 * Edge cases: of equal changes of composite the greater change of revenue comes first, then the order
 * of `after`. Ids match as they are: the number 1 is not the text `"1"`. Segments without customers
 * stay in every list.
 *
 * @throws InputError `duplicate_customer` and `invalid_id`; `not_ascending` where `after` is the
 *   earlier day; `out_of_range` for a limit or a score that cannot be; `invalid_option` for an
 *   option that there is not; what `segmentRfm` throws
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { compareRfm, scoreRfm } from "clientele/rfm";
 *
 * const orders = [
 *   { customerId: "ann", at: "2024-01-05", value: 20 },
 *   { customerId: "bob", at: "2024-01-20", value: 20 },
 *   { customerId: "bob", at: "2024-03-25", value: 60 },
 *   { customerId: "eve", at: "2024-03-01", value: 35 },
 * ];
 * const january = orders.filter(({ at }) => at < "2024-02");
 * const cuts = { r: [30], f: [1], m: [50] };
 * const before = scoreRfm(summarizeOrders(january, { asOf: "2024-01-31" }), { method: "custom", cuts });
 * const later = summarizeOrders(orders, { asOf: "2024-03-31" });
 * const after = scoreRfm(later, { scorer: before.scorer });
 * const rules = [{ name: "Active", r: [2, 2] }, { name: "Lapsed" }] as const;
 * const { matrix, came, winners, losers, movements } = compareRfm(before, after, { segments: rules });
 * matrix; // => [[1, 1], [0, 0]]
 * came; // => 1
 * winners.map(({ customerId, codeBefore, codeAfter }) => [customerId, codeBefore, codeAfter]); // => [["bob", "211", "222"]]
 * losers[0].to; // => "Lapsed"
 * movements[0].retention; // => 0.5
 * ```
 *
 * Source: counts; migration between cells of RFM: Hughes (1994), Strategic Database Marketing.
 */
export function compareRfm(
  before: RfmScores | RfmScoreColumns,
  after: RfmScores | RfmScoreColumns,
  options: CompareRfmOptions = {},
): RfmComparison {
  checkObject(options, ["options"], "options");
  checkKeys(options, ["segments", "limit"]);
  const { segments = COMPARE_RFM_DEFAULTS.segments, limit = COMPARE_RFM_DEFAULTS.limit } = options;
  const first = assignSegments(before, segments, ["before"]);
  const second = assignSegments(after, segments, ["after"]);
  checkInteger(limit, ["limit"]);
  check(
    after.asOf >= before.asOf,
    "not_ascending",
    ["after", "asOf"],
    `${before.asOf} or later`,
    after.asOf,
  );
  const ids = readIds(after.scores, "after");
  const pairs = pairRows(readIds(before.scores, "before"), ids);
  const customers = pairs.after.length;
  const differences = (name: "composite" | "revenue") => {
    const earlier = columnOf(before.scores, name, first.codes.length, ["before", "scores"]);
    const later = columnOf(after.scores, name, second.codes.length, ["after", "scores"]);
    return Float64Array.from(pairs.after, (row, i) => later[row] - earlier[pairs.before[i]]);
  };
  const [change, revenueChange] = [differences("composite"), differences("revenue")];
  const [byChange, byRevenue] = [sortByValue(change), sortByValue(revenueChange)];
  const inOrder = placesOf(customers);
  const falling = byChange(byRevenue(inOrder));
  const rising = byChange(byRevenue(inOrder.reverse())).reverse();
  const rose = change.filter((it) => it > 0).length;
  const fell = change.filter((it) => it < 0).length;
  const codeBefore = readCodes(before);
  const codeAfter = readCodes(after);
  const name = (pair: number): RfmCustomerMovement => {
    const [earlier, later] = [pairs.before[pair], pairs.after[pair]];
    return {
      customerId: ids[later],
      from: first.names[first.codes[earlier]],
      to: second.names[second.codes[later]],
      codeBefore: codeBefore(earlier),
      codeAfter: codeAfter(later),
      change: change[pair],
      revenueChange: revenueChange[pair],
    };
  };
  const matrix = matrixOf(first, second, pairs);
  return {
    from: before.asOf,
    to: after.asOf,
    customers,
    came: ids.length - customers,
    went: first.codes.length - customers,
    rose,
    fell,
    same: customers - rose - fell,
    segments: first.names,
    matrix,
    movements: movementsOf(first, second, matrix),
    winners: Array.from(rising.subarray(0, Math.min(limit, rose)), name),
    losers: Array.from(falling.subarray(0, Math.min(limit, fell)), name),
    warnings: doubtsOf(before, after, customers),
  };
}

/** A customer's scores as text, by row. */
function readCodes({ scores, scorer }: RfmScores | RfmScoreColumns): (row: number) => string {
  if (isRows(scores)) return (row) => scores[row].code;
  const { r, f, m } = scores;
  return (row) => joinCode(scorer.settings.bins, [r[row], f[row], m[row]]);
}

function doubtsOf(
  before: RfmScores | RfmScoreColumns,
  after: RfmScores | RfmScoreColumns,
  customers: number,
): Warning<CompareRfmWarningCode>[] {
  const warnings: Warning<CompareRfmWarningCode>[] = [];
  const [cutsBefore, cutsAfter] = [before, after].map(
    ({ scorer: { settings, thresholds, extra } }) => ({ settings, thresholds, extra }),
  );
  if (!isSame(cutsBefore, cutsAfter)) {
    const message = "scored by different cuts or settings: some moved only because the cuts did";
    warnings.push({ code: "different_scorers", message });
  }
  if (customers === 0) {
    warnings.push({ code: "nobody_in_both", message: "no customer is there on both days" });
  }
  return warnings;
}
