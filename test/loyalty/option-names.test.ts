import * as loyalty from "clientele/loyalty";
import { testOptionNames } from "../option-names.ts";
import { clubOf, day, play } from "./analysis/club.ts";

const engine = clubOf();
const order = { id: "o1", lines: [{ id: "a", amount: "60.00" }] };
const { account, entries } = play(engine, "ada", [{ type: "completeOrder", at: day(1), order }]);
const value = { points: 100, amount: "1.00" };
const histories = [{ member: "ada", orders: [{ at: day(1), order }] }];

testOptionNames(
  loyalty,
  {
    estimateBreakage: [
      loyalty.traceLots(entries, { asOf: day(40), currency: "points" }),
      { level: 0.9 },
    ],
    pointsLiability: [engine, [account], { asOf: day(2), value }],
    quoteEarning: [engine, account, { ...order, id: "o2" }, { at: day(2) }],
    simulateProgram: [engine, engine, histories, { asOf: day(50) }],
    summarizeProgram: [engine, entries, { from: day(0), to: day(31) }],
    traceLots: [entries, { asOf: day(40), currency: "points" }],
  },
  [
    ...["allocateRevenue", "businessKeys", "compileProgram", "createAccount", "decide"],
    ...["decideReferral", "decideTransfer", "evolve", "explain", "nextDueAt", "quoteRedemption"],
    ...["rebuildAccount", "recognizeRevenue", "replay", "toAuditRows", "toJournal", "viewAccount"],
  ],
);
