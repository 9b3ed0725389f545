import { checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { scaleUnits } from "../../money/scaled.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import type { Lot } from "../ledger/account.ts";
import type { BreakageEstimate, BreakagePoint } from "./estimate-breakage.ts";
import { readFraction } from "./read-money.ts";

/** What share of points will expire. */
export type Breakage = string | readonly BreakageBand[] | BreakageEstimate;

/** Of lots with at most so many days left; of all others where none are named. */
export interface BreakageBand {
  readonly days?: number;
  readonly rate: string;
}

/** Shares are counted in billionths. */
export const PARTS = 1_000_000_000;

/** The breakage of a lot that can expire, in billionths. */
export function readBreakage(breakage: Breakage, asOf: number): (lot: Lot) => number {
  const ofLot = readShares(breakage, asOf);
  return (lot) => (lot.expiresAt === null ? 0 : ofLot(lot));
}

function readShares(breakage: Breakage, asOf: number): (lot: Lot) => number {
  if (typeof breakage === "string") {
    const share = readShare(breakage, ["breakage"]);
    return () => share;
  }
  if (isBands(breakage)) return readBands(breakage, asOf);
  if (typeof breakage === "object" && breakage?.kind === "breakage_estimate") {
    return readEstimate(breakage, asOf);
  }
  const message = `expected a fraction, bands or an estimate, got ${show(breakage)}`;
  throw new InputError("invalid_argument", message, ["breakage"]);
}

function isBands(breakage: Breakage): breakage is readonly BreakageBand[] {
  return Array.isArray(breakage);
}

function readBands(bands: readonly BreakageBand[], asOf: number): (lot: Lot) => number {
  // A hole in a list is at fault too, here and below.
  const read = Array.from(bands, (band, index) => {
    const path = ["breakage", index] as const;
    if (typeof band !== "object" || band === null) {
      throw new InputError("invalid_argument", `expected a band, got ${show(band)}`, path);
    }
    const { days } = band;
    const most = days === undefined ? Infinity : checkInteger(days, [...path, "days"]);
    return { most, share: readShare(band.rate, [...path, "rate"]) };
  });
  read.sort((one, other) => (one.most === other.most ? 0 : one.most - other.most));
  return ({ expiresAt }) => {
    const left = (Date.parse(expiresAt ?? "") - asOf) / MS_PER_DAY;
    return read.find(({ most }) => left <= most)?.share ?? 0;
  };
}

/** Of what was still open at the lot's age, that which expired later. */
function readEstimate(estimate: BreakageEstimate, asOf: number): (lot: Lot) => number {
  const { curve } = estimate;
  if (!Array.isArray(curve) || ![...curve].every(isPoint)) {
    throw new InputError("invalid_argument", "expected an estimate with its curve", ["breakage"]);
  }
  const end = curve.at(-1)?.expired ?? 0;
  return ({ activeAt }) => {
    const age = Math.max(0, (asOf - Date.parse(activeAt)) / MS_PER_DAY);
    const now = pointAt(curve, age);
    const open = now?.open ?? 1;
    const later = end - (now?.expired ?? 0);
    if (!(open > 0) || !(later > 0)) return 0;
    return Math.min(PARTS, Math.round((later / open) * PARTS));
  };
}

function isPoint(point: BreakagePoint | null): boolean {
  return [point?.days, point?.open, point?.expired].every(Number.isFinite);
}

/** The last point of the curve at or before an age. */
function pointAt(curve: readonly BreakagePoint[], age: number): BreakagePoint | undefined {
  let low = 0;
  let high = curve.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve[middle].days <= age) low = middle + 1;
    else high = middle;
  }
  return curve[low - 1];
}

function readShare(value: unknown, path: ErrorPath): number {
  const { num, den } = readFraction(value, path);
  return scaleUnits(PARTS, num, den, "halfUp");
}
