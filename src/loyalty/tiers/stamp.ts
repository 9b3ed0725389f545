import { checkInteger } from "../../core/checks.ts";
import { formatInstant, parseMoment } from "../../time/instant.ts";
import type { TierCredit, TierStanding } from "./record.ts";

/** An instant as a record holds it; `known` saves the writing where it is the same. */
export function stamp(epochMs: number, known?: string | null): string {
  return typeof known === "string" && readStamp(known) === epochMs ? known : formatInstant(epochMs);
}

export function readStamp(text: string): number {
  return parseMoment(text, ["tier"]);
}

/** The sum of all credits from a place on. */
export function sumCredits(credits: readonly TierCredit[], first = 0): number {
  let sum = 0;
  for (let place = first; place < credits.length; place++) sum += credits[place][1];
  return checkInteger(sum, ["credit"]);
}

export function isSameStanding(one: TierStanding, other: TierStanding): boolean {
  return (
    one.level === other.level &&
    one.since === other.since &&
    one.until === other.until &&
    one.reviewAt === other.reviewAt &&
    one.kept === other.kept &&
    one.unlowered === other.unlowered &&
    one.anchor === other.anchor &&
    one.grace?.[0] === other.grace?.[0] &&
    one.grace?.[1] === other.grace?.[1]
  );
}
