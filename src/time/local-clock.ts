import { checkInteger } from "../core/checks.ts";
import { LAST_INSTANT, MS_PER_DAY } from "./civil.ts";

/**
 * Tells instants (epoch milliseconds within ±8.64e15, finite: callers check) from local days (whole
 * numbers, counted from 1970-01-01 of the local calendar).
 */
export interface LocalClock {
  /** Local time minus UTC at an instant, in milliseconds. */
  offsetAt(epochMs: number): number;
  /** The local day that holds an instant. */
  dayOf(epochMs: number): number;
  /** `dayOf` of many instants at once, into `out`. */
  daysOf(instants: Float64Array, out: Int32Array): void;
  /** The first instant of a local day; of the next day where the calendar left that day out. */
  startOfDay(day: number): number;
}

// About 6.2 days. No zone has changed its offset twice within that time since 1900: the shortest
// stay is the summer time of Recife in 2000, a week. So one change a block is all there is to keep.
const BLOCK_MS = 536_870_912;
const BLOCKS_PER_MS = 1.862645149230957e-9;
// From 8 years to 279: a table doubles when the instants it meets no longer fit.
const FEWEST_SLOTS = 512;
const MOST_SLOTS = 16_384;
// A slot has four cells: its block (NaN: none yet), the instant at which the offset changes (the
// block's end: not in here), the offset before that instant and the offset from then on.
const CELLS = 4;
const TURN = 1;
const BEFORE = 2;
const AFTER = 3;

// Longer than any zone was ever away from UTC: 15:13:42 (Alaska before 1867).
const LONGEST_OFFSET_MS = 57_600_000;
// A day more, and its first instant could lie past the last that a Date can hold.
const FARTHEST_DAY = 99_999_999;

/**
 * A clock that remembers what `readOffset` told it, block of time by block of time. A block has its
 * slot by the low bits of its number: finding it takes a multiplication and a comparison.
 */
export function localClock(readOffset: (epochMs: number) => number): LocalClock {
  let cells = new Float64Array(FEWEST_SLOTS * CELLS).fill(Number.NaN);
  let mask = FEWEST_SLOTS - 1;

  function cellOf(epochMs: number): number {
    const block = Math.floor(epochMs * BLOCKS_PER_MS) | 0;
    const cell = (block & mask) * CELLS;
    return cells[cell] === block ? cell : fill(block);
  }

  function fill(block: number): number {
    while (mask < MOST_SLOTS - 1 && !Number.isNaN(cells[(block & mask) * CELLS])) grow();
    const cell = (block & mask) * CELLS;
    const start = Math.max(block * BLOCK_MS, -LAST_INSTANT);
    const end = Math.min((block + 1) * BLOCK_MS, LAST_INSTANT);
    const previous = ((block - 1) & mask) * CELLS;
    const next = ((block + 1) & mask) * CELLS;
    const before = cells[previous] === block - 1 ? cells[previous + AFTER] : readOffset(start);
    const after = cells[next] === block + 1 ? cells[next + BEFORE] : readOffset(end);
    cells[cell] = block;
    cells[cell + TURN] = before === after ? end : findTurn(start, end, after);
    cells[cell + BEFORE] = before;
    cells[cell + AFTER] = after;
    return cell;
  }

  /** The first instant of the offset that holds at `high`, given that `low` has another. */
  function findTurn(low: number, high: number, offset: number): number {
    // Offsets change on whole seconds.
    let known = Math.floor(low / 1000);
    let turn = Math.ceil(high / 1000);
    while (turn - known > 1) {
      const middle = Math.floor((known + turn) / 2);
      if (readOffset(middle * 1000) === offset) turn = middle;
      else known = middle;
    }
    return turn * 1000;
  }

  function grow(): void {
    const old = cells;
    mask = 2 * mask + 1;
    cells = new Float64Array(2 * old.length).fill(Number.NaN);
    for (let cell = 0; cell < old.length; cell += CELLS) {
      if (Number.isNaN(old[cell])) continue;
      cells.set(old.subarray(cell, cell + CELLS), (old[cell] & mask) * CELLS);
    }
  }

  function offsetAt(epochMs: number): number {
    const cell = cellOf(epochMs);
    return epochMs < cells[cell + TURN] ? cells[cell + BEFORE] : cells[cell + AFTER];
  }

  return {
    offsetAt,
    dayOf: (epochMs) => Math.floor((epochMs + offsetAt(epochMs)) / MS_PER_DAY),
    daysOf(instants, out) {
      checkRoom(instants, out);
      // The look-up of `offsetAt`, on constants and without a call: twice as fast in this, the
      // hottest loop of all. A row that finds nothing stops it, is filled in, and starts it again.
      let row = 0;
      while (row < instants.length) {
        const table = cells;
        const low = mask;
        for (; row < instants.length; row++) {
          const epochMs = instants[row];
          const block = Math.floor(epochMs * BLOCKS_PER_MS) | 0;
          const cell = (block & low) * CELLS;
          if (table[cell] !== block) break;
          const offset = epochMs < table[cell + TURN] ? table[cell + BEFORE] : table[cell + AFTER];
          out[row] = Math.floor((epochMs + offset) / MS_PER_DAY);
        }
        if (row < instants.length) cellOf(instants[row]);
      }
    },
    startOfDay(day) {
      const midnight = checkDay(day) * MS_PER_DAY;
      // Local clocks certainly show an earlier day here. From one stretch of equal offset to the
      // next, the first that reaches midnight has the instant: right too where clocks skip midnight
      // (then a stretch starts past it) and where they show it twice (then the first is met first).
      let from = midnight - LONGEST_OFFSET_MS;
      for (;;) {
        const instant = Math.max(from, midnight - offsetAt(from));
        const cell = cellOf(from);
        const turn = cells[cell + TURN];
        const until = from < turn ? turn : (cells[cell] + 1) * BLOCK_MS;
        if (instant < until) return instant;
        from = until;
      }
    },
  };
}

/** The clock of UTC itself. */
export const UTC_CLOCK: LocalClock = {
  offsetAt: () => 0,
  dayOf: (epochMs) => Math.floor(epochMs / MS_PER_DAY),
  daysOf(instants, out) {
    checkRoom(instants, out);
    for (let row = 0; row < instants.length; row++) {
      out[row] = Math.floor(instants[row] / MS_PER_DAY);
    }
  },
  startOfDay: (day) => checkDay(day) * MS_PER_DAY,
};

function checkDay(day: number): number {
  return checkInteger(day, ["day"], -FARTHEST_DAY, FARTHEST_DAY);
}

function checkRoom(instants: Float64Array, out: Int32Array): void {
  checkInteger(out.length, ["out", "length"], instants.length);
}
