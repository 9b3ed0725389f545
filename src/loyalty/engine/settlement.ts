import { checkPlace } from "../earning/order-money.ts";
import type { LotPoints, Redemption } from "../ledger/account.ts";
import { checkId } from "./check-command.ts";
import type { CompiledProgram } from "./engine.ts";
import { emit, type Session } from "./session.ts";

/** A store that a command names, which the program must know where it knows any. */
export function storeOf(
  { earning }: CompiledProgram,
  store: string | undefined,
): string | undefined {
  if (store === undefined) return store;
  checkId(store, ["store"]);
  checkPlace("store", store, earning.stores, ["store"]);
  return store;
}

/**
 * Who owes whom: points earned in one store and spent in another are the first one's debt to the
 * second. What a reversal gives back is settled back.
 */
export function settle(
  session: Session,
  { store: to, currency, takes }: Redemption,
  parts: readonly LotPoints[],
  sign: 1 | -1,
): void {
  if (to === undefined) return;
  const owed = new Map<string, number>();
  for (const [lot, points] of parts) {
    const store = takes.find((take) => take.lot === lot)?.store;
    if (store === undefined) continue;
    const from = session.program.earning.stores?.get(store) ?? store;
    if (from !== to) owed.set(from, (owed.get(from) ?? 0) + sign * points);
  }
  for (const [from, points] of owed) emit(session, { type: "settled", from, to, currency, points });
}
