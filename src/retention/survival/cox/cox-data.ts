import { show } from "../../../core/checks.ts";
import type { CustomerId, NumberColumn } from "../../../core/columns.ts";
import { InputError } from "../../../core/errors.ts";
import type { Duration, DurationColumns, LabelColumn } from "../duration.ts";
import { type Durations, isRows, pathsOf, readDurations, readSigned } from "../read-durations.ts";
import { type Labels, readLabels, sameLabel } from "../read-labels.ts";

/** A duration with what may have to do with its end. */
export interface CoxDuration extends Duration {
  /** Numbers by name, the same names in each row; a choice of k kinds is k - 1 columns of 0 and 1. */
  readonly covariates: Readonly<Record<string, number>>;
  /** Each stratum has a baseline of its own. */
  readonly stratum?: CustomerId | undefined;
  /** Rows of one customer (start-stop rows, repeated events) share it; for robust errors. */
  readonly cluster?: CustomerId | undefined;
}

export interface CoxDurationColumns extends DurationColumns {
  readonly covariates: Readonly<Record<string, NumberColumn>>;
  readonly stratum?: LabelColumn | undefined;
  readonly cluster?: LabelColumn | undefined;
}

export type CoxInput = readonly CoxDuration[] | CoxDurationColumns;

/** Checked durations with covariates. */
export interface CoxData {
  readonly durations: Durations;
  readonly names: readonly string[];
  /** A column for each name. */
  readonly covariates: readonly Float64Array[];
  readonly strata: Labels;
  /** Absent where none are named. */
  readonly clusters: Labels | undefined;
}

/** Reads durations, and the named covariates where names are given, else those of the data. */
export function readCoxData(data: CoxInput, wanted?: readonly string[]): CoxData {
  const durations = readDurations(data);
  const length = isRows(data) ? data.length : data.time.length;
  const names = wanted ?? namesOf(data);
  const pathOf = pathsOf(data);
  const covariates = names.map((name) => {
    const column = isRows(data)
      ? data.map((row) => row.covariates?.[name])
      : data.covariates?.[name];
    const all = readSigned(column, name, length, (_, row) =>
      isRows(data) ? [row, "covariates", name] : ["covariates", name, row],
    );
    return durations.rows === undefined
      ? all
      : Float64Array.from(durations.rows, (row) => all[row]);
  });
  const labels = (name: "stratum" | "cluster") => {
    const isGiven = isRows(data)
      ? data.some((row) => row[name] !== undefined)
      : data[name] !== undefined;
    if (!isGiven) return undefined;
    const column = isRows(data) ? data.map((row) => row[name]) : data[name];
    return readLabels(column, name, length, pathOf, durations.rows);
  };
  return {
    durations,
    names,
    covariates,
    strata: labels("stratum") ?? sameLabel(durations.time.length),
    clusters: labels("cluster"),
  };
}

function namesOf(data: CoxInput): string[] {
  const covariates: unknown = isRows(data) ? (data[0]?.covariates ?? {}) : data.covariates;
  if (typeof covariates !== "object" || covariates === null || Array.isArray(covariates)) {
    const message = `expected covariates by name, got ${show(covariates)}`;
    throw new InputError(
      "invalid_shape",
      message,
      isRows(data) ? [0, "covariates"] : ["covariates"],
    );
  }
  if (isRows(data)) checkNames(data, new Set(Object.keys(covariates)));
  return Object.keys(covariates);
}

function checkNames(rows: readonly CoxDuration[], names: ReadonlySet<string>): void {
  rows.forEach(({ covariates }, row) => {
    const stranger = Object.keys(covariates ?? {}).find((name) => !names.has(name));
    if (stranger === undefined) return;
    throw new InputError("invalid_shape", `row 0 has no covariate "${stranger}"`, [
      row,
      "covariates",
      stranger,
    ]);
  });
}
