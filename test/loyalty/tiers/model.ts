import type { CompiledLadder } from "../../../src/loyalty/tiers/compile-ladder.ts";
import { addDuration, addYears } from "../../../src/time/duration.ts";

/** Credit as it became known, in that order; a refund is dated as what it takes back. */
export interface ModelEvent {
  readonly known: number;
  readonly earned: number;
  readonly credit: number;
}

/**
 * The tier by the book: slow, from the full list of what was ever known, for any instant. It knows
 * no record, no effect and no review.
 */
export function modelTier(
  ladder: CompiledLadder,
  events: readonly ModelEvent[],
  at: number,
  anchor: number,
  atOnce: boolean,
): { readonly level: string | null; readonly credit: number } {
  const { window, zone, levels, grace } = ladder;
  const lowest = levels[0].threshold === 0 ? 0 : -1;
  const rankOf = (credit: number) =>
    levels.filter(({ threshold }) => threshold <= credit).length - 1;
  const idOf = (rank: number) => (rank < 0 ? null : levels[rank].id);
  const sum = (list: readonly ModelEvent[]) => list.reduce((total, one) => total + one.credit, 0);
  const knownBy = (instant: number) => events.filter(({ known }) => known <= instant);

  if (window.type === "lifetime") {
    const credit = sum(knownBy(at));
    return { level: idOf(rankOf(credit)), credit };
  }
  if (window.type === "rolling") {
    const from = window.period === null ? at : addDuration(at, window.period, zone, -1);
    const credit = sum(knownBy(at).filter(({ earned }) => earned > from && earned <= at));
    return { level: idOf(rankOf(credit)), credit };
  }

  const leapDay = window.type === "calendar_year" ? "feb28" : ladder.leapDay;
  const starts: number[] = [];
  for (let n = 0; n === 0 || starts[n - 1] <= at; n++) {
    starts.push(addYears(anchor, n, zone, leapDay));
  }
  const startOf = (n: number) => starts[n];
  const periodOf = (instant: number) => starts.filter((start) => start <= instant).length - 1;
  const creditOf = (list: readonly ModelEvent[], n: number) =>
    sum(list.filter(({ earned, known }) => periodOf(earned) === n && periodOf(known) <= n + 1));

  /** The level without the credit of period n itself, as of an instant in it. */
  const keptIn = (count: number, n: number, instant: number): number => {
    const list = events.slice(0, count);
    if (n === 0) return lowest;
    const before = list.filter(({ known }) => known < startOf(n)).length;
    const last = startOf(n) - 1;
    const kept = Math.max(keptIn(before, n - 1, last), floorIn(before, n - 1));
    const previous = creditOf(list, n - 1);
    if (rankOf(previous) >= kept) return rankOf(previous);
    const stepDown = ladder.failedReview === "one_step" ? kept - 1 : lowest;
    if (grace === null) return Math.max(stepDown, rankOf(previous));
    const end = addDuration(startOf(n), grace, zone);
    if (instant < end) return kept;
    const early = list.filter(({ earned }) => periodOf(earned) === n && earned < end);
    return Math.min(kept, Math.max(stepDown, rankOf(previous + sum(early))));
  };

  /** What refunds known in period n have not lowered, by that option. */
  const floorIn = (count: number, n: number): number => {
    let floor = lowest;
    if (atOnce) return floor;
    for (let place = 0; place < count; place++) {
      const { credit, known } = events[place];
      if (credit >= 0 || periodOf(known) !== n) continue;
      const kept = keptIn(place, n, known);
      const earned = rankOf(creditOf(events.slice(0, place), n));
      const before = Math.max(kept, earned, floor);
      const after = rankOf(creditOf(events.slice(0, place + 1), n));
      if (before > Math.max(keptIn(place + 1, n, known), after)) floor = before;
    }
    return floor;
  };

  const count = knownBy(at).length;
  const n = periodOf(at);
  const credit = creditOf(events.slice(0, count), n);
  const rank = Math.max(keptIn(count, n, at), rankOf(credit), floorIn(count, n));
  return { level: idOf(rank), credit };
}
