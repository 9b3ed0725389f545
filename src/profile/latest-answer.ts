import { checkFinite } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { SurveyResponse } from "../survey/types.ts";
import { formatInstant, parseInstant } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import type { SurveyStanding } from "./types.ts";

/** The latest of a customer's answers, which lie at `rows`; of several at one instant the last. */
export function latestAnswer(
  answers: readonly SurveyResponse[],
  rows: readonly number[],
  zone: Zone,
  path: ErrorPath,
): SurveyStanding | null {
  let latest: SurveyStanding | null = null;
  let latestAt = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    const { at, score } = answers[row];
    if (at === undefined && rows.length > 1) {
      const message = `expected a time: of ${rows.length} answers of one customer the latest counts`;
      throw new InputError("missing_time", message, [...path, row, "at"]);
    }
    const checked = checkFinite(score, [...path, row, "score"]);
    const instant = at === undefined ? latestAt : parseInstant(at, zone, [...path, row, "at"]);
    if (instant < latestAt) continue;
    latestAt = instant;
    latest = {
      score: checked,
      at: at === undefined ? null : formatInstant(instant),
      answers: rows.length,
    };
  }
  return latest;
}
