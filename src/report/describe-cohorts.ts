import { checkChoice } from "../core/checks.ts";
import type { CohortTable } from "../retention/cohorts/cohort-noun.ts";
import { count, doubts, rejections, say } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

const SHARE = { percent: 1 } as const;

/** Ends "the share of members who bought". */
const COUNTINGS = { on: "in that period", on_or_after: "in that period or later" } as const;

export function describeCohorts(result: CohortTable): SummaryTable {
  const { asOf, timeZone, cohortBy, period, counting, cohorts, curve, average } = result;
  const periods = Math.max(0, ...cohorts.map(({ cells }) => cells.length));
  const rows = [
    ...cohorts.map(({ from, size, cells }) => ({
      name: from,
      size,
      over: cells.filter(({ isComplete }) => isComplete).length,
      shares: cells,
    })),
    { name: "Average", size: null, over: null, shares: curve },
  ];
  const unit =
    typeof period === "object" ? `windows of ${count(period.days, "day")}` : `${period}s`;
  const counted =
    typeof counting === "object"
      ? "in that bracket"
      : COUNTINGS[checkChoice(counting, ["on", "on_or_after"], ["counting"])];
  return toTable(rows, {
    title: `Retention by cohort as of ${asOf}`,
    columns: [
      { name: `From (${cohortBy})`, cell: ({ name }) => name },
      { name: "Members", cell: ({ size }) => size, align: "right" },
      { name: "Periods over", cell: ({ over }) => over, align: "right" },
      ...Array.from({ length: periods }, (_, k) => ({
        name: columnName(counting, k),
        cell: ({ shares }: (typeof rows)[number]) => shares[k]?.retention.value ?? null,
        format: SHARE,
      })),
    ],
    notes: [
      `Columns count ${unit} since entry: the share of members who bought ${counted}. Days in ${timeZone}.`,
      `Shares beyond the periods over may still grow; the average (${average}) leaves them out.`,
      ...doubts(result.warnings),
      ...rejections(result.rejected),
    ],
  });
}

/** Of brackets the periods from one edge to before the next. */
function columnName(counting: CohortTable["counting"], column: number): string {
  if (typeof counting !== "object") return `${column}`;
  const [from, next] = counting.brackets.slice(column);
  return next - from === 1 ? say(from) : `${say(from)}-${say(next - 1)}`;
}
