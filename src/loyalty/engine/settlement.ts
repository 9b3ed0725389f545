import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { LotPoints, Redemption } from "../ledger/account.ts";
import { checkId } from "./check-command.ts";
import type { CompiledProgram } from "./engine.ts";
import { emit, type Session } from "./session.ts";

/** A store that a command names, which the program must know where it knows any. */
export function storeOf(
  { program }: CompiledProgram,
  store: string | undefined,
): string | undefined {
  if (store === undefined) return store;
  checkId(store, ["store"]);
  const { stores } = program;
  if (stores === undefined) return store;
  if (stores.some(({ id }) => id === store)) return store;
  const known = stores.map(({ id }) => id).join(", ");
  throw new InputError("unknown_store", `expected one of ${known}; got ${show(store)}`, ["store"]);
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
    const from = payerOf(session.program, takes.find((take) => take.lot === lot)?.store);
    if (from !== undefined && from !== to) owed.set(from, (owed.get(from) ?? 0) + sign * points);
  }
  for (const [from, points] of owed) emit(session, { type: "settled", from, to, currency, points });
}

/** The store that bears the cost of what was earned in a store. */
function payerOf({ program }: CompiledProgram, store: string | undefined): string | undefined {
  return program.stores?.find(({ id }) => id === store)?.settlesTo ?? store;
}
