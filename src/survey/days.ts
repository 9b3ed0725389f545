import { InputError } from "../core/errors.ts";
import { check, isObject } from "../core/expect.ts";
import { readTimes } from "../customers/engine/times.ts";
import type { Zone } from "../time/zone.ts";
import { type AnswerTable, missing } from "./read-answers.ts";

/** The local day of every answer. */
export function daysOfAnswers({ columns, pathOf, score }: AnswerTable, zone: Zone): Int32Array {
  if (columns.at === undefined) throw missing("at", ["at"]);
  check(isObject(columns.at), "invalid_column", ["at"], "times", columns.at);
  const times = readTimes(columns.at, columns.atUnit ?? "ms", zone);
  const days = new Int32Array(score.length);
  for (let row = 0; row < days.length; row++) {
    const fault = times.faultAt(row);
    if (fault !== undefined) throw new InputError(fault.code, fault.message, pathOf(row, "at"));
  }
  zone.daysOf(times.at, days);
  return days;
}
