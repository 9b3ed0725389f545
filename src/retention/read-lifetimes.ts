import { checkChoice, checkInteger, checkPositive, show } from "../core/checks.ts";
import type { NumberColumn } from "../core/columns.ts";
import { type ErrorPath, FitError, InputError } from "../core/errors.ts";
import { DAYS_PER_UNIT } from "../core/time-unit.ts";
import { rankValues } from "../customers/engine/rank-values.ts";
import { total } from "../numeric/vector.ts";
import type {
  CohortSurvivors,
  ContractColumns,
  ContractData,
  ContractHistory,
} from "./contract-data.ts";

/** Customers by how far they came, which is all that the models read. */
export interface Lifetimes {
  /** Renewals, ascending, distinct, from 1. */
  readonly times: Float64Array;
  /** How many left at this renewal. */
  readonly lost: Float64Array;
  /** How many have renewed just so often, and are still there. */
  readonly kept: Float64Array;
  readonly customers: number;
  /** Distinct histories. */
  readonly patterns: number;
}

/** One entry for each time and fate that occurs, or each customer. */
interface Entries {
  readonly times: Float64Array;
  readonly lost: Float64Array;
  readonly kept: Float64Array;
}

/** Checked data, counted by time; somebody came to a renewal. */
export function readLifetimes(data: ContractData): Lifetimes {
  if (typeof data !== "object" || data === null) {
    throw new InputError("invalid_summary", `expected data of contracts, got ${show(data)}`);
  }
  checkChoice(data.timeUnit, Object.keys(DAYS_PER_UNIT), ["timeUnit"]);
  const entries = readEntries(data);
  const customers = total(entries.lost) + total(entries.kept);
  if (customers === 0) throw new FitError("empty", "there are no customers");
  const lifetimes = gather(entries, customers);
  if (lifetimes.times.length === 0) {
    throw new FitError("no_renewals", "nobody has come to a renewal yet");
  }
  return lifetimes;
}

function readEntries(data: ContractData): Entries {
  if ("survivors" in data) return entriesOfCohorts([data], () => []);
  if ("cohorts" in data) {
    if (Array.isArray(data.cohorts)) {
      return entriesOfCohorts(data.cohorts, (cohort) => ["cohorts", cohort]);
    }
    const message = `expected an array of cohorts, got ${show(data.cohorts)}`;
    throw new InputError("invalid_summary", message, ["cohorts"]);
  }
  if (!("customers" in data)) {
    checkColumn(data.weight, ["weight"]);
    return entriesOfColumns(data, data.weight);
  }
  const { customers } = data;
  if (!isRows(customers)) return entriesOfColumns(customers);
  return entriesOfColumns({
    renewals: customers.map((customer) => customer?.renewals),
    lost: customers.map((customer) => customer?.lost),
  });
}

function isRows(
  customers: readonly ContractHistory[] | ContractColumns,
): customers is readonly ContractHistory[] {
  return Array.isArray(customers);
}

function entriesOfCohorts(
  cohorts: readonly CohortSurvivors[],
  pathOf: (cohort: number) => ErrorPath,
): Entries {
  const times: number[] = [];
  const lost: number[] = [];
  const kept: number[] = [];
  cohorts.forEach((cohort, index) => {
    const path = [...pathOf(index), "survivors"];
    const { survivors } = cohort ?? {};
    checkColumn(survivors, path);
    let before = Number.POSITIVE_INFINITY;
    for (let time = 0; time < survivors.length; time++) {
      const there = checkInteger(survivors[time], [...path, time]);
      if (there > before) {
        const message = `expected at most the ${before} of the renewal before, got ${there}`;
        throw new InputError("invalid_summary", message, [...path, time]);
      }
      if (time > 0) {
        times.push(time);
        lost.push(before - there);
        kept.push(0);
      }
      before = there;
    }
    if (survivors.length === 0) return;
    times.push(survivors.length - 1);
    lost.push(0);
    kept.push(before);
  });
  return {
    times: Float64Array.from(times),
    lost: Float64Array.from(lost),
    kept: Float64Array.from(kept),
  };
}

function entriesOfColumns({ renewals, lost }: ContractColumns, weight?: NumberColumn): Entries {
  checkColumn(renewals, ["customers", "renewals"]);
  const { length } = renewals;
  checkColumn(lost, ["customers", "lost"], length);
  if (weight !== undefined) checkColumn(weight, ["weight"], length);
  const entries = {
    times: new Float64Array(length),
    lost: new Float64Array(length),
    kept: new Float64Array(length),
  };
  for (let row = 0; row < length; row++) {
    const fate: unknown = lost[row];
    const isLost = fate === true || fate === 1;
    if (!isLost && fate !== false && fate !== 0) {
      const message = `expected true or false, got ${show(fate)}`;
      throw new InputError("invalid_summary", message, ["customers", row, "lost"]);
    }
    const made = renewals[row];
    const isCount = made >= 0 && made < Number.MAX_SAFE_INTEGER && Number.isInteger(made);
    if (!isCount)
      checkInteger(made, ["customers", row, "renewals"], 0, Number.MAX_SAFE_INTEGER - 1);
    const count = weight === undefined ? 1 : checkPositive(weight[row], [row, "weight"]);
    entries.times[row] = isLost ? made + 1 : made;
    (isLost ? entries.lost : entries.kept)[row] = count;
  }
  return entries;
}

function checkColumn(
  column: unknown,
  path: ErrorPath,
  length?: number,
): asserts column is ArrayLike<unknown> {
  if (typeof column !== "object" || column === null || !("length" in column)) {
    throw new InputError("invalid_column", `expected an array, got ${show(column)}`, path);
  }
  if (length !== undefined && column.length !== length) {
    const message = `expected ${length} rows, as many as renewals has, got ${column.length}`;
    throw new InputError("length_mismatch", message, path);
  }
}

/** Entries of one time added up; those who have seen no renewal say nothing. */
function gather(entries: Entries, customers: number): Lifetimes {
  const { values, ranks } = rankValues(entries.times);
  const lost = new Float64Array(values.length);
  const kept = new Float64Array(values.length);
  for (let row = 0; row < ranks.length; row++) {
    lost[ranks[row]] += entries.lost[row];
    kept[ranks[row]] += entries.kept[row];
  }
  const present = (count: number) => count > 0;
  const patterns = lost.filter(present).length + kept.filter(present).length;
  const counts = (_: number, rank: number) => values[rank] > 0 && lost[rank] + kept[rank] > 0;
  return {
    times: values.filter(counts),
    lost: lost.filter(counts),
    kept: kept.filter(counts),
    customers,
    patterns,
  };
}
