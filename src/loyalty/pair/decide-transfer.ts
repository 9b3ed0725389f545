import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { sumOf } from "../engine/clawback.ts";
import { checkPoints, spendableOf } from "../engine/currency.ts";
import { takeFrom } from "../engine/debt.ts";
import type { Refusal } from "../engine/decision.ts";
import type { Engine } from "../engine/engine.ts";
import { checkRoom } from "../engine/issue.ts";
import { exceeds, refuse } from "../engine/refuse.ts";
import { emit, type Session } from "../engine/session.ts";
import { chooseLots, freeLots } from "../engine/spend.ts";
import { checkVelocity } from "../engine/velocity.ts";
import type { Account, LotPoints } from "../ledger/account.ts";
import { walletOf } from "../ledger/book.ts";
import { findLot } from "../ledger/lots.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import { mergeMembers } from "./merge-members.ts";
import type { TransferCommand } from "./pair-command.ts";
import type { PairDecision } from "./pair-decision.ts";
import { decidePair } from "./pair-session.ts";
import { receive } from "./receive.ts";

/**
 * What does it do to two accounts that points go from one to the other? Gives two entries, which the
 * host writes in one transaction. Transfers and gifts keep each lot's expiry (policy
 * `transfer.expiry`), so that no point lives longer for having moved; `joinPool` moves what a member
 * has into a pool's account, `leavePool` what is left of it back; `mergeMembers` moves everything,
 * open orders and redemptions too, and closes the first account.
 *
 * @param engine - of `compileProgram`
 * @param accounts - from and to; both are decided at the later of their clocks
 * @param command - `transfer`, `gift`, `joinPool`, `leavePool` or `mergeMembers`
 * @returns both entries, accounts and breakdowns; or a refusal
 * @throws InputError, LedgerError as `decide` does
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, decideTransfer } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P12M" } } },
 *   rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
 * });
 * const ann = decide(engine, createAccount(engine, "ann"), {
 *   type: "grant",
 *   id: "welcome",
 *   at: "2026-01-31T15:00:00Z",
 *   points: 100,
 * });
 * const from = ann.ok && "entry" in ann ? ann.account : createAccount(engine, "ann");
 * const sent = decideTransfer(engine, [from, createAccount(engine, "bob")], {
 *   type: "gift",
 *   id: "gift-1",
 *   at: "2026-02-01T15:00:00Z",
 *   points: 40,
 * });
 * sent.ok && "entries" in sent ? sent.accounts.map((one) => one.wallets[0].lots[0].remaining) : []; // => [60, 40]
 * ```
 */
export function decideTransfer(
  engine: Engine,
  accounts: readonly [from: Account, to: Account],
  command: TransferCommand,
): PairDecision {
  return decidePair(engine, accounts, command, (from, to) => {
    if (from.book.id === to.book.id) {
      return refuse("not_eligible", "points cannot be sent to oneself");
    }
    switch (command.type) {
      case "transfer":
      case "gift":
      case "joinPool":
      case "leavePool":
        return send(from, to, command);
      case "mergeMembers":
        return mergeMembers(from, to);
      default:
        command satisfies never;
        throw new InputError("unknown_command", `expected a transfer, got ${show(command)}`, [
          "type",
        ]);
    }
  });
}

type Sending = Exclude<TransferCommand, { readonly type: "mergeMembers" }>;

function send(from: Session, to: Session, command: Sending): Refusal | null {
  const currency = spendableOf(from.program, command.currency);
  const lots = chooseSent(from, to, currency, command);
  if ("ok" in lots) return lots;
  const points = sumOf(lots);
  if (points === 0) return refuse("insufficient_points", "there are no points to send");
  const received = spendableOf(to.program, currency.name);
  const refusal = checkRoom(to, received, points) ?? checkVelocity(from, points);
  if (refusal !== null) return refusal;
  const keep = from.program.policies.transfer.expiry === "keep" || command.type === "leavePool";
  const sources = lots.map(([id]) => findLot(walletOf(from.book, currency.name), id));
  emit(from, { type: "sent", currency: currency.name, lots, to: to.book.id });
  lots.forEach(([, part], index) => {
    const lot = sources[index];
    if (lot !== undefined) receive(from, to, received, lot, part, keep);
  });
  return null;
}

function chooseSent(
  from: Session,
  to: Session,
  currency: CompiledCurrency,
  { type, points }: Sending,
): readonly LotPoints[] | Refusal {
  const wallet = walletOf(from.book, currency.name);
  if (type === "leavePool") {
    const source = `member:${to.book.id}`;
    const theirs = freeLots(from, wallet).filter(([id]) => findLot(wallet, id)?.source === source);
    const left = sumOf(theirs);
    const wanted = points === undefined ? left : checkPoints(points);
    return wanted > left ? exceeds(left, "that member's") : takeFrom(theirs, wanted);
  }
  const isAll = type === "joinPool" && points === undefined;
  const wanted = isAll ? sumOf(freeLots(from, wallet)) : checkPoints(points);
  return wanted === 0 ? [] : chooseLots(from, wallet, wanted);
}
