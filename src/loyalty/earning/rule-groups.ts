import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { EarningRule } from "../program/earning-rule.ts";
import type { RuleGroup } from "./compiled-earning.ts";

/** The referrer gets what one rule says: where there are more, one of them must win. */
export function checkReferrals(rules: readonly EarningRule[]): void {
  const [first, ...others] = rules.filter(({ award }) => award.type === "referral");
  for (const other of others) {
    if (first.group !== undefined && other.group === first.group) continue;
    const message = `expected one rule for referrals, or a group of them; got ${show(other.id)} too`;
    throw new InputError("invalid_rule", message, ["rules", rules.indexOf(other), "group"]);
  }
}

/** The groups that rules name. */
export function groupsOf(rules: readonly EarningRule[]): ReadonlyMap<string, RuleGroup> {
  const groups = new Map<string, RuleGroup>();
  for (const { group: name, award } of rules) {
    if (name === undefined || groups.has(name)) continue;
    const isMixed = rules.some(
      (rule) =>
        rule.group === name &&
        (rule.award?.type === "multiplier") !== (award?.type === "multiplier"),
    );
    groups.set(name, { name, isMixed });
  }
  return groups;
}
