import { addDuration } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import type { Lot, OpenOrder } from "../ledger/account.ts";
import type { WalletBook } from "../ledger/book.ts";
import { byEarned, earnedAt } from "../ledger/lots.ts";
import { isReward } from "./commands/order.ts";
import { emit, type Session } from "./session.ts";

// A look at every lot is worth its time now and then only.
const EVERY = 16;

/** Settled lots of equal life become one, so that an account stays small. */
export function mergeSettled(session: Session): void {
  if (session.book.version % EVERY !== 0) return;
  for (const wallet of session.book.wallets) {
    if (!hasEqualLives(wallet.lots)) continue;
    for (const lots of findEqual(session, wallet)) {
      emit(session, { type: "merged", currency: wallet.currency, lots });
    }
  }
}

function hasEqualLives(lots: readonly Lot[]): boolean {
  for (let index = 1; index < lots.length; index++) {
    if (lots[index].expiresAt === lots[index - 1].expiresAt) return true;
  }
  return false;
}

function findEqual(session: Session, wallet: WalletBook): number[][] {
  const { program, nowMs, book } = session;
  const settled = formatInstant(addDuration(nowMs, program.windows.returns, program.zone, -1));
  /** Is the time for refunds over, and no hold there? */
  const isSettled = (lot: Lot): boolean =>
    lot.held === 0 && earnedAt(lot) <= settled && lot.activeAt <= settled;
  const twins = wallet.lots.filter(isSettled).filter(hasTwin);
  if (twins.length === 0) return [];
  // Told late, an order is open longer than its lot's age says.
  const open = new Set(book.orders.map(({ id }) => `order:${id}`));
  const isOpen = ({ source }: Lot): boolean =>
    open.has(source) ||
    (isReward(source) && book.orders.some((order) => endsInOrder(source, order)));
  const closed = new Set(twins.filter((lot) => !isOpen(lot)));
  // Where the first earned is spent first, only neighbors in that order may become one.
  const lots =
    program.policies.spending.order === "earned" ? wallet.lots.slice().sort(byEarned) : [...closed];
  const groups: number[][] = [];
  let group: number[] = [];
  for (let index = 0; index < lots.length; index++) {
    const lot = lots[index];
    const before = lots[index - 1];
    if (index > 0 && areEqual(before, lot) && closed.has(before) && closed.has(lot)) {
      if (group.length === 1) groups.push(group);
      group.push(lot.id);
    } else group = [lot.id];
  }
  return groups;
}

/** Has one of its neighbors the same life? */
function hasTwin({ expiresAt }: Lot, place: number, lots: readonly Lot[]): boolean {
  return lots[place - 1]?.expiresAt === expiresAt || lots[place + 1]?.expiresAt === expiresAt;
}

/** Is a reward of that order's? Each award after the first has its own. */
function endsInOrder(source: string, { id, again = [] }: OpenOrder): boolean {
  const order = `order:${id}`;
  return source.endsWith(order) || again.some((_, at) => source.endsWith(`${order}:${at + 1}`));
}

/** Of one life, and of one origin: a pool gives back to each member what came from there. */
function areEqual(one: Lot, other: Lot): boolean {
  return (
    one.expiresAt === other.expiresAt &&
    one.store === other.store &&
    originOf(one) === originOf(other)
  );
}

function originOf({ source }: Lot): string {
  return source.startsWith("member:") ? source : "";
}
