import type { ErrorPath } from "../../../core/errors.ts";
import type { TimeInput } from "../../../core/time-input.ts";
import { formatInstant, parseInstant } from "../../../time/instant.ts";
import { findIn } from "../../ledger/lots.ts";
import { noteActivity } from "../activity.ts";
import { checkId } from "../check-command.ts";
import { clawBack, keepLess, orderPoints } from "../clawback.ts";
import type { CommandOf } from "../command.ts";
import { checkPoints, currencyOf } from "../currency.ts";
import type { Refusal } from "../decision.ts";
import { checkRoom, issue } from "../issue.ts";
import { duplicateOrder, isAwarded, openOrder, pendingUntil } from "../open-order.ts";
import { refuse } from "../refuse.ts";
import type { Session } from "../session.ts";

export function decideGrant(session: Session, command: CommandOf<"grant">): Refusal | null {
  const points = checkPoints(command.points);
  const currency = currencyOf(session.program, command.currency);
  const refusal = checkRoom(session, currency, points);
  if (refusal !== null) return refusal;
  const { order } = command;
  if (order !== undefined) {
    checkId(order, ["order"]);
    if (isAwarded(session, order)) return duplicateOrder(order);
  }
  noteActivity(session);
  const activeMs =
    command.activeAt === undefined
      ? pendingUntil(session, currency)
      : parseInstant(command.activeAt, session.program.zone, ["activeAt"]);
  // Before the points, so that they count as the order's where they are over at once.
  if (order !== undefined) {
    openOrder(session, order, [[currency.name, points, points, 0]], 0);
  }
  issue(session, {
    currency,
    points,
    source: order === undefined ? `grant:${command.id}` : `order:${order}`,
    cause: "grant",
    activeMs,
    ...lifeOf(session, command.expiresAt),
  });
  return null;
}

/** The end of life that a command names. */
export function lifeOf(
  session: Session,
  expiresAt: TimeInput | null | undefined,
  path: ErrorPath = ["expiresAt"],
): { readonly expiresAt?: string | null } {
  if (expiresAt === undefined) return {};
  if (expiresAt === null) return { expiresAt };
  return { expiresAt: formatInstant(parseInstant(expiresAt, session.program.zone, path)) };
}

export function decideRevoke(session: Session, command: CommandOf<"revoke">): Refusal | null {
  const points = checkPoints(command.points);
  const currency = currencyOf(session.program, command.currency).name;
  checkId(command.order, ["order"]);
  const order = findIn(session.book.orders, command.order);
  const of = order === undefined ? undefined : orderPoints(order, currency);
  if (order === undefined || of === undefined) {
    return refuse("folded", `no open award of order ${command.order} is known`);
  }
  const cut = Math.min(points, of[2]);
  clawBack(session, order, currency, cut, order.at ?? session.at);
  keepLess(
    session,
    order,
    order.points.map(([of]) => (of === currency ? cut : 0)),
  );
  return null;
}
