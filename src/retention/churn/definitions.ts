import { checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { ProportionMethod } from "../../numeric/intervals.ts";
import type { ChurnCounts, DayCounts } from "./movements.ts";
import { type CustomerRate, ratioOf, shareOf, weightedRate } from "./rate.ts";

/** The definitions of churn, by name. */
export type ChurnDefinition =
  | "start"
  | "start_all_churn"
  | "start_plus_new"
  | "average"
  | "daily_sum"
  | "customer_days";

export const CHURN_DEFINITIONS = [
  "start",
  "start_all_churn",
  "start_plus_new",
  "average",
  "daily_sum",
  "customer_days",
] as const satisfies ChurnDefinition[];

/** The rate by a definition, from counts that are checked on the way. */
export function rateBy(
  counts: ChurnCounts,
  definition: ChurnDefinition,
  level: number,
  method: ProportionMethod,
): CustomerRate {
  if (typeof counts !== "object" || counts === null) {
    throw new InputError("invalid_counts", `expected counts, got ${show(counts)}`);
  }
  const start = checkInteger(counts.start, ["start"]);
  checkTotals(counts);
  switch (definition) {
    case "start": {
      const lost = need(counts, "lostOfStart", definition);
      if (lost > start) throw tooMany(lost, start, ["lostOfStart"]);
      return shareOf(lost, start, level, method);
    }
    case "start_all_churn":
      return ratioOf(need(counts, "lost", definition), start, level);
    case "start_plus_new": {
      const lost = need(counts, "lost", definition);
      const n = start + need(counts, "new", definition);
      // Who leaves twice counts twice: then it is no share any more.
      return lost > n ? ratioOf(lost, n, level) : shareOf(lost, n, level, method);
    }
    case "average": {
      const lost = need(counts, "lost", definition);
      return ratioOf(lost, (start + need(counts, "end", definition)) / 2, level);
    }
    case "daily_sum": {
      const { days, served } = readDays(counts, definition);
      const sum = { value: 0, variance: 0, largestWeight: 0 };
      for (const day of days) {
        if (day.start === 0) continue;
        sum.value += day.lost / day.start;
        sum.variance += day.lost / (day.start * day.start);
        sum.largestWeight = Math.max(sum.largestWeight, 1 / day.start);
      }
      return weightedRate(sum, days.length === 0 ? 0 : served / days.length, level);
    }
    case "customer_days": {
      const { days, served, lost } = readDays(counts, definition);
      return ratioOf(lost, days.length === 0 ? 0 : served / days.length, level);
    }
    default:
      return definition satisfies never;
  }
}

function need(
  counts: ChurnCounts,
  name: "lost" | "lostOfStart" | "new" | "end",
  definition: ChurnDefinition,
): number {
  const count = counts[name];
  if (count !== undefined) return checkInteger(count, [name]);
  const message = `the definition "${definition}" needs the count "${name}", got none`;
  throw new InputError("missing_count", message, [name]);
}

function readDays({ daily }: ChurnCounts, definition: ChurnDefinition) {
  if (!Array.isArray(daily)) {
    const message = `the definition "${definition}" needs counts day by day, got ${show(daily)}`;
    throw new InputError("missing_count", message, ["daily"]);
  }
  const days: readonly DayCounts[] = daily;
  let served = 0;
  let gone = 0;
  for (const [index, day] of days.entries()) {
    const start = checkInteger(day?.start, ["daily", index, "start"]);
    const lost = checkInteger(day?.lost, ["daily", index, "lost"]);
    if (lost > start) throw tooMany(lost, start, ["daily", index, "lost"]);
    served += start;
    gone += lost;
  }
  return { days, served, lost: gone };
}

/** Where all are given, counts that add up. */
function checkTotals({ start, lost, new: came, reactivated = 0, end, lostOfStart }: ChurnCounts) {
  if (lost === undefined) return;
  checkInteger(lost, ["lost"]);
  if (lostOfStart !== undefined && checkInteger(lostOfStart, ["lostOfStart"]) > lost) {
    throw tooMany(lostOfStart, lost, ["lostOfStart"]);
  }
  if (came === undefined || end === undefined) return;
  const joined = checkInteger(came, ["new"]) + checkInteger(reactivated, ["reactivated"]);
  const expected = start + joined - lost;
  if (checkInteger(end, ["end"]) !== expected) {
    const message = `expected start + new + reactivated - lost = ${expected}, got ${show(end)}`;
    throw new InputError("invalid_counts", message, ["end"]);
  }
}

function tooMany(count: number, most: number, path: ErrorPath): InputError {
  return new InputError("out_of_range", `expected at most ${most}, got ${count}`, path);
}
