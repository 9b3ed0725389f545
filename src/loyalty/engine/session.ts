import { applyEffect } from "../ledger/apply-effect.ts";
import type { Book } from "../ledger/book.ts";
import type { Effect } from "../ledger/effect.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { CompiledProgram, Engine } from "./engine.ts";

/** A decision in the making: effects are written into the book as they are found. */
export interface Session {
  readonly engine: Engine;
  readonly program: CompiledProgram;
  readonly book: Book;
  readonly effects: Effect[];
  /** When it is decided: no earlier than the account's clock. */
  readonly now: string;
  readonly nowMs: number;
  /** When it happened. */
  readonly at: string;
  readonly atMs: number;
  /** When it was learned of. */
  readonly recordedAt: string;
  /** The fingerprint of the command's order, where it brings one. */
  readonly orderPrint: number;
}

/** What the clock alone needs: it also goes on where nobody knows the program. */
export type ClockSession = Pick<Session, "book" | "effects" | "now"> & {
  readonly program: Pick<CompiledProgram, "ladder"> & {
    /** Of credit alone: none without a ladder. */
    readonly policies?: CompiledProgram["policies"];
    readonly currencies: ReadonlyMap<string, Pick<CompiledCurrency, "idleUntil">>;
  };
};

export function emit(session: Pick<Session, "book" | "effects" | "now">, effect: Effect): void {
  applyEffect(session.book, effect, session.now);
  session.effects.push(effect);
}
