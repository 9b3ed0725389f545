import type { LotPoints } from "../ledger/account.ts";
import type { WalletBook } from "../ledger/book.ts";
import { type ClockSession, emit } from "./session.ts";

/** Repays what is owed from points that have just come free. */
export function repayDebt(
  session: ClockSession,
  wallet: WalletBook,
  from: readonly LotPoints[],
  at: string,
): void {
  if (wallet.debt === 0) return;
  const lots = takeFrom(from, wallet.debt);
  if (lots.length > 0) emit(session, { type: "repaid", currency: wallet.currency, lots, at });
}

/** At most so many points, from the first lots on. */
export function takeFrom(from: readonly LotPoints[], points: number): LotPoints[] {
  const lots: LotPoints[] = [];
  let left = points;
  for (const [id, free] of from) {
    if (left === 0) break;
    const part = Math.min(free, left);
    if (part > 0) lots.push([id, part]);
    left -= part;
  }
  return lots;
}
