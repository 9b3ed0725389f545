import type { Lot, LotPoints } from "../ledger/account.ts";
import type { WalletBook } from "../ledger/book.ts";
import { byEarned, isOver } from "../ledger/lots.ts";
import type { Refusal } from "./decision.ts";
import { missing } from "./refuse.ts";
import type { Session } from "./session.ts";

/** What can be spent now: active, not held, less what is owed. */
export function availableOf(wallet: WalletBook): number {
  let sum = -wallet.debt;
  for (const lot of wallet.lots) sum += lot.remaining - lot.held;
  return sum;
}

/** The lots that give so many points, in the program's order of spending, or why they cannot. */
export function chooseLots(
  session: Session,
  wallet: WalletBook,
  points: number,
): readonly LotPoints[] | Refusal {
  const lots = freeLots(session, wallet, points);
  let left = points;
  for (const [, part] of lots) left -= part;
  // Mostly there are enough, and no need to count all that there is.
  if (left === 0 && wallet.debt === 0) return lots;
  const available = availableOf(wallet);
  return points > available ? missing(points - available) : lots;
}

/** What is free, in the program's order of spending: so many points of it at most. */
export function freeLots(session: Session, wallet: WalletBook, most = Infinity): LotPoints[] {
  const lots =
    session.program.policies.spending.order === "earned"
      ? wallet.lots.slice().sort(byEarned)
      : wallet.lots;
  return freePoints(lots, session.now, most);
}

/** What no hold reserves, from the first lots on. */
export function freePoints(lots: readonly Lot[], now: string, most = Infinity): LotPoints[] {
  const free: LotPoints[] = [];
  let left = most;
  for (const lot of lots) {
    if (left === 0) break;
    const points = Math.min(left, lot.remaining - lot.held);
    if (points <= 0 || isOver(lot, now)) continue;
    free.push([lot.id, points]);
    left -= points;
  }
  return free;
}
