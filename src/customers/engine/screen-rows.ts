import { formatDay } from "../../time/day.ts";
import { formatInstant } from "../../time/instant.ts";
import type { OrderTable } from "./order-table.ts";
import type { ReadingRules } from "./reading-rules.ts";
import type { Tally } from "./tally.ts";
import { isTellable } from "./times.ts";

/**
 * Asks every row whether it counts: 1 for those that are left out. Needed only where a first pass
 * met something odd.
 *
 * @throws the fault of the first bad row, unless they are collected.
 */
export function screenRows(table: OrderTable, rules: ReadingRules, tally: Tally): Uint8Array {
  const { ids, at, value } = table;
  const { zone, lastDay, policies } = rules;
  const afterLastDay = zone.startOfDay(lastDay + 1);
  const leftOut = new Uint8Array(ids.length);

  function isFuture(epochMs: number): boolean {
    // Clocks set back at midnight show the last day once more: only the day itself tells.
    return epochMs >= afterLastDay && zone.dayOf(epochMs) > lastDay;
  }

  function leavesOut(row: number): boolean {
    const doubtful = ids.faulty || !isTellable(at[row]) || !Number.isFinite(value[row]);
    const fault = doubtful ? table.faultAt(row) : undefined;
    if (fault !== undefined) {
      tally.reject(row, fault);
      return true;
    }
    if (isFuture(at[row])) {
      if (policies.futureOrders === "drop") tally.noteFutureOrder();
      else tally.reject(row, futureFault(at[row], rules));
      return true;
    }
    if (value[row] < 0 && policies.refunds !== "netSameDay") {
      if (policies.refunds === "drop") tally.noteRefund();
      else tally.reject(row, negativeFault(value[row]));
      return true;
    }
    return false;
  }

  for (let row = 0; row < leftOut.length; row++) {
    if (!leavesOut(row)) continue;
    leftOut[row] = 1;
    tally.throwFirst();
  }
  return leftOut;
}

function futureFault(epochMs: number, { lastDay, zone }: ReadingRules) {
  const here = `${formatDay(zone.dayOf(epochMs))} in ${zone.name}`;
  const message = `expected an order on or before ${formatDay(lastDay)}, got ${formatInstant(epochMs)}, ${here}`;
  return { field: "at", code: "future_order", message } as const;
}

function negativeFault(value: number) {
  const message = `expected a value of at least 0 (for refunds: option refunds, "netSameDay" or "drop"), got ${value}`;
  return { field: "value", code: "negative_value", message } as const;
}
