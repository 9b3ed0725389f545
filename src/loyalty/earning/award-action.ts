import { show } from "../../core/checks.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { formatDay } from "../../time/day.ts";
import { parseMoment } from "../../time/instant.ts";
import type { Refusal } from "../engine/decision.ts";
import type { CompiledProgram } from "../engine/engine.ts";
import { refuse } from "../engine/refuse.ts";
import type { Award, AwardFacts } from "../ledger/award.ts";
import { checkText } from "../program/shape.ts";
import type { CompiledEarning } from "./compiled-earning.ts";
import { actionAward } from "./compute-award.ts";
import { checkAttributes } from "./read-order.ts";
import type { EarningSubject } from "./subject.ts";
import { yearlyDay } from "./yearly-date.ts";

/**
 * What an action earns: `sign_up`, `review`, `birthday`, `anniversary`, `visit` or any of the
 * program's own. An action that brings nothing is refused: `not_eligible` where no rule holds (or a
 * rule gave already what it gives once), else `cap_reached` or `budget_exhausted`.
 *
 * A `birthday` or `anniversary` holds on its day. The day is `attributes.date`, a date such as
 * `1988-02-29`; an anniversary without one is that of enrollment. A birthday without one is the
 * host's own affair.
 */
export function awardAction(
  { earning }: Pick<CompiledProgram, "earning">,
  action: string,
  attributes: EarningSubject["attributes"],
  at: number,
  facts: AwardFacts,
): Award | Refusal {
  checkText(action, ["action"]);
  checkAttributes(attributes, ["attributes"]);
  const isYearly = action === "birthday" || action === "anniversary";
  if (isYearly && !isOnItsDay(earning, action, attributes, at, facts)) {
    return refuse("not_eligible", `today is no ${action}`);
  }
  const award = actionAward(earning, action, attributes, at, facts);
  const brings = award.rules.some(({ points }) => points > 0) || award.rewards.length > 0;
  if (brings || award.tierCredit !== 0 || award.counters.length > 0) return award;
  const cut = award.rules.find((rule) => rule.cut !== undefined)?.cut;
  if (cut === undefined) return refuse("not_eligible", `no rule holds for ${show(action)}`);
  return earning.budgets.some(({ id }) => id === cut.by) &&
    !earning.caps.some(({ id }) => id === cut.by)
    ? refuse("budget_exhausted", `nothing is left of budget ${cut.by}`)
    : refuse("cap_reached", `nothing is left of cap ${cut.by}`);
}

function isOnItsDay(
  { zone, policies }: CompiledEarning,
  action: string,
  attributes: EarningSubject["attributes"],
  at: number,
  { enrolledAt }: AwardFacts,
): boolean {
  const today = Math.floor((at + zone.offsetAt(at)) / MS_PER_DAY);
  const isGiven = attributes !== undefined && Object.hasOwn(attributes, "date");
  let date: unknown = isGiven ? attributes.date : undefined;
  if (date === undefined) {
    if (action === "birthday") return true;
    if (enrolledAt === null) return false;
    const enrolled = zone.dayOf(parseMoment(enrolledAt, ["enrolledAt"]));
    // The day itself is no anniversary.
    if (enrolled === today) return false;
    date = formatDay(enrolled);
  }
  const year = new Date(today * MS_PER_DAY).getUTCFullYear();
  return yearlyDay(date, year, policies.calendar.leapDay, ["attributes", "date"]) === today;
}
