import { check, isObject, show } from "../../core/checks.ts";
import type { Account } from "../ledger/account.ts";
import type { CompiledProgram, Engine } from "./engine.ts";

/** A version of the program, which the engine must know. */
export function programOf(engine: Engine, version: number): CompiledProgram {
  const program = engine.versions().get(version);
  if (program !== undefined) return program;
  const known = [...engine.versions().keys()].join(" or ");
  check(false, "unknown_version", ["programVersion"], `version ${known}`, version);
}

/** What `compileProgram` gave, and nothing else. */
export function checkEngine(engine: Engine): Engine {
  const isOurs = isObject(engine) && engine.made === engine;
  check(isOurs, "invalid_argument", [], "an engine of compileProgram", engine);
  return engine;
}

/** An account of another program is not this engine's to decide. */
export function checkSameProgram(engine: Engine, account: Pick<Account, "program">): void {
  checkEngine(engine);
  const { program } = account;
  if (program === engine.program) return;
  check(false, "wrong_program", ["program"], `an account of ${show(engine.program)}`, program);
}
