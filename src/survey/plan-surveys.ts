import { withDefaults } from "../core/check-names.ts";
import { checkChoice, checkFinite, checkInteger, checkPositive, show } from "../core/checks.ts";
import type { CustomerId } from "../core/columns.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import { check, checkOptions, isObject } from "../core/expect.ts";
import { seedRandom } from "../numeric/random/seed.ts";
import { formatDay, parseDay } from "../time/day.ts";
import { openZone, type Zone } from "../time/zone.ts";
import { checkRows } from "./check.ts";
import { type ContactDay, rulesOf, type Verdict } from "./plan-rules.ts";
import {
  PLAN_SURVEYS_DEFAULTS,
  type PlanDecision,
  type PlanReasonCode,
  type PlanSurveysOptions,
  type SurveyCandidate,
  type SurveyContact,
  type SurveyPlan,
} from "./plan-types.ts";

/**
 * Who may be asked today, and why may the others not?
 *
 * Before a survey is sent. Keeps people from being asked too often, and keeps the sample fair: whether
 * somebody is drawn depends on the seed and her id alone, not on the order of rows or on who else is
 * there. Sends nothing and remembers nothing: add those asked to the `history` of the next plan.
 *
 * Rules, each checked for everyone, on local days of `timeZone`:
 * - `no_consent`: she did not agree, or not to this `channel`;
 * - `quarantine`: fewer than `quarantineDays` since her last survey of any kind, on any channel;
 * - `same_survey`: fewer than `sameSurveyDays` since she was last sent this `survey`;
 * - `frequency_cap`: one of the `caps` is reached: `most` surveys within `days` days;
 * - `no_purchase`, `too_soon_after_purchase`, `too_late_after_purchase`: her last purchase is not
 *   from `fromDays` to `toDays` days ago, both inclusive.
 *
 * Of those left, each is drawn with the chance `samplingRate` (else `not_sampled`), and of the drawn
 * at most `most` are asked, all with equal chance (else `over_quota`). Both draws are made anew with
 * another `seed`: keep it, and the same people are asked again and again.
 *
 * @param candidates - `{ customerId, consent?, lastPurchaseAt? }`: consent true, false, or a list of
 *   channels
 * @param options - `asOf`, the day, and `seed`, both required; `history`: `{ customerId, at, channel?,
 *   survey? }`, also of surveys that are planned for later, which count like past ones; `timeZone` UTC;
 *   `channel`; `survey`; `consent`: `required` (default) or `assumed` of those who said nothing;
 *   `quarantineDays` 90; `sameSurveyDays` 0; `caps`: `{ most, days, channels? }`; `afterPurchase`:
 *   `{ fromDays, toDays? }`; `samplingRate` 1; `most`
 * @returns `decisions` in the order of the candidates: `ask`, all `reasons` against it, each with
 *   `until`, the first day on which it is none any more (exclusive: on that day she may be asked) or
 *   null, and `askableFrom`, the last of these, or null where that is too late after her purchase; and
 *   how many have each reason
 *
 * Edge cases: a cap with channels counts surveys on those alone, and binds a survey on one of them, or
 * on no named channel. History of people who are no candidates is of no account.
 *
 * @throws InputError `duplicate_customer`; `invalid_id`; `invalid_row`; `invalid_time`,
 *   `missing_offset`, `unknown_time_zone`; `out_of_range` and `invalid_option` for options
 *
 * @example
 * ```ts
 * import { planSurveys } from "clientele/survey";
 *
 * const plan = planSurveys(
 *   [
 *     { customerId: "ann", consent: true },
 *     { customerId: "bob", consent: ["email"] },
 *     { customerId: "cyd", consent: true },
 *   ],
 *   {
 *     asOf: "2026-03-01",
 *     seed: "spring",
 *     channel: "sms",
 *     history: [{ customerId: "cyd", at: "2026-02-01" }],
 *   },
 * );
 * plan.asked; // => 1
 * plan.decisions[1].reasons; // => [{ code: "no_consent", until: null }]
 * plan.decisions[2].reasons; // => [{ code: "quarantine", until: "2026-05-02" }]
 * plan.decisions[2].askableFrom; // => "2026-05-02"
 * ```
 *
 * Source: none; rules of survey panels.
 */
