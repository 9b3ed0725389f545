import type { RfmSegmentColumns, RfmSegments } from "../rfm/segment-types.ts";
import { count } from "./sentences.ts";
import type { SummaryTable } from "./table.ts";
import { toTable } from "./to-table.ts";

export function describeSegments({
  asOf,
  segments,
}: RfmSegments | RfmSegmentColumns): SummaryTable {
  const customers = segments.reduce((total, segment) => total + segment.customers, 0);
  return toTable(segments, {
    title: `RFM segments as of ${asOf}`,
    columns: [
      { name: "Segment", cell: (segment) => segment.name },
      { name: "Customers", cell: (segment) => segment.customers },
      { name: "Share", cell: (segment) => segment.customerShare, format: { percent: 1 } },
      { name: "Revenue", cell: (segment) => segment.revenue, format: { decimals: 2 } },
      {
        name: "Share of revenue",
        cell: (segment) => segment.revenueShare,
        format: { percent: 1 },
      },
      {
        name: "Mean days since last",
        cell: (segment) => segment.averageDaysSinceLast,
        format: { decimals: 1 },
      },
    ],
    notes: [`${count(customers, "customer")}.`],
  });
}
