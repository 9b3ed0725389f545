import type { ActiveRule } from "./active-rules.ts";

/** Is a factor one on this base? */
export function sharesTargets(factor: ActiveRule, base: ActiveRule): boolean {
  const { award, currency } = factor.rule;
  if (award.type !== "multiplier" || base.rule.currency !== currency) return false;
  if (award.targets !== null) return award.targets.has(base.rule.index);
  return base.rule.award.type === "rate" || base.rule.award.type === "step";
}

/** Is a rule about a line? */
export function isAbout({ lines }: ActiveRule, line: number): boolean {
  return lines === null || lines[line];
}
