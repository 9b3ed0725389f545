import type { RefusalReason } from "../../../src/loyalty/engine/decision.ts";

/** What is not done, within a command. */
export class Refused {
  constructor(
    readonly reason: RefusalReason,
    readonly short?: number,
  ) {}
}
