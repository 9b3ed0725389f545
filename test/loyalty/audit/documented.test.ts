import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isClienteleError } from "../../../src/core/errors.ts";
import type { RefusalReason } from "../../../src/loyalty/engine/decision.ts";
import { parseCommand } from "../../../src/schema/loyalty-commands.ts";

const page = readFileSync(new URL("../../../docs/loyalty/commands.md", import.meta.url), "utf8");
const [table] = page.split("### What each command says")[1].split("| of two accounts |");

/** Rows of commands: names, fields in order, what refuses them. */
const rows = [...table.matchAll(/^\| (`[^|]*) \| ([^|]*)\| ([^|]*)\|$/gm)].flatMap(
  ([, names, fields, reasons]) =>
    namesIn(names).map((name) => ({
      name,
      fields: [...fields.replace(/: `\{[^}]*\}`/g, "").matchAll(/`(\w+)(\??)`/g)].map(
        ([, field, isOptional]) => ({ field, isOptional: isOptional === "?" }),
      ),
      reasons: namesIn(reasons),
    })),
);

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name);
}

/** Where a command is faulty: its fields with what is wrong of each. */
function issuesOf(command: object): Map<string, string> {
  try {
    parseCommand(command);
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    const { issues } = error.details;
    if (!Array.isArray(issues)) return new Map([[String(error.path[0]), error.code]]);
    return new Map(issues.map(({ path, code }) => [String(path[0]), code]));
  }
  return new Map();
}

const known = [
  "enroll completeOrder refundOrder cancelOrder recordAction grant revoke redeem",
  "reverseRedemption hold captureHold releaseHold adjust transfer gift buyPoints reinstate",
  "issueVoucher useVoucher freeze unfreeze close eraseMember migrate importOpening",
].flatMap((names) => names.split(" "));

const reasons: Readonly<Record<RefusalReason, true>> = {
  insufficient_points: true,
  idempotency_conflict: true,
  version_conflict: true,
  duplicate_order: true,
  exceeds_remaining: true,
  hold_not_open: true,
  below_minimum: true,
  above_maximum: true,
  not_a_step: true,
  cap_reached: true,
  budget_exhausted: true,
  self_referral: true,
  not_eligible: true,
  frozen: true,
  closed: true,
  folded: true,
  velocity_exceeded: true,
};

describe("the table of commands", () => {
  it("has each of them once", () => {
    expect(rows.map(({ name }) => name).sort()).toEqual([...known].sort());
  });

  it.each(rows)("$name: its fields are those that it takes", ({ name, fields }) => {
    const bare = { type: name, id: "c", at: "2026-01-01T00:00:00Z" };
    const missing = issuesOf(bare);
    for (const { field, isOptional } of fields) {
      expect([field, missing.has(field)]).toEqual([field, !isOptional]);
    }
    expect([...missing.keys()].sort()).toEqual(
      fields.flatMap(({ field, isOptional }) => (isOptional ? [] : [field])).sort(),
    );
    const all = Object.fromEntries(fields.map(({ field }) => [field, null]));
    expect([...issuesOf({ ...bare, ...all }).values()]).not.toContain("unknown_key");
  });

  it.each(rows)("$name: its refusals exist", ({ reasons: named }) => {
    expect(named.filter((reason) => !Object.hasOwn(reasons, reason))).toEqual([]);
  });
});
