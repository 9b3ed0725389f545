import type { Effect } from "./effect.ts";

/** One accepted command: appended once, never changed. It holds no personal data. */
export interface Entry {
  readonly kind: "loyalty_entry";
  readonly format: 1;
  /** The id of its account. */
  readonly account: string;
  readonly program: string;
  /** The version of the program that decided it. */
  readonly programVersion: number;
  /** 1, 2, 3 … of its account. */
  readonly version: number;
  /** The command's id. */
  readonly id: string;
  /** What the command was: `completeOrder`, `redeem` … */
  readonly command: string;
  /** When it happened. */
  readonly at: string;
  /** When it was learned of. */
  readonly recordedAt: string;
  /** Fingerprint of the command's body. */
  readonly print: number;
  /** Until which day the account itself remembers the id. */
  readonly until: string;
  readonly effects: readonly Effect[];
}
