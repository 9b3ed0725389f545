import { withDefaults } from "../core/check-names.ts";
import { checkOptions } from "../core/expect.ts";
import type { Warning } from "../core/warning.ts";
import type { CustomerBase } from "../customers/summary.ts";
import type { RfmSegments } from "../rfm/segment-types.ts";
import type { RfmScores } from "../rfm/types.ts";
import type { SurveyResponse } from "../survey/types.ts";
import { openZone } from "../time/zone.ts";
import { typeAttributes } from "./attribute-types.ts";
import { checkName, checkObject, checkText } from "./check.ts";
import { latestAnswer } from "./latest-answer.ts";
import { collectIds, matchOnce, matchRows } from "./match-rows.ts";
import { checkSummary, readPrediction, segmentOf, standingOf } from "./read-parts.ts";
import type {
  AttributeType,
  CustomerAttributes,
  CustomerProfiles,
  CustomerSegment,
  PredictionColumn,
  ProfileSource,
  ProfileWarningCode,
} from "./types.ts";

/** What is known of the customers of a base. */
export interface ProfileParts {
  readonly base: CustomerBase;
  /** What `scoreRfm` returned. */
  readonly scores?: RfmScores | undefined;
  /** What `segmentRfm` returned, or segments of your own. */
  readonly segments?: RfmSegments | readonly CustomerSegment[] | undefined;
  /** By name, columns in the order of the base: what prediction verbs return. */
  readonly predictions?: Readonly<Record<string, PredictionColumn>> | undefined;
  readonly attributes?: readonly CustomerAttributes[] | undefined;
  /** By name of the survey; any number of answers a customer. */
  readonly surveys?: Readonly<Record<string, readonly SurveyResponse[]>> | undefined;
}

export interface JoinProfilesOptions {
  /** Types of attributes that their values do not tell, `time` above all. */
  readonly attributeTypes?: Readonly<Record<string, AttributeType>> | undefined;
}

/**
 * What do we know of each customer, all in one place?
 *
 * Puts scores, segments, predictions, attributes and survey answers next to the summaries of a base:
 * the single customer view, from which audiences and tables are made. The base decides who is a
 * customer. Whoever has rows elsewhere but no summary gets no profile, and is named in `sources`.
 *
 * @param parts - `base` from `summarizeOrders`; `scores` from `scoreRfm` and `segments` from
 *   `segmentRfm` (which brings its scores along), or rows of `customerId` and `segment`;
 *   `predictions`, by name, columns in the base's order, or `{ values, valid }` where a verb wrote a
 *   mask; `attributes`, rows of `customerId` and `attributes`; `surveys`, by name, responses with
 *   `customerId`, of which the latest by `at` counts
 * @param options - `attributeTypes`: for attributes that their values do not tell: `"time"` for texts
 *   that are dates or date-times, or any type for one that has no value yet
 * @returns profiles in the base's order. Each has every section: `null` where nothing is known of
 *   the customer, and an empty section where nothing was joined. `fields` lists the joined names and
 *   the types of attributes. `sources` counts rows, customers matched and missing, names those who are
 *   not in the base (`unmatched`), and counts rows without a customer (`anonymous`). Warnings:
 *   `unmatched_customers`, `different_day` for scores or segments of another day than the base
 *
 * Edge cases: the ids `1` and `"1"` are two customers. No customers give no profiles. Of several
 * answers at one instant the last row counts. An attribute without any value is a text.
 *
 * @throws InputError `invalid_option` for a part or an option that there is not; `duplicate_id`,
 *   `missing_id` or `invalid_id` for ids; `length_mismatch` for a column that is not as long as the
 *   base; `not_a_number`, `non_finite_value` for a prediction or a score; `invalid_rows` for columns;
 *   `invalid_name` for a part without a name; `mixed_types` for an attribute whose values are of
 *   two types or not of the declared one, `invalid_attribute`; `missing_time` for a customer with
 *   several answers of which one has no time; `invalid_time`, `missing_offset`
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { joinProfiles } from "clientele/profile";
 *
 * const base = summarizeOrders(
 *   [
 *     { customerId: "ann", at: "2026-01-05", value: 20 },
 *     { customerId: "ann", at: "2026-02-25", value: 60 },
 *     { customerId: "bob", at: "2026-01-20", value: 30 },
 *   ],
 *   { asOf: "2026-03-31" },
 * );
 * const { profiles, sources } = joinProfiles({
 *   base,
 *   predictions: { alive: [0.9, 0.4] },
 *   attributes: [
 *     { customerId: "bob", attributes: { country: "DE" } },
 *     { customerId: "cleo", attributes: { country: "FR" } },
 *   ],
 *   surveys: { nps: [{ customerId: "ann", score: 9, at: "2026-03-01" }] },
 * });
 * profiles.map(({ customerId, predictions }) => [customerId, predictions.alive]); // => [["ann", 0.9], ["bob", 0.4]]
 * profiles[0].attributes; // => { country: null }
 * profiles[0].surveys.nps; // => { score: 9, at: "2026-03-01T00:00:00.000Z", answers: 1 }
 * sources[0].unmatched; // => ["cleo"]
 * ```
 *
 * Source: the single customer view is a convention of customer data platforms, not of a paper.
 */
