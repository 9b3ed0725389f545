import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { type CommandHead, readHead } from "../engine/check-command.ts";
import { advance } from "../engine/clock.ts";
import type { CommandBase } from "../engine/command.ts";
import { closeSession, decideEarly, openSession } from "../engine/decide.ts";
import type { Refusal } from "../engine/decision.ts";
import type { Engine } from "../engine/engine.ts";
import { checkSameProgram } from "../engine/program-of.ts";
import { refuse } from "../engine/refuse.ts";
import type { Session } from "../engine/session.ts";
import type { Account } from "../ledger/account.ts";
import { checkUnlessSound } from "../ledger/check-account.ts";
import { foldSettled, laterOf } from "../ledger/evolve.ts";
import type { PairDecision } from "./pair-decision.ts";

/**
 * Decides a command of two accounts at one instant: both entries are written, or none.
 *
 * `expectedVersion` is that of the first account.
 *
 * @param reachesEnded - the second account may be closed, or erased
 */
export function decidePair(
  engine: Engine,
  accounts: readonly [Account, Account],
  command: CommandBase & { readonly type: string },
  act: (one: Session, other: Session) => Refusal | null,
  reachesEnded = false,
): PairDecision {
  const [first, second] = checkPair(engine, accounts);
  const head = readHead(command);
  const early = decideEarly(first, command, head);
  const earlyToo = decideEarly(second, { type: command.type }, head, reachesEnded);
  if (early?.ok === false) return early;
  if (earlyToo?.ok === false) return earlyToo;
  if (early !== null && "duplicate" in early && earlyToo !== null && "duplicate" in earlyToo) {
    return { ok: true, duplicate: true, versions: [early.version, earlyToo.version] };
  }
  if (early !== null || earlyToo !== null) {
    return refuse("idempotency_conflict", `one of the accounts knows command ${head.id} already`);
  }
  const [one, other] = openBoth(engine, first, second, head);
  advance(one);
  advance(other);
  const refusal = act(one, other);
  if (refusal !== null) return refusal;
  const closed = closeSession(one, first, command.type, head);
  const closedToo = closeSession(other, second, command.type, head);
  return {
    ok: true,
    entries: [closed.entry, closedToo.entry],
    accounts: [closed.account, closedToo.account],
    breakdowns: [closed.breakdown, closedToo.breakdown],
  };
}

function checkPair(
  engine: Engine,
  accounts: readonly [Account, Account],
): readonly [Account, Account] {
  if (!Array.isArray(accounts) || accounts.length !== 2) {
    throw new InputError("invalid_argument", `expected two accounts, got ${show(accounts)}`);
  }
  for (const account of accounts) {
    checkUnlessSound(account);
    checkSameProgram(engine, account);
  }
  return accounts;
}

/** Both at the later of the two clocks: what they exchange happens at one instant. */
function openBoth(
  engine: Engine,
  first: Account,
  second: Account,
  head: CommandHead,
): readonly [Session, Session] {
  const one = openSession(engine, first, head);
  const other = openSession(engine, second, head);
  const now = laterOf(one.now, other.now);
  for (const { book } of [one, other]) foldSettled(book, now);
  const times = { now, nowMs: Date.parse(now), recordedAt: laterOf(one.recordedAt, now) };
  return [
    { ...one, ...times },
    { ...other, ...times },
  ];
}
