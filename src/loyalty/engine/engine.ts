import type { Duration } from "../../time/duration.ts";
import type { Zone } from "../../time/zone.ts";
import type { CapRoom } from "../earning/cap-rooms.ts";
import type { CompiledEarning } from "../earning/compiled-earning.ts";
import type { Counter } from "../ledger/account.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { Policies } from "../program/policies.ts";
import type { Program } from "../program/program.ts";
import type { CompiledRedemptions } from "../redemption/compile-redemptions.ts";
import type { Ladder } from "../tiers/ladder.ts";

/** All versions of a program, checked and compiled: the one value here that is not plain data. */
export interface Engine {
  /** The program's id. */
  readonly program: string;
  /**
   * The newest version: what new accounts begin with. A function, as is the next: what a version
   * remembers of windows must stay free to change where an app's state is frozen to its depths.
   *
   * @internal
   */
  readonly latest: () => CompiledProgram;
  /**
   * By version number.
   *
   * @internal
   */
  readonly versions: () => ReadonlyMap<number, CompiledProgram>;
  /**
   * What `compileProgram` made: itself, but of no copy, in no list of keys and no JSON. A private
   * field would not be known to another copy of this package, and its engines are good ones too.
   *
   * @internal
   */
  readonly made?: Engine;
}

/** One version. */
export interface CompiledProgram {
  readonly program: Program;
  readonly zone: Zone;
  readonly policies: Policies;
  readonly currencies: ReadonlyMap<string, CompiledCurrency>;
  /** Of the currency that is meant where none is named. */
  readonly mainCurrency: CompiledCurrency;
  readonly earning: CompiledEarning;
  /** Carried along, so that whoever only views accounts loads no earning. */
  readonly capRooms: (counters: readonly Counter[], at: number) => readonly CapRoom[];
  readonly redemptions: CompiledRedemptions;
  readonly ladder: Ladder | null;
  readonly windows: { readonly returns: Duration; readonly dedupe: Duration };
  readonly holdPeriod: Duration;
  readonly grace: Duration;
}
