import { hashPlain, packStrings } from "./string-keys.ts";
import { allocatePair } from "./words.ts";

// A part and its table lie within the first caches: one table of all would miss them at each string.
const STRINGS_PER_PART = 4096;
const MOST_PART_BITS = 16;

/** Of each string, the index of the first equal one; nothing where all differ. */
export function firstOfEqual(strings: readonly string[]): Int32Array | undefined {
  const { hashes } = (packStrings(strings) ?? hashPlain(strings)).keys;
  const { starts, indices, parted } = partByHash(hashes);
  let slots = 16;
  while (slots < 2 * longest(starts)) slots *= 2;
  // Places count from 1, so that 0 is an empty slot.
  const table = new Int32Array(slots);
  let firsts: Int32Array | undefined;

  /** The first place of an equal string; the place itself, now in the table, where there is none. */
  function findFirst(place: number): number {
    const hash = parted[place];
    let slot = hash & (slots - 1);
    for (let found = table[slot]; found !== 0; found = table[slot]) {
      const other = found - 1;
      if (parted[other] === hash && strings[indices[other]] === strings[indices[place]]) {
        return other;
      }
      slot = (slot + 1) & (slots - 1);
    }
    table[slot] = place + 1;
    return place;
  }

  for (let part = 1; part < starts.length; part++) {
    table.fill(0);
    for (let place = starts[part - 1]; place < starts[part]; place++) {
      const first = findFirst(place);
      if (first === place) continue;
      firsts ??= Int32Array.from(strings, (_, index) => index);
      firsts[indices[place]] = indices[first];
    }
  }
  return firsts;
}

/** Hashes and their indices, those with the same high bits side by side, indices ascending there. */
function partByHash(hashes: Int32Array) {
  const bits = Math.ceil(Math.log2(hashes.length / STRINGS_PER_PART));
  const partBits = Math.min(Math.max(1, bits), MOST_PART_BITS);
  const shift = 32 - partBits;
  const starts = new Int32Array(2 ** partBits + 1);
  for (let index = 0; index < hashes.length; index++) starts[(hashes[index] >>> shift) + 1]++;
  for (let part = 1; part < starts.length; part++) starts[part] += starts[part - 1];
  const next = starts.slice();
  const [indices, parted] = allocatePair(hashes.length);
  for (let index = 0; index < hashes.length; index++) {
    const place = next[hashes[index] >>> shift]++;
    indices[place] = index;
    parted[place] = hashes[index];
  }
  return { starts, indices, parted };
}

function longest(starts: Int32Array): number {
  let most = 0;
  for (let part = 1; part < starts.length; part++) {
    most = Math.max(most, starts[part] - starts[part - 1]);
  }
  return most;
}
