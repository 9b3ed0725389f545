import type { Duration } from "../../time/duration.ts";

/** To the end of what the end of a life is rounded up. */
export type RoundUp = "none" | "day" | "month" | "quarter" | "year";

/** The currencies of a program. */
export interface Currencies {
  readonly currencies: ReadonlyMap<string, CompiledCurrency>;
  /** The one that is meant where none is named. */
  readonly mainCurrency: CompiledCurrency;
}

/** A currency, checked, with all that the program leaves out. */
export interface CompiledCurrency {
  readonly name: string;
  readonly scale: number;
  readonly spendable: boolean;
  readonly pendingFor: Duration | null;
  readonly life: { readonly period: Duration; readonly roundUp: RoundUp } | null;
  /** When an idle balance lapses, counted from epoch milliseconds; `null` where it never does. */
  readonly idleUntil: ((from: number) => string) | null;
  readonly maximumBalance: number;
}
