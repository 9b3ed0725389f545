import type { AwardFacts } from "../ledger/award.ts";
import type { ReadLine } from "./read-order.ts";

/** What conditions are asked of: the order (or action), the member, the moment. */
export interface EarningSubject {
  /** Nothing of an action. */
  readonly order: Partial<OrderFacts>;
  /** Of an action. */
  readonly attributes: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly member: AwardFacts;
  readonly at: number;
  /** Local time, as if it were UTC. */
  readonly local: number;
  /** Local day of enrollment; `null` where the member is none yet. */
  readonly enrolledDay: number | null;
}

/** Money is in minor units of the program's; what lies between two of them is half a unit off. */
export interface OrderFacts {
  readonly amount: number | undefined;
  readonly total: number | undefined;
  readonly currency: string;
  readonly store: string | undefined;
  readonly channel: string | undefined;
  readonly attributes: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly lines: readonly LineFacts[];
  /** Of all lines together, once somebody asked. */
  products?: readonly string[] | undefined;
  categories?: readonly string[] | undefined;
}

export interface LineFacts {
  readonly line: ReadLine["line"];
  readonly amount: number | undefined;
  readonly quantity: number;
}
