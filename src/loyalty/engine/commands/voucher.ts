import type { TimeInput } from "../../../core/time-input.ts";
import { findIn, isOver } from "../../ledger/lots.ts";
import { checkId, LONGEST_NAME } from "../check-command.ts";
import type { CommandOf } from "../command.ts";
import type { Refusal } from "../decision.ts";
import { refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { lifeOf } from "./grant.ts";

/** The id of the voucher that a redemption brings. */
export function voucherOf(redemption: string): string {
  return `redemption:${redemption}`;
}

/** One that has expired is forgotten with the next entry, whatever that is about. */
function canBeUsed({ book, now }: Session, id: string): boolean {
  const voucher = findIn(book.vouchers, id);
  return voucher !== undefined && !isOver(voucher, now);
}

/** A voucher is used once, before it expires. */
export function issueVoucher(
  session: Session,
  asked: {
    readonly voucher: string;
    readonly reward: string;
    readonly expiresAt?: TimeInput | null | undefined;
  },
): Refusal | null {
  const { voucher: id, reward } = asked;
  const { expiresAt = null } = lifeOf(session, asked.expiresAt);
  if (canBeUsed(session, id)) {
    return refuse("idempotency_conflict", `voucher ${id} was issued already`);
  }
  emit(session, { type: "voucher_issued", voucher: { id, reward, expiresAt } });
  return null;
}

export function decideVoucher(
  session: Session,
  command: CommandOf<"issueVoucher">,
): Refusal | null {
  checkId(command.voucher, ["voucher"]);
  checkId(command.reward, ["reward"]);
  return issueVoucher(session, command);
}

export function decideVoucherUse(
  session: Session,
  command: CommandOf<"useVoucher">,
): Refusal | null {
  const id = checkId(command.voucher, ["voucher"], LONGEST_NAME);
  if (!canBeUsed(session, id)) return refuse("not_eligible", `no voucher ${id} can be used`);
  const { order } = command;
  emit(session, {
    type: "voucher_used",
    voucher: id,
    ...(order === undefined ? {} : { order: checkId(order, ["order"]) }),
  });
  return null;
}
