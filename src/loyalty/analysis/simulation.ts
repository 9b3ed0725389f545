import type { TimeInput } from "../../core/time-input.ts";
import type { CommandContext } from "../engine/command.ts";
import type { PurchaseOrder } from "../order.ts";

/** What a member bought, in any order. */
export interface OrderHistory {
  readonly member: string;
  readonly enrolledAt?: TimeInput;
  readonly orders: readonly {
    readonly at: TimeInput;
    readonly order: PurchaseOrder;
    readonly context?: CommandContext;
  }[];
}

/** What a member would have under one program. */
export interface SimulatedStanding {
  readonly earned: number;
  readonly expired: number;
  /** Active and pending. */
  readonly outstanding: number;
  readonly tier: string | null;
  /** Orders that the program refuses. */
  readonly refused: number;
  /** Orders whose referrer is none of the members: they earn without the referral. */
  readonly unreferred: number;
}

export interface SimulatedMember {
  readonly member: string;
  readonly orders: number;
  readonly baseline: SimulatedStanding;
  readonly candidate: SimulatedStanding;
  /** Points earned under the candidate less those of the baseline. */
  readonly difference: number;
}

export interface ProgramSimulation {
  readonly asOf: string;
  readonly members: readonly SimulatedMember[];
  readonly totals: {
    readonly orders: number;
    readonly baseline: Omit<SimulatedStanding, "tier">;
    readonly candidate: Omit<SimulatedStanding, "tier">;
    readonly difference: number;
    /** Members who earn more, less, and the same. */
    readonly winners: number;
    readonly losers: number;
    readonly unchanged: number;
  };
  /** Members by tier under either program; `null`: none. */
  readonly tiers: {
    readonly baseline: readonly TierCount[];
    readonly candidate: readonly TierCount[];
  };
}

export interface TierCount {
  readonly tier: string | null;
  readonly members: number;
}

export interface SimulateProgramOptions {
  /** To when balances and tiers are shown; orders after it are left out. */
  readonly asOf: TimeInput;
  /** Which points, by their name in both programs; each program's main ones unless given. */
  readonly currency?: string | undefined;
}
