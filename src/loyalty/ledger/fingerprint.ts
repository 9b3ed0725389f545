import { InputError } from "../../core/errors.ts";
import { isRecord } from "../../criteria/read-own.ts";

const TWO_32 = 0x1_0000_0000;
const DEEPEST = 64;
const MOST_NAMES = 1000;
const UNDEFINED = -0x5eadbeef;
const NONE = 7;

// The hash in the making: two lanes of 32 bits, each through what is added one after the other.
// Numbers of 53 bits, or a pair for each part, would be allocated hundreds of times a command.
let high = 0;
let low = 0;

/**
 * A fingerprint of plain data, a whole number of 53 bits: equal for equal data whatever the order of
 * its keys; what is `undefined` counts as left out. It tells a body from another, it proves nothing.
 *
 * @throws InputError `invalid_argument` for what is no plain data: cycles, functions, symbols
 */
export function hashValue(value: unknown): number {
  beginHash();
  addValue(value);
  return endHash();
}

/** Begins a fingerprint of parts, whose order counts. */
export function beginHash(): void {
  high = 0x5eadbeef;
  low = 0x41c6ce57;
}

/** The fingerprint of all that was added, cut to 53 bits. */
export function endHash(): number {
  stir();
  return (high & 0x1fffff) * TWO_32 + (low >>> 0);
}

/** Adds a part. */
export function addValue(value: unknown, depth = 0): void {
  switch (typeof value) {
    case "string":
      addText(value);
      return;
    case "number":
      if (Number.isSafeInteger(value)) addNumber(value);
      else addNamed(2, String(value));
      return;
    case "undefined":
      addNumber(UNDEFINED);
      return;
    case "boolean":
    case "bigint":
      addNamed(3, String(value));
      return;
    case "object":
      break;
    default:
      throw new InputError("invalid_argument", `expected plain data, got a ${typeof value}`);
  }
  if (depth === DEEPEST) {
    throw new InputError("invalid_argument", `expected data at most ${DEEPEST} levels deep`);
  }
  if (value === null) addNamed(4, "");
  else if (Array.isArray(value)) {
    // How many there are, first: what is within a list is not beside it.
    addNamed(6, "");
    addNumber(value.length);
    for (let index = 0; index < value.length; index++) {
      // Of what follows a hole there may be billions more: only what is there is looked at.
      if (!(index in value)) {
        addFields(value, depth + 1, null);
        break;
      }
      addValue(value[index], depth + 1);
    }
  } else addFields(value, depth + 1, null);
}

/** Adds the fields of an object, but for some. */
export function addBody(body: object, leftOut: ReadonlySet<string>): void {
  addFields(body, 0, leftOut);
}

/** Sums are the same in any order. */
function addFields(value: object, depth: number, leftOut: ReadonlySet<string> | null): void {
  const before = high;
  const other = low;
  let sum = NONE;
  let otherSum = NONE;
  if (isRecord(value)) {
    for (const key in value) {
      if (leftOut?.has(key) === true) continue;
      const part = value[key];
      if (part === undefined) continue;
      high = hashName(key) | 0;
      low = ~high;
      addValue(part, depth);
      stir();
      sum = (sum + high) | 0;
      otherSum = (otherSum + low) | 0;
    }
  }
  high = before ^ sum;
  low = other ^ otherSum;
  // Asked of what shows no fields only: of every object it would take a tenth of the time.
  if (sum === NONE && value instanceof Date) addNamed(5, String(value.getTime()));
  stir();
}

const knownNames = new Map<string, number>();

/** Of a name: they are few, and come again and again. */
function hashName(name: string): number {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const before = high;
  const other = low;
  beginHash();
  addText(name);
  const hash = endHash();
  high = before;
  low = other;
  if (knownNames.size < MOST_NAMES) knownNames.set(name, hash);
  return hash;
}

/** Adds a name: of a rule, a currency, a counter. */
export function addName(name: string): void {
  if (typeof name === "string") addNumber(hashName(name));
  else addValue(name);
}

/** Adds a whole number. */
export function addNumber(value: number): void {
  const rest = value | 0;
  if (rest !== value) high = Math.imul(high ^ Math.floor(value / TWO_32), 3266489917);
  high = (Math.imul(high ^ rest, 2654435761) + 1) | 0;
  low = (Math.imul(low ^ rest, 1597334677) + 1) | 0;
}

/** Adds what is mostly left out, with the number of its place. */
export function addOptional(place: number, value: unknown): void {
  if (value === undefined) return;
  addNumber(place);
  addValue(value);
}

/** What JSON has no name for is told apart by a number, which no other value is. */
function addNamed(kind: number, text: string): void {
  addNumber(UNDEFINED - kind);
  addText(text);
}

/** Adds a text. */
export function addText(text: string): void {
  let one = high;
  let other = low;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  // Where a text ends counts: "a" and "bc" are not "ab" and "c".
  high = Math.imul(one ^ text.length, 2246822519);
  low = Math.imul(other ^ text.length, 3266489917);
}

/** Lets each bit of one lane change the other. */
function stir(): void {
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
}
