import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { Command, CommandOf } from "./command.ts";
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
import { decideVoucher, decideVoucherUse } from "./commands/voucher.ts";
import type { Refusal } from "./decision.ts";
import type { Session } from "./session.ts";

type Deciders = {
  readonly [Name in Command["type"]]: (
    session: Session,
    command: CommandOf<Name>,
  ) => Refusal | null;
};

const DECIDERS: Deciders = {
  enroll: decideEnrollment,
  completeOrder: decideOrder,
  refundOrder: decideRefund,
  cancelOrder: decideCancellation,
  recordAction: decideAction,
  grant: decideGrant,
  revoke: decideRevoke,
  redeem: decideRedeem,
  reverseRedemption: decideReversal,
  hold: decideHold,
  captureHold: decideCapture,
  releaseHold: decideRelease,
  adjust: decideAdjustment,
  transfer: decideSending,
  gift: decideSending,
  buyPoints: decidePurchase,
  reinstate: decideReinstatement,
  issueVoucher: decideVoucher,
  useVoucher: decideVoucherUse,
  freeze: (session) => decideStatus(session, "frozen"),
  unfreeze: (session) => decideStatus(session, "open"),
  close: (session) => decideEnd(session, "closed"),
  eraseMember: (session) => decideEnd(session, "erased"),
  migrate: decideMigration,
  importOpening: decideImport,
};

/** Writes what a command does, or says why it does nothing. */
export function dispatch<Name extends Command["type"]>(
  session: Session,
  command: CommandOf<Name>,
): Refusal | null {
  const { type } = command;
  if (Object.hasOwn(DECIDERS, type)) return DECIDERS[type](session, command);
  const message = `expected one of ${Object.keys(DECIDERS).join(", ")}; got ${show(type)}`;
  throw new InputError("unknown_command", message, ["type"]);
}
