import { InputError } from "../../core/errors.ts";
import type { Warning } from "../../core/warning.ts";
import type { CompletePolicies } from "../order-policies.ts";
import type { RejectedRow } from "../summary.ts";
import type { FieldFault } from "./order-table.ts";

/** The rows that did not count, or counted with a doubt. */
export interface Tally {
  /** Takes note of a bad row, which is then to be left out. */
  reject(row: number, fault: FieldFault): void;
  /** Throws the first bad row noted, unless bad rows are collected. */
  throwFirst(): void;
  noteFutureOrder(): void;
  noteRefund(): void;
  /** How many lines repeat an earlier one, and the first rows of them. */
  noteDuplicates(count: number, firstRows: readonly number[]): void;
  /** Takes note of a time that is hardly meant as milliseconds. */
  noteEarlyTime(time: number): void;
  /** What a base tells of this. */
  report(): { readonly warnings?: readonly Warning[]; readonly rejected?: readonly RejectedRow[] };
}

/** An empty tally for these policies. */
export function openTally(policies: CompletePolicies): Tally {
  const rejected: RejectedRow[] = [];
  let firstDuplicates: readonly number[] = [];
  let futureOrders = 0;
  let refunds = 0;
  let duplicates = 0;
  let earlyTime: number | undefined;
  const collecting = policies.invalid === "collect";

  return {
    reject(row, { field, code, message }) {
      // Buckets come in any order: of bad rows not collected only the first matters.
      if (!collecting && rejected.length > 0 && rejected[0].row <= row) return;
      if (!collecting) rejected.length = 0;
      rejected.push({ row, field, code, message });
    },
    throwFirst() {
      if (collecting || rejected.length === 0) return;
      const { row, field, code, message } = rejected[0];
      throw new InputError(code, message, field === "row" ? [row] : [row, field]);
    },
    noteFutureOrder() {
      futureOrders += 1;
    },
    noteRefund() {
      refunds += 1;
    },
    noteDuplicates(count, firstRows) {
      duplicates = count;
      firstDuplicates = firstRows;
    },
    noteEarlyTime(time) {
      earlyTime = time;
    },
    report() {
      const warnings = [
        ...tellEarlyTime(earlyTime),
        ...tellFutureOrders(futureOrders),
        ...tellRefunds(refunds),
        ...tellDuplicates(duplicates, firstDuplicates, policies.duplicates),
      ];
      return {
        ...(warnings.length > 0 && { warnings }),
        ...(collecting && { rejected: rejected.sort((one, other) => one.row - other.row) }),
      };
    },
  };
}

function leftOut(count: number, noun: string, which: string): string {
  return count === 1
    ? `1 ${noun} ${which} was left out`
    : `${count} ${noun}s ${which} were left out`;
}

function tellEarlyTime(time: number | undefined): Warning[] {
  if (time === undefined) return [];
  const message = `numbers are milliseconds since 1970: ${time} is in its first weeks; dates are texts such as "2026-01-31", and columns say "s" or "day" in atUnit`;
  return [{ code: "times_of_1970", message, details: { time } }];
}

function tellFutureOrders(count: number): Warning[] {
  if (count === 0) return [];
  const message = leftOut(count, "order", "after the last day observed");
  return [{ code: "future_orders_dropped", message, details: { count } }];
}

function tellRefunds(count: number): Warning[] {
  if (count === 0) return [];
  const message = leftOut(count, "row", "of negative value");
  return [{ code: "refunds_dropped", message, details: { count } }];
}

function tellDuplicates(
  count: number,
  first: readonly number[],
  policy: CompletePolicies["duplicates"],
): Warning[] {
  if (count === 0 || policy === "error") return [];
  const code = policy === "drop" ? "duplicate_rows_dropped" : "duplicate_rows";
  const made = policy === "drop" ? "left out" : "counted";
  const rows = first.join(", ") + (count > first.length ? " …" : "");
  const [noun, repeat, were] = count === 1 ? ["row", "repeats", "was"] : ["rows", "repeat", "were"];
  const message = `${count} ${noun} ${repeat} an earlier one (same customer, instant and value) and ${were} ${made}: ${noun} ${rows}`;
  return [{ code, message, details: { count, rows } }];
}
