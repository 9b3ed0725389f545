import { unknownCommand } from "./check-command.ts";
import type { Command } from "./command.ts";
import { decideAction } from "./commands/action.ts";
import { decideGrant, decideRevoke } from "./commands/grant.ts";
import { decideCapture, decideHold, decideRelease } from "./commands/hold.ts";
import { decideImport } from "./commands/import.ts";
import {
  decideAdjustment,
  decidePurchase,
  decideReinstatement,
  decideSending,
} from "./commands/move.ts";
import { decideOrder } from "./commands/order.ts";
import { decideRedeem } from "./commands/redeem.ts";
import { decideCancellation, decideRefund } from "./commands/refund.ts";
import { decideReversal } from "./commands/reverse.ts";
import { decideEnd, decideEnrollment, decideMigration, decideStatus } from "./commands/status.ts";
import { decideVoucherUse, issueVoucher } from "./commands/voucher.ts";
import type { Refusal } from "./decision.ts";
import type { Session } from "./session.ts";

/** Writes what a command does, or says why it does nothing. */
export function dispatch(session: Session, command: Command): Refusal | null {
  switch (command.type) {
    case "enroll":
      return decideEnrollment(session);
    case "completeOrder":
      return decideOrder(session, command);
    case "refundOrder":
      return decideRefund(session, command);
    case "cancelOrder":
      return decideCancellation(session, command);
    case "recordAction":
      return decideAction(session, command);
    case "grant":
      return decideGrant(session, command);
    case "revoke":
      return decideRevoke(session, command);
    case "redeem":
      return decideRedeem(session, command);
    case "reverseRedemption":
      return decideReversal(session, command);
    case "hold":
      return decideHold(session, command);
    case "captureHold":
      return decideCapture(session, command);
    case "releaseHold":
      return decideRelease(session, command);
    case "adjust":
      return decideAdjustment(session, command);
    case "transfer":
    case "gift":
      return decideSending(session, command);
    case "buyPoints":
      return decidePurchase(session, command);
    case "reinstate":
      return decideReinstatement(session, command);
    case "issueVoucher":
      return issueVoucher(session, command);
    case "useVoucher":
      return decideVoucherUse(session, command);
    case "freeze":
      return decideStatus(session, "frozen");
    case "unfreeze":
      return decideStatus(session, "open");
    case "close":
      return decideEnd(session, "closed");
    case "eraseMember":
      return decideEnd(session, "erased");
    case "migrate":
      return decideMigration(session, command);
    case "importOpening":
      return decideImport(session, command);
    default:
      command satisfies never;
      throw unknownCommand(command);
  }
}
