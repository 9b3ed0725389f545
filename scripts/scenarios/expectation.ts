import type { AccountView } from "../../src/loyalty/engine/view-account.ts";
import { formatInstant, parseMoment } from "../../src/time/instant.ts";
import type { Story } from "./play-ledger.ts";
import { type Fields, readFields, readList, readNumber, readText, ScenarioError } from "./read.ts";

/** A field that is not as expected. */
export interface Difference {
  readonly field: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Says nothing of the account. */
const SILENT = ["at", "note", "comment"];

const AMOUNTS = [
  "available",
  "active",
  "pending",
  "held",
  "debt",
  "issued",
  "received",
  "spent",
  "expired",
  "revoked",
  "writtenOff",
  "sent",
] as const;

/** Compares every field of an expectation; one that means nothing here is a difference too. */
export function readExpectation(
  expectation: Fields,
  view: AccountView,
  story: Story,
): Difference[] {
  const wallet = view.wallets[0];
  const differences: Difference[] = [];
  const compare = (field: string, expected: unknown, got: unknown) => {
    if (JSON.stringify(expected) !== JSON.stringify(got))
      differences.push({ field, expected, got });
  };
  for (const [field, expected] of Object.entries(expectation)) {
    if (SILENT.includes(field)) continue;
    const amount = AMOUNTS.find((name) => name === field);
    if (amount !== undefined) compare(field, readNumber(expected, field), wallet[amount]);
    else if (field === "remaining") compare(field, expected, wallet.active + wallet.pending);
    else if (field === "version") compare(field, expected, view.version);
    else if (field === "status") compare(field, expected, view.status);
    else if (field === "rejected") compare(field, expected, story.rejected);
    else if (field === "lots") compareLots(readFields(expected, field), view, story, compare);
    else if (field === "transferred") {
      compare(
        field,
        together(readList(expected, field).map(readPart)),
        together(story.transferred),
      );
    } else differences.push({ field, expected, got: "a field that the player does not know" });
  }
  return differences;
}

function compareLots(
  expected: Fields,
  { wallets }: AccountView,
  { lots }: Story,
  compare: (field: string, expected: unknown, got: unknown) => void,
): void {
  for (const [name, points] of Object.entries(expected)) {
    const ids = lots.get(name);
    let remaining = 0;
    for (const lot of wallets[0].lots) if (ids?.includes(lot.id)) remaining += lot.remaining;
    compare(`lots.${name}`, points, ids === undefined ? "no lot of that name" : remaining);
  }
}

type Part = Story["transferred"][number];

/** Points of one end as one. */
function together(parts: readonly Part[]): Part[] {
  const sums = new Map<string | null, number>();
  for (const { points, expiresAt } of parts) {
    sums.set(expiresAt, (sums.get(expiresAt) ?? 0) + points);
  }
  return [...sums].map(([expiresAt, points]) => ({ points, expiresAt }));
}

function readPart(value: unknown): Part {
  const { points, expiresAt, ...others } = readFields(value, "transferred");
  if (Object.keys(others).length > 0) {
    throw new ScenarioError(`transferred: unknown field ${Object.keys(others)[0]}`);
  }
  return {
    points: readNumber(points, "transferred"),
    expiresAt:
      expiresAt === null || expiresAt === undefined
        ? null
        : formatInstant(parseMoment(readText(expiresAt, "transferred"), ["expiresAt"])),
  };
}
