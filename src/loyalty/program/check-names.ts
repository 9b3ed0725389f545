import type { ErrorPath } from "../../core/errors.ts";
import { checkKeys } from "./check-keys.ts";
import type { Program } from "./program.ts";

const AWARDS: Readonly<Record<string, string>> = {
  rate: "points per perByCurrency",
  step: "points per perByCurrency",
  multiplier: "factor rules",
  fixed: "points",
  first_purchase: "points",
  punch_card: "punches points reward",
  streak: "every length points",
  referral: "points referrerPoints minimum",
};

const GIVES: Readonly<Record<string, string>> = {
  amount: "points amount",
  percentage: "points share",
  product: "points product",
  free_shipping: "points",
  cash: "points amount",
  voucher: "points reward validFor",
};

const RULE = "id currency action award when lines from until group priority once pendingFor";
const REDEMPTION = "id currency gives minimum maximum step maxShareOfOrder covers tiers";

/**
 * A misspelt name in a program must not count for nothing: a cap with `ruels` would cap all rules.
 * What is of another shape than it should be is left to those who read it.
 *
 * @throws InputError `unknown_key`
 */
export function checkNames(program: Program): void {
  each(program.rules, ["rules"], (rule, path) => {
    check(rule, RULE, path);
    check(rule.award, withType(AWARDS, rule.award), [...path, "award"]);
  });
  each(program.caps, ["caps"], (cap, path) =>
    check(cap, "id currency window points count rules", path),
  );
  each(program.budgets, ["budgets"], (budget, path) => check(budget, "id currency rules", path));
  each(program.stores, ["stores"], (store, path) => check(store, "id settlesTo", path));
  each(program.redemptions, ["redemptions"], (option, path) => {
    check(option, REDEMPTION, path);
    check(option.gives, withType(GIVES, option.gives), [...path, "gives"]);
    check(option.covers, "giftCards shipping tax", [...path, "covers"]);
  });
  const { tiers } = program;
  if (typeof tiers !== "object" || tiers === null) return;
  const path = ["tiers"];
  check(tiers, "metric currency window levels failedReview grace", path);
  check(tiers.window, "type period", [...path, "window"]);
  each(tiers.levels, [...path, "levels"], (level, at) => {
    check(level, "id threshold multiplier benefits vouchers", at);
    each(level.vouchers, [...at, "vouchers"], (voucher, of) =>
      check(voucher, "reward validFor", of),
    );
  });
}

function each<Item>(
  list: readonly Item[] | undefined,
  path: ErrorPath,
  visit: (item: Item, path: ErrorPath) => void,
): void {
  if (!Array.isArray(list)) return;
  for (let index = 0; index < list.length; index++) {
    const item: Item = list[index];
    if (typeof item === "object" && item !== null) visit(item, [...path, index]);
  }
}

function withType(
  known: Readonly<Record<string, string>>,
  value: { readonly type: string } | undefined,
): string | null {
  const type = value?.type;
  return typeof type === "string" && Object.hasOwn(known, type) ? `type ${known[type]}` : null;
}

function check(value: unknown, known: string | null, path: ErrorPath): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  if (known !== null) checkKeys(value, known.split(" "), path);
}
