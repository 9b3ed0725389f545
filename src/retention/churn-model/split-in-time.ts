import { checkNames } from "../../core/check-names.ts";
import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { formatInstant, parseInstant } from "../../time/instant.ts";
import { openZone } from "../../time/zone.ts";

/** A row that says when it was known, and by when its outcome was. */
export interface DatedRow {
  /** The moment of which the features are; a date alone is the start of that local day. */
  readonly knownAt: TimeInput;
  /** The moment by which the outcome was known: the end of the time that it is about. */
  readonly outcomeAt: TimeInput;
  /** When single features were known, by name: none may be later than `knownAt`. */
  readonly featureTimes?: Readonly<Record<string, TimeInput>> | undefined;
}

export interface SplitInTimeOptions {
  /** The moment at which the model is taken to be fitted. */
  readonly cut: TimeInput;
  /** IANA zone of dates alone; "UTC" unless given. */
  readonly timeZone?: string | undefined;
}

/** What {@link splitInTime} does unless told otherwise. */
export const SPLIT_IN_TIME_DEFAULTS = { timeZone: "UTC" } as const;

/** Rows to fit on and rows to judge by. */
export interface TimeSplit<Row> {
  /** ISO 8601. */
  readonly cut: string;
  /** Outcome known by the cut. */
  readonly train: readonly Row[];
  /** Features known at the cut or later. */
  readonly test: readonly Row[];
  /** Rows in neither: known before the cut, decided after it. */
  readonly straddling: number;
}

/**
 * Would the model have worked? Rows to fit it on as of a day, and later ones to judge it by.
 *
 * A split at random lets the model see the future: rows of one month tell what happened to others of it, and
 * figures come out too good. Here what is fitted on was known in full before what is judged began.
 *
 * train: outcomeAt ≤ cut; test: knownAt ≥ cut. Rows that straddle the cut are left out, and counted.
 *
 * @param rows - with `knownAt` and `outcomeAt`, as `labelChurn` gives them; the same customer at another time
 *   is another row
 * @param options - `cut`; `timeZone` of dates without a time
 * @returns the rows themselves, in their order, in `train` and `test`; how many are in neither
 *
 * @throws InputError `leakage` for a row whose outcome is not after its features, or with a feature known
 *   later than the row; `empty` where there is nothing to fit on, or nothing to judge by; `invalid_time`,
 *   `missing_offset`, `unknown_time_zone`, `invalid_shape`, `invalid_option`
 *
 * @example
 * ```ts
 * import { splitInTime } from "clientele/retention";
 *
 * const rows = [
 *   { id: 1, knownAt: "2026-01-31", outcomeAt: "2026-02-28" },
 *   { id: 2, knownAt: "2026-02-15", outcomeAt: "2026-03-15" },
 *   { id: 3, knownAt: "2026-02-28", outcomeAt: "2026-03-31" },
 * ];
 * const { train, test, straddling } = splitInTime(rows, { cut: "2026-02-28" });
 * train.map((row) => row.id); // => [1]
 * test.map((row) => row.id); // => [3]
 * straddling; // => 1
 * ```
 *
 * @see Kaufman et al. (2012), Leakage in data mining, ACM TKDD 6
 */
export function splitInTime<Row extends DatedRow>(
  rows: readonly Row[],
  options: SplitInTimeOptions,
): TimeSplit<Row> {
  if (!Array.isArray(rows)) {
    throw new InputError("invalid_shape", `expected rows, got ${show(rows)}`);
  }
  const zone = openZone(options?.timeZone ?? SPLIT_IN_TIME_DEFAULTS.timeZone);
  const cut = parseInstant(options?.cut, zone, ["cut"]);
  checkNames(options, ["cut", "timeZone"]);
  const train: Row[] = [];
  const test: Row[] = [];
  rows.forEach((row, index) => {
    if (typeof row !== "object" || row === null) {
      throw new InputError("invalid_shape", `expected a row, got ${show(row)}`, [index]);
    }
    const knownAt = parseInstant(row.knownAt, zone, [index, "knownAt"]);
    const outcomeAt = parseInstant(row.outcomeAt, zone, [index, "outcomeAt"]);
    if (!(outcomeAt > knownAt)) {
      const message = `expected an outcome after the features, which are of ${formatInstant(knownAt)}, got ${formatInstant(outcomeAt)}`;
      throw new InputError("leakage", message, [index, "outcomeAt"]);
    }
    const times: DatedRow["featureTimes"] = row.featureTimes;
    for (const [name, time] of Object.entries(times ?? {})) {
      const path = [index, "featureTimes", name];
      const at = parseInstant(time, zone, path);
      if (at <= knownAt) continue;
      const message = `expected a feature known by ${formatInstant(knownAt)}, got one of ${formatInstant(at)}`;
      throw new InputError("leakage", message, path);
    }
    if (outcomeAt <= cut) train.push(row);
    else if (knownAt >= cut) test.push(row);
  });
  if (train.length === 0 || test.length === 0) {
    const what = train.length === 0 ? "no outcome is known by the cut" : "no row is known after it";
    const details = { train: train.length, test: test.length };
    throw new InputError(
      "empty",
      `expected rows on both sides of the cut: ${what}`,
      ["cut"],
      details,
    );
  }
  return {
    cut: formatInstant(cut),
    train,
    test,
    straddling: rows.length - train.length - test.length,
  };
}