export function joinProfiles(
  parts: ProfileParts,
  options: JoinProfilesOptions = {},
): CustomerProfiles {
  checkOptions(parts, ["base", "scores", "segments", "predictions", "attributes", "surveys"]);
  checkOptions(options, ["attributeTypes"]);
  const { attributeTypes = {} } = options;
  const given = withDefaults(parts, { predictions: {}, attributes: [], surveys: {} });
  for (const [name, part] of Object.entries(given)) {
    checkObject(part, [name], `what is known of ${name}`);
  }
  const { base, predictions, attributes, surveys } = given;
  checkObject(base, ["base"], "a customer base");
  checkText(base.asOf, ["base", "asOf"]);
  checkText(base.timeUnit, ["base", "timeUnit"]);
  const { asOf, timeUnit, timeZone, customers } = base;
  const inBase = collectIds(customers, ["base", "customers"]);
  customers.forEach(checkSummary);
  const zone = openZone(timeZone);

  const assigned = isRows(parts.segments) ? undefined : parts.segments;
  if (assigned !== undefined) checkText(assigned.asOf, ["segments", "asOf"]);
  if (parts.scores !== undefined) checkText(parts.scores.asOf, ["scores", "asOf"]);
  const assignments = assigned === undefined ? [] : assigned.assignments;
  const scoreRows = parts.scores === undefined ? assignments : parts.scores.scores;
  const rfm = matchOnce("scores", scoreRows, inBase);
  const segmentRows = isRows(parts.segments) ? parts.segments : assignments;
  const segments = matchOnce("segments", segmentRows, inBase);
  const known = matchOnce("attributes", attributes, inBase);
  const types = typeAttributes(attributes, attributeTypes, timeZone);
  const columns = Object.entries(predictions).map(
    ([name, column]) => [name, readPrediction(name, column, customers.length)] as const,
  );
  const answers = Object.entries(surveys).map(([name, rows]) => {
    checkName(name, ["surveys", name]);
    return { name, rows, ...matchRows(["surveys", name], rows, inBase) };
  });

  const profiles = customers.map((customer, row) => {
    const { customerId } = customer;
    const own = known.of(customerId)?.attributes ?? {};
    return {
      ...customer,
      rfm: standingOf(rfm.of(customerId)),
      segment: segmentOf(segments.of(customerId)),
      predictions: Object.fromEntries(columns.map(([name, valueAt]) => [name, valueAt(row)])),
      attributes: Object.fromEntries(
        types.map(({ name }) => [name, Object.hasOwn(own, name) ? own[name] : null]),
      ),
      surveys: Object.fromEntries(
        answers.map(({ name, rows, of }) => [
          name,
          latestAnswer(rows, of.get(customerId) ?? [], zone, ["surveys", name]),
        ]),
      ),
    };
  });
  const sources = [
    ...(parts.scores === undefined ? [] : [rfm.report]),
    ...(parts.segments === undefined ? [] : [segments.report]),
    ...(parts.attributes === undefined ? [] : [known.report]),
    ...answers.map(({ report }) => report),
  ];
  return {
    asOf,
    timeUnit,
    timeZone,
    profiles,
    fields: {
      predictions: columns.map(([name]) => name),
      attributes: types,
      surveys: answers.map(({ name }) => name),
    },
    sources,
    warnings: [
      ...sources.flatMap(warnOfUnmatched),
      ...warnOfDay("scores", parts.scores?.asOf, asOf),
      ...warnOfDay("segments", assigned?.asOf, asOf),
    ],
  };
}

function isRows<Row>(table: readonly Row[] | object | undefined): table is readonly Row[] {
  return Array.isArray(table);
}

function warnOfUnmatched({ source, unmatched }: ProfileSource): Warning<ProfileWarningCode>[] {
  if (unmatched.length === 0) return [];
  const message = `${unmatched.length} customers of ${source} are not in the base`;
  return [{ code: "unmatched_customers", message, details: { source, count: unmatched.length } }];
}

function warnOfDay(
  source: string,
  day: string | undefined,
  asOf: string,
): Warning<ProfileWarningCode>[] {
  if (day === undefined || day === asOf) return [];
  const message = `${source} are as of ${day}, the base as of ${asOf}`;
  return [{ code: "different_day", message, details: { source, day, asOf } }];
}
