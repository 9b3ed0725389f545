import type { Zone } from "../../time/zone.ts";
import type { CompletePolicies } from "../order-policies.ts";

/** How to read orders, said completely. */
export interface ReadingRules {
  readonly zone: Zone;
  /** The last day observed. */
  readonly lastDay: number;
  readonly policies: CompletePolicies;
}
