import { checkInteger } from "../../../core/checks.ts";
import { walletOf } from "../../ledger/book.ts";
import { noteActivity } from "../activity.ts";
import { checkId } from "../check-command.ts";
import { chargeRest, orderPoints, sumOf } from "../clawback.ts";
import type { CommandOf } from "../command.ts";
import { checkPoints, currencyOf, spendableOf } from "../currency.ts";
import type { Refusal } from "../decision.ts";
import { checkRoom, issue } from "../issue.ts";
import { exceeds, missing, refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { availableOf, chooseLots, freeLots } from "../spend.ts";
import { checkVelocity } from "../velocity.ts";
import { lifeOf } from "./grant.ts";

/** Points added by hand, or taken. No activity: what lies idle lapses all the same. */
export function decideAdjustment(session: Session, command: CommandOf<"adjust">): Refusal | null {
  const points = checkInteger(command.points, ["points"], Number.MIN_SAFE_INTEGER);
  if (points === 0) checkPoints(points);
  const currency = currencyOf(session.program, command.currency);
  const cause =
    command.reason === undefined
      ? "adjustment"
      : `adjustment: ${checkId(command.reason, ["reason"])}`;
  if (points > 0) {
    const refusal = checkRoom(session, currency, points);
    if (refusal !== null) return refusal;
    issue(session, { currency, points, source: `adjust:${command.id}`, cause });
    return null;
  }
  const wallet = walletOf(session.book, currency.name);
  const short = -points - availableOf(wallet);
  if (short > 0 && !session.program.policies.adjustment.negative) return missing(short);
  const lots = freeLots(session, wallet, -points);
  if (lots.length > 0) {
    emit(session, { type: "revoked", currency: currency.name, lots, cause });
  }
  chargeRest(session, currency.name, -points - sumOf(lots), "allow");
  return null;
}

/** Points sent to an account that is not decided with this one. */
export function decideSending(
  session: Session,
  command: CommandOf<"transfer"> | CommandOf<"gift">,
): Refusal | null {
  const points = checkPoints(command.points);
  const to = checkId(command.to, ["to"]);
  const currency = spendableOf(session.program, command.currency).name;
  if (to === session.book.id) return refuse("not_eligible", "points cannot be sent to oneself");
  const lots = chooseLots(session, walletOf(session.book, currency), points);
  if ("ok" in lots) return lots;
  const refusal = checkVelocity(session, points);
  if (refusal !== null) return refusal;
  emit(session, { type: "sent", currency, lots, to });
  return null;
}

/** Points bought. */
export function decidePurchase(session: Session, command: CommandOf<"buyPoints">): Refusal | null {
  const points = checkPoints(command.points);
  checkId(command.payment, ["payment"]);
  const currency = spendableOf(session.program, command.currency);
  const refusal = checkRoom(session, currency, points);
  if (refusal !== null) return refusal;
  noteActivity(session);
  issue(session, { currency, points, source: `bought:${command.payment}`, cause: "purchase" });
  return null;
}

/** Expired points that live on: no more than ever expired and were not reinstated yet. */
export function decideReinstatement(
  session: Session,
  command: CommandOf<"reinstate">,
): Refusal | null {
  const points = checkPoints(command.points);
  const currency = currencyOf(session.program, command.currency);
  const { totals } = walletOf(session.book, currency.name);
  if (points > totals.expired) return exceeds(totals.expired, "what expired");
  const refusal = checkRoom(session, currency, points);
  if (refusal !== null) return refusal;
  const life = lifeOf(session, command.expiresAt);
  const cause = "reinstatement";
  let left = points;
  const give = (part: number, source: string): void => {
    left -= part;
    if (part > 0)
      issue(session, { currency, points: part, source, cause, reinstated: true, ...life });
  };
  // What an order lost is its own again, for its refund to find: of the latest order first.
  for (const order of session.book.orders.slice().reverse()) {
    give(Math.min(left, orderPoints(order, currency.name)?.[3] ?? 0), `order:${order.id}`);
  }
  give(left, `reinstated:${command.id}`);
  return null;
}
