import { checkInteger, show } from "../../../core/checks.ts";
import { InputError } from "../../../core/errors.ts";
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
    if (typeof tier !== "object" || tier === null) {
      throw new InputError("invalid_argument", `expected a tier, got ${show(tier)}`, ["tier"]);
    }
    if ((book.tier?.credits.length ?? 0) > 0) {
      return refuse("not_eligible", "the account has credit toward a tier already");
    }
  }
  if (!Array.isArray(command.lots)) {
    const message = `expected a list of lots, got ${show(command.lots)}`;
    throw new InputError("invalid_argument", message, ["lots"]);
  }
  for (let index = 0; index < command.lots.length; index++) {
    const asked = command.lots[index];
    const path = ["lots", index] as const;
    if (typeof asked !== "object" || asked === null) {
      throw new InputError("invalid_argument", `expected a lot, got ${show(asked)}`, path);
    }
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
