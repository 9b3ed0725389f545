import type { Account } from "../ledger/account.ts";
import type { Refusal, RefusalReason } from "./decision.ts";

/** A business outcome that is no error. */
export function refuse(
  reason: RefusalReason,
  message: string,
  facts: Pick<Refusal, "short" | "limit" | "version"> = {},
): Refusal {
  return { ok: false, reason, message, ...facts };
}

/** A frozen account, or one that has ended, lets nothing through that is new. */
export function refuseEnded({ status }: { readonly status: Account["status"] }): Refusal | null {
  if (status === "open") return null;
  return refuse(status === "frozen" ? status : "closed", `the account is ${status}`);
}

/** There are so many points too few. */
export function missing(short: number): Refusal {
  return refuse("insufficient_points", `${short} points are missing`, { short });
}

/** More is asked for than the points that are left of something. */
export function exceeds(left: number, of: string): Refusal {
  return refuse("exceeds_remaining", `${left} points are left of ${of}`, { limit: left });
}
