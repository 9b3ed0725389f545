import type { Account } from "../ledger/account.ts";
import { keepSound } from "../ledger/check-account.ts";
import { emptyAccount } from "../ledger/empty-account.ts";
import { checkId } from "./check-command.ts";
import type { Engine } from "./engine.ts";
import { checkEngine } from "./program-of.ts";

/**
 * What does a new member's account look like? Empty, at version 0 of its own and at the newest
 * version of the program. Nothing is written yet: its first entry is that of its first command.
 *
 * @param engine - of `compileProgram`
 * @param id - the member, by an id that tells nobody who that is: entries keep it for ever
 * @returns an account, plain JSON
 * @throws InputError `invalid_id`
 * @example
 * ```ts
 * import { compileProgram, createAccount } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: {} },
 * });
 * createAccount(engine, "m-1").version; // => 0
 * ```
 */
export function createAccount(engine: Engine, id: string): Account {
  const { program, latest } = checkEngine(engine);
  return keepSound(emptyAccount(checkId(id, ["id"]), program, latest().program.version));
}
