import type { Figure } from "./figure.ts";

/** What a case's process is told. */
export interface CaseOrder {
  readonly name: string;
  /** Where the case is. */
  readonly file: string;
  readonly dist: string;
  readonly scale: number;
  readonly rounds: number;
}

/** What it tells. */
export type CaseMessage =
  | { readonly kind: "progress"; readonly text: string }
  | { readonly kind: "figures"; readonly figures: readonly Figure[] }
  | { readonly kind: "failure"; readonly text: string };
