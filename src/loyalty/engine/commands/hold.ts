import { addDuration } from "../../../time/duration.ts";
import { formatInstant, parseInstant } from "../../../time/instant.ts";
import type { Hold } from "../../ledger/account.ts";
import { walletOf } from "../../ledger/book.ts";
import { findIn } from "../../ledger/lots.ts";
import { noteActivity } from "../activity.ts";
import { checkId } from "../check-command.ts";
import { sumOf } from "../clawback.ts";
import { releaseHold } from "../clock.ts";
import type { CommandOf } from "../command.ts";
import { checkPoints, spendableOf } from "../currency.ts";
import { takeFrom } from "../debt.ts";
import type { Refusal } from "../decision.ts";
import { exceeds, refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { settle, storeOf } from "../settlement.ts";
import { chooseLots } from "../spend.ts";
import { checkVelocity } from "../velocity.ts";
import { isKnown, known, makeRedemption } from "./redeem.ts";

export function decideHold(session: Session, command: CommandOf<"hold">): Refusal | null {
  const { program } = session;
  const points = checkPoints(command.points);
  const id = checkId(command.hold, ["hold"]);
  const until =
    command.until === undefined
      ? addDuration(session.atMs, program.holdPeriod, program.zone)
      : parseInstant(command.until, program.zone, ["until"]);
  if (findHold(session, id) !== undefined) {
    return refuse("idempotency_conflict", `hold ${id} was opened already`);
  }
  const currency = spendableOf(program, command.currency).name;
  const lots = chooseLots(session, walletOf(session.book, currency), points);
  if ("ok" in lots) return lots;
  if (until <= session.nowMs) {
    return refuse("hold_not_open", `hold ${id} would end before it begins`);
  }
  const refusal = checkVelocity(session, points);
  if (refusal !== null) return refusal;
  const hold = { id, currency, until: formatInstant(until), lots };
  emit(session, {
    type: "held",
    hold: program.policies.holds.protect ? hold : { ...hold, unprotected: true },
  });
  return null;
}

export function decideCapture(session: Session, command: CommandOf<"captureHold">): Refusal | null {
  const hold = findHold(session, checkId(command.hold, ["hold"]));
  if (hold === undefined) return notOpen(command.hold);
  const held = sumOf(hold.lots);
  const points = command.points === undefined ? held : checkPoints(command.points);
  if (points > held) return exceeds(held, `hold ${hold.id}`);
  const id =
    command.redemption === undefined
      ? `hold:${hold.id}`
      : checkId(command.redemption, ["redemption"]);
  if (isKnown(session, id)) return known(id);
  const wallet = walletOf(session.book, hold.currency);
  const lots = takeFrom(hold.lots, points);
  const store = storeOf(session.program, command.store);
  const redemption = makeRedemption(session, wallet, id, lots, undefined, store);
  emit(session, { type: "spent", redemption, hold: hold.id });
  settle(session, redemption, lots, 1);
  const rest = findHold(session, hold.id);
  if (rest !== undefined) releaseHold(session, rest, rest.lots, "captured", session.now);
  // At the end: what the hold gives free after the idle balance has lapsed does not live on by it.
  noteActivity(session);
  return null;
}

export function decideRelease(session: Session, command: CommandOf<"releaseHold">): Refusal | null {
  const hold = findHold(session, checkId(command.hold, ["hold"]));
  if (hold === undefined) return notOpen(command.hold);
  releaseHold(session, hold, hold.lots, "released", session.now);
  return null;
}

function findHold(session: Session, id: string): Hold | undefined {
  return findIn(session.book.holds, id);
}

function notOpen(id: string): Refusal {
  return refuse("hold_not_open", `no hold ${id} is open`);
}
