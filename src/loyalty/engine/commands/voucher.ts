import type { TimeInput } from "../../../core/time-input.ts";
import { formatInstant, parseInstant } from "../../../time/instant.ts";
import { checkId } from "../check-command.ts";
import type { CommandOf } from "../command.ts";
import type { Refusal } from "../decision.ts";
import { refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";

/** A voucher is used once, before it expires. */
export function issueVoucher(
  session: Session,
  asked: {
    readonly voucher: string;
    readonly reward: string;
    readonly expiresAt?: TimeInput | null | undefined;
  },
): Refusal | null {
  const id = checkId(asked.voucher, ["voucher"]);
  const reward = checkId(asked.reward, ["reward"]);
  const expiresAt =
    asked.expiresAt === undefined || asked.expiresAt === null
      ? null
      : formatInstant(parseInstant(asked.expiresAt, session.program.zone, ["expiresAt"]));
  if (session.book.vouchers.some((voucher) => voucher.id === id)) {
    return refuse("idempotency_conflict", `voucher ${id} was issued already`);
  }
  emit(session, { type: "voucher_issued", voucher: { id, reward, expiresAt } });
  return null;
}

export function decideVoucherUse(
  session: Session,
  command: CommandOf<"useVoucher">,
): Refusal | null {
  const id = checkId(command.voucher, ["voucher"]);
  const voucher = session.book.vouchers.find((one) => one.id === id);
  if (voucher === undefined || (voucher.expiresAt !== null && voucher.expiresAt <= session.now)) {
    return refuse("not_eligible", `no voucher ${id} can be used`);
  }
  const { order } = command;
  emit(session, {
    type: "voucher_used",
    voucher: id,
    ...(order === undefined ? {} : { order: checkId(order, ["order"]) }),
  });
  return null;
}
