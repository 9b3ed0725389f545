import { check, checkInteger, isObject } from "../../../core/checks.ts";
import { parseInstant } from "../../../time/instant.ts";
import type { CommandOf } from "../command.ts";
import { checkPoints, currencyOf } from "../currency.ts";
import type { Refusal } from "../decision.ts";
import { checkRoom, issue } from "../issue.ts";
import { refuse } from "../refuse.ts";
import type { Session } from "../session.ts";
import { credit } from "../tier-credit.ts";
import { lifeOf } from "./grant.ts";

/** Balances of a system of before: the first entry of an account, or its second after enrollment. */
export function decideImport(
  session: Session,
  command: CommandOf<"importOpening">,
): Refusal | null {
  const { book, program } = session;
  if (book.wallets.some((wallet) => wallet.totals.issued + wallet.totals.received > 0)) {
    return refuse("not_eligible", "the account holds points already");
  }
  const { tier } = command;
  if (tier !== undefined) {
    check(isObject(tier), "invalid_argument", ["tier"], "a tier", tier);
    if ((book.tier?.credits.length ?? 0) > 0) {
      return refuse("not_eligible", "the account has credit toward a tier already");
    }
  }
  const { lots } = command;
  check(Array.isArray(lots), "invalid_argument", ["lots"], "a list of lots", lots);
  for (let index = 0; index < lots.length; index++) {
    const asked = lots[index];
    const path = ["lots", index] as const;
    const isLot = typeof asked === "object" && asked !== null;
    check(isLot, "invalid_argument", path, "a lot", asked);
    const points = checkPoints(asked.points, [...path, "points"]);
    const currency = currencyOf(program, asked.currency, [...path, "currency"]);
    const refusal = checkRoom(session, currency, points);
    if (refusal !== null) return refusal;
    const earnedMs =
      asked.earnedAt === undefined
        ? session.atMs
        : parseInstant(asked.earnedAt, program.zone, [...path, "earnedAt"]);
    const activeMs =
      asked.activeAt === undefined
        ? earnedMs
        : parseInstant(asked.activeAt, program.zone, [...path, "activeAt"]);
    const source = `import:${command.id}`;
    const life = lifeOf(session, asked.expiresAt, [...path, "expiresAt"]);
    issue(session, { currency, points, source, cause: "import", earnedMs, activeMs, ...life });
  }
  if (tier !== undefined) {
    const at =
      tier.at === undefined ? session.at : lifeOf(session, tier.at, ["tier", "at"]).expiresAt;
    credit(session, at ?? session.at, checkInteger(tier.credit, ["tier", "credit"]), session.now);
  }
  return null;
}
