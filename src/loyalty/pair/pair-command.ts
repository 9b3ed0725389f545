import type { CommandBase, CommandOf } from "../engine/command.ts";

/** Points of one account that go to another: two entries, for one transaction of the host. */
export type TransferCommand = CommandBase &
  (
    | {
        /** A gift counts as any transfer does; the name is for the records. */
        readonly type: "transfer" | "gift" | "joinPool" | "leavePool";
        readonly currency?: string;
        /**
         * How many; with `joinPool` all that is free unless given, and with `leavePool` all that is
         * left of what came from that member.
         */
        readonly points?: number;
      }
    | {
        /** A guest and a registered member turn out to be one: all goes to the second account. */
        readonly type: "mergeMembers";
      }
  );

/** An order that a member was referred with, or what comes back of it. */
export type ReferralCommand =
  | CommandOf<"completeOrder">
  | CommandOf<"refundOrder">
  | CommandOf<"cancelOrder">;
