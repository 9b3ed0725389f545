/** A row with a time of either kind. */
export interface Row {
  readonly customerId: string;
  readonly at: Date | string;
  readonly value: number;
}

export interface RowSummary {
  readonly customerId: string;
  readonly frequency: number;
  readonly first: string;
  readonly last: string;
  readonly monetaryValue: number;
}

/** What one writes without a library: a Map of Sets of ISO days. */
export function summarizeByMapOfSets(orders: readonly Row[]): RowSummary[] {
  const days = new Map<string, Set<string>>();
  for (const { customerId, at } of orders) {
    const known = days.get(customerId);
    if (known) known.add(isoDay(at));
    else days.set(customerId, new Set([isoDay(at)]));
  }
  const summaries = new Map<string, RowSummary>();
  for (const [customerId, set] of days) {
    const sorted = [...set].sort();
    const first = sorted[0];
    const last = sorted[sorted.length - 1];
    summaries.set(customerId, {
      customerId,
      frequency: set.size - 1,
      first,
      last,
      monetaryValue: 0,
    });
  }
  const repeatRevenue = new Map<string, number>();
  for (const { customerId, at, value } of orders) {
    if (isoDay(at) === summaries.get(customerId)?.first) continue;
    repeatRevenue.set(customerId, (repeatRevenue.get(customerId) ?? 0) + value);
  }
  return [...summaries.values()].map((summary) => ({
    ...summary,
    monetaryValue:
      summary.frequency === 0
        ? 0
        : (repeatRevenue.get(summary.customerId) ?? 0) / summary.frequency,
  }));
}

function isoDay(at: Date | string): string {
  return (typeof at === "string" ? at : at.toISOString()).slice(0, 10);
}
