import { withDefaults } from "../core/check-names.ts";
import { checkInteger, checkPositive } from "../core/checks.ts";
import { check, checkOptions } from "../core/expect.ts";
import { LAST_DAY } from "../time/civil.ts";
import { formatDay, parseDay } from "../time/day.ts";
import type { Zone } from "../time/zone.ts";
import { checkRows, checkTexts } from "./check.ts";
import {
  type FrequencyCap,
  PLAN_SURVEYS_DEFAULTS,
  type PlanDecision,
  type PlanReason,
  type PlanReasonCode,
  type PlanSurveysOptions,
  type SurveyCandidate,
} from "./plan-types.ts";

/** A survey that somebody was sent, on a local day. */
export interface ContactDay {
  readonly day: number;
  readonly channel: string | undefined;
  readonly survey: string | undefined;
}

/** What speaks against asking somebody, and from when on nothing will. */
export type Verdict = Pick<PlanDecision, "reasons" | "askableFrom">;

/** Judges somebody, luck aside. */
export type Judge = (
  candidate: SurveyCandidate,
  row: number,
  contacts: readonly ContactDay[],
) => Verdict;

/** The rules of a plan, checked and ready to be asked about many people. */
export function rulesOf(options: PlanSurveysOptions, today: number, zone: Zone): Judge {
  const { quarantineDays, sameSurveyDays, consent } = withDefaults(options, PLAN_SURVEYS_DEFAULTS);
  const { channel, survey, afterPurchase, caps = [] } = options;
  checkInteger(quarantineDays, ["quarantineDays"]);
  checkInteger(sameSurveyDays, ["sameSurveyDays"]);
  check(
    sameSurveyDays === 0 || survey !== undefined,
    "invalid_option",
    ["survey"],
    "a name, for sameSurveyDays",
    survey,
  );
  checkRows(caps, ["caps"]);
  for (const [at, cap] of caps.entries()) {
    checkOptions(cap, ["most", "days", "channels"], ["caps", at]);
    if (cap.channels !== undefined) {
      checkTexts(cap.channels, "invalid_option", ["caps", at, "channels"]);
    }
    checkInteger(cap.most, ["caps", at, "most"], 1);
    checkPositive(checkInteger(cap.days, ["caps", at, "days"]), ["caps", at, "days"]);
  }
  if (afterPurchase !== undefined) {
    checkOptions(afterPurchase, ["fromDays", "toDays"], ["afterPurchase"]);
  }
  for (const [name, value] of Object.entries({ channel, survey })) {
    check(
      value === undefined || typeof value === "string",
      "invalid_option",
      [name],
      "a text",
      value,
    );
  }
  const from = checkInteger(afterPurchase?.fromDays ?? 0, ["afterPurchase", "fromDays"]);
  const to = afterPurchase?.toDays;
  if (to !== undefined) checkInteger(to, ["afterPurchase", "toDays"], from);

  return (candidate, row, contacts) => {
    const reasons: PlanReason[] = [];
    let first = today;
    /** Against asking up to the day before `until`. */
    const bar = (code: PlanReasonCode, until: number) => {
      if (until <= today) return;
      reasons.push({ code, until: until <= LAST_DAY ? formatDay(until) : null });
      first = Math.max(first, until);
    };
    const { consent: given } = candidate;
    if (given !== undefined && typeof given !== "boolean") {
      checkTexts(given, "invalid_row", [row, "consent"]);
    }
    if (!consents(given, channel, consent)) {
      bar("no_consent", Infinity);
    }
    const days = contacts.map(({ day }) => day);
    if (days.length > 0) bar("quarantine", Math.max(...days) + quarantineDays);
    const same = contacts.filter((contact) => contact.survey === survey).map(({ day }) => day);
    if (same.length > 0 && survey !== undefined) {
      bar("same_survey", Math.max(...same) + sameSurveyDays);
    }
    const capped = caps.flatMap((cap) => endOfCap(cap, channel, contacts) ?? []);
    if (capped.length > 0) bar("frequency_cap", Math.max(...capped));
    if (afterPurchase !== undefined) {
      if (candidate.lastPurchaseAt === undefined) bar("no_purchase", Infinity);
      else {
        const bought = parseDay(candidate.lastPurchaseAt, zone, [row, "lastPurchaseAt"]);
        const last = bought + (to ?? Infinity);
        bar("too_soon_after_purchase", bought + from);
        if (today > last) bar("too_late_after_purchase", Infinity);
        // She would be free when it is too late.
        if (first > last) first = Infinity;
      }
    }
    return { reasons, askableFrom: first <= LAST_DAY ? formatDay(first) : null };
  };
}

function consents(
  given: SurveyCandidate["consent"],
  channel: string | undefined,
  rule: "required" | "assumed",
): boolean {
  if (given === undefined) return rule === "assumed";
  if (typeof given === "boolean") return given;
  return channel === undefined ? given.length > 0 : given.includes(channel);
}

/** The first day on which the cap lets another survey through; undefined where it does not matter. */
function endOfCap(
  { most, days, channels }: FrequencyCap,
  channel: string | undefined,
  contacts: readonly ContactDay[],
): number | undefined {
  // A cap on other channels than the one in use has nothing to say.
  if (channels !== undefined && channel !== undefined && !channels.includes(channel)) {
    return undefined;
  }
  const counted = contacts
    .filter((contact) => channels === undefined || channels.includes(contact.channel ?? ""))
    .map(({ day }) => day)
    .sort((a, b) => b - a);
  return counted.length < most ? undefined : counted[most - 1] + days;
}