export function planSurveys(
  candidates: readonly SurveyCandidate[],
  options: PlanSurveysOptions,
): SurveyPlan {
  checkRows(candidates);
  checkOptions(options, [
    ...["asOf", "seed", "history", "timeZone", "channel", "survey", "consent", "quarantineDays"],
    ...["sameSurveyDays", "caps", "afterPurchase", "samplingRate", "most"],
  ]);
  const { timeZone, samplingRate, consent } = withDefaults(options, PLAN_SURVEYS_DEFAULTS);
  const { seed, most } = options;
  checkChoice(consent, ["required", "assumed"], ["consent"]);
  check(
    checkPositive(samplingRate, ["samplingRate"]) <= 1,
    "out_of_range",
    ["samplingRate"],
    "at most 1",
    samplingRate,
  );
  if (most !== undefined) checkInteger(most, ["most"]);
  if (typeof seed !== "string") checkFinite(seed, ["seed"]);
  const zone = openZone(timeZone);
  const today = parseDay(options.asOf, zone, ["asOf"]);
  const contactsOf = contactsByCustomer(options.history ?? [], zone);
  const judge = rulesOf(options, today, zone);
  const seen = new Set<CustomerId>();
  const drawn: { readonly row: number; readonly lot: number }[] = [];
  // Not `candidates.map`: it would step over what a sparse list leaves out.
  const verdicts = Array.from(candidates, (candidate, row) => {
    check(isObject(candidate), "invalid_row", [row], "{ customerId }", candidate);
    const id = checkId(candidate.customerId, [row, "customerId"]);
    check(!seen.has(id), "duplicate_customer", [row, "customerId"], "each customer once", id);
    seen.add(id);
    const verdict = judge(candidate, row, contactsOf.get(id) ?? []);
    if (verdict.reasons.length > 0) return verdict;
    const random = seedRandom(JSON.stringify([seed, id]));
    if (random.next() >= samplingRate) return unlucky("not_sampled");
    drawn.push({ row, lot: random.next() });
    return verdict;
  });
  drawn.sort((a, b) => a.lot - b.lot);
  for (const { row } of drawn.slice(most ?? drawn.length)) {
    verdicts[row] = unlucky("over_quota");
  }
  const decisions = verdicts.map(({ reasons, askableFrom }, row): PlanDecision => {
    const { customerId } = candidates[row];
    return { customerId, ask: reasons.length === 0, reasons, askableFrom };
  });
  return {
    asOf: formatDay(today),
    timeZone,
    candidates: candidates.length,
    asked: decisions.filter(({ ask }) => ask).length,
    decisions,
    reasons: countReasons(verdicts),
  };
}

function unlucky(code: PlanReasonCode): Verdict {
  return { reasons: [{ code, until: null }], askableFrom: null };
}

function contactsByCustomer(
  history: readonly SurveyContact[],
  zone: Zone,
): Map<CustomerId, ContactDay[]> {
  checkRows(history, ["history"]);
  const contactsOf = new Map<CustomerId, ContactDay[]>();
  for (const [at, contact] of history.entries()) {
    check(isObject(contact), "invalid_row", ["history", at], "{ customerId, at }", contact);
    const id = checkId(contact.customerId, ["history", at, "customerId"]);
    const day = parseDay(contact.at, zone, ["history", at, "at"]);
    const contacts = contactsOf.get(id) ?? [];
    const { channel, survey } = contact;
    // What is misread would let a cap pass.
    for (const [name, text] of Object.entries({ channel, survey })) {
      const isText = text === undefined || text === null || typeof text === "string";
      check(isText, "invalid_row", ["history", at, name], "a text", text);
    }
    contacts.push({ day, channel, survey });
    contactsOf.set(id, contacts);
  }
  return contactsOf;
}

function checkId(id: unknown, path: ErrorPath): CustomerId {
  if (typeof id === "string" && id !== "") return id;
  if (typeof id === "number" && Number.isSafeInteger(id)) return id;
  throw new InputError(
    "invalid_id",
    `expected a non-empty string or a safe integer, got ${show(id)}`,
    path,
  );
}

function countReasons(verdicts: readonly Verdict[]): SurveyPlan["reasons"] {
  const counts = new Map<PlanReasonCode, number>();
  for (const { reasons } of verdicts) {
    for (const { code } of reasons) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].map(([code, n]) => ({ code, n })).sort((a, b) => b.n - a.n);
}
