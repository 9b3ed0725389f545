import { readOptions } from "../../core/check-names.ts";
import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { formatInstant, parseMoment } from "../../time/instant.ts";
import { accountAt } from "../engine/clock.ts";
import { readingEntries } from "../ledger/check-effects.ts";
import type { Effect } from "../ledger/effect.ts";
import type { Entry } from "../ledger/entry.ts";
import { replay } from "../ledger/replay.ts";
import { entriesBefore, groupEntries } from "./check-entries.ts";
import { type LotEnd, type LotTracker, trackLots } from "./lot-tracker.ts";
import { movedLots } from "./moved-lots.ts";

/** Points that became active together and ended together. */
export interface LotOutcome {
  readonly member: string;
  readonly points: number;
  /** From their activation to their end, or to the end of watching. */
  readonly days: number;
  /** `open`: not ended yet, or taken out of sight (clawed back, sent away). */
  readonly outcome: LotEnd;
}

export interface TraceLotsOptions {
  /** Up to when members were watched; entries recorded later are left out. */
  readonly asOf: TimeInput;
  /** Which points. */
  readonly currency: string;
}

/**
 * What became of all points that were ever earned, and at what age?
 *
 * The past that `estimateBreakage` learns from: each lot is followed through spending, reversal, holds,
 * merging and expiry, in parts where it did not end at once.
 *
 * @param entries - of any number of members, each member's from version 1 on, in order
 * @param options - `asOf`, an instant; `currency`
 * @returns a row for each part that ended on its own: member, points (above 0), age at its end in days
 *   of 24 hours (fractions included), outcome. Redemptions that were reversed count as not made;
 *   expiry counts at its own instant, whether an entry wrote it down or not
 *
 * Edge cases: points never active by `asOf` are left out, so are points received from other members,
 * whose lives began elsewhere; points sent, clawed back or used to repay debt are `open` until then;
 * reinstated points are left out: they have expired once. For how long idle points last only the program
 * knows: those that became active after a member's last entry do not lapse here.
 *
 * @throws InputError `invalid_argument`, `invalid_time`, `missing_offset`, `missing_field`; LedgerError
 *   `corrupt_entry`, `version_gap`, `wrong_account` for a member's entries of two programs,
 *   `newer_format`, `unknown_effect`
 *
 * @example
 * ```ts
 * import { compileProgram, createAccount, decide, traceLots } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "UTC",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P10D", roundUp: "none" } } },
 * });
 * const granted = decide(engine, createAccount(engine, "ada"), {
 *   type: "grant",
 *   id: "g1",
 *   at: "2026-03-01T09:00:00Z",
 *   points: 250,
 * });
 * const entries = "entry" in granted ? [granted.entry] : [];
 * const rows = traceLots(entries, { asOf: "2026-04-01T00:00:00Z", currency: "points" });
 * rows; // => [{ member: "ada", points: 250, days: 10, outcome: "expired" }]
 * ```
 */
export function traceLots(entries: readonly Entry[], options: TraceLotsOptions): LotOutcome[] {
  const { asOf, currency } = readOptions(options, ["asOf", "currency"]);
  if (typeof currency !== "string" || currency === "") {
    throw new InputError("missing_field", `expected a currency, got ${show(currency)}`, [
      "currency",
    ]);
  }
  const asOfMs = parseMoment(asOf, ["asOf"]);
  const end = formatInstant(asOfMs);
  const afterEnd = formatInstant(asOfMs + 1);
  const rows: LotOutcome[] = [];
  for (const [member, history] of groupEntries(entries)) {
    const parts = readingEntries(() => partsOf(entriesBefore(history, afterEnd), currency, end));
    for (const { activeAt, endedAt, outcome, points } of parts) {
      const lived = parseMoment(endedAt, ["endedAt"]) - parseMoment(activeAt, ["activeAt"]);
      rows.push({ member, points, days: Math.max(0, lived / MS_PER_DAY), outcome });
    }
  }
  return rows;
}

/** What became of one member's lots. */
function partsOf(
  entries: readonly Entry[],
  currency: string,
  end: string,
): ReturnType<LotTracker["finish"]> {
  const tracker = trackLots();
  if (entries.length === 0) return [];
  let clock = "";
  let canLapse = false;
  for (const entry of entries) {
    if (entry.recordedAt > clock) clock = entry.recordedAt;
    for (const effect of entry.effects) {
      if (effect.type === "active") {
        for (const [name, at] of effect.lapsesAt) {
          // Without a deadline after a migration, idle points have ceased to lapse.
          if (name === currency) canLapse = at !== null || entry.command !== "migrate";
        }
      }
      watch(tracker, effect, currency, clock);
    }
  }
  // Of the program no more is known than what entries tell.
  const currencies = new Map(canLapse ? [[currency, { idleUntil: () => NEVER }]] : []);
  const program = { currencies, ladder: null };
  const since: Effect[] = [];
  accountAt(program, replay(entries), end, since);
  for (const effect of since) watch(tracker, effect, currency, end);
  return tracker.finish(end);
}

/** After all instants that anybody can name. */
const NEVER = "9999-12-31T23:59:59.999Z";

/** Lots of other currencies have ids of the same row of numbers, and holds of the same name. */
function watch(tracker: LotTracker, effect: Effect, currency: string, now: string): void {
  const of = movedLots(effect) ?? ("currency" in effect ? effect : null);
  if (of === null || of.currency === currency) tracker.see(effect, now);
}
