import { InputError } from "../../core/errors.ts";
import { isRecord } from "../../criteria/read-own.ts";

const TWO_32 = 0x1_0000_0000;
const DEEPEST = 64;
const MOST_KEYS = 1000;

// The hash in the making, in the manner of MurmurHash: two lanes of 32 bits. Numbers of 53 bits, or
// a pair for each part, would be allocated hundreds of times a command.
let high = 0;
let low = 0;

/**
 * A fingerprint of plain data, a whole number of 53 bits: equal for equal data whatever the order of
 * its keys; what is `undefined` counts as left out. It tells a body from another, it proves nothing.
 *
 * @throws InputError `invalid_argument` for what is no plain data: cycles, functions, symbols
 */
export function hashValue(value: unknown): number {
  hashAny(value, 0);
  return hashed();
}

/** The same of an object without some of its fields, with a whole number in their stead. */
export function hashBody(body: object, leftOut: readonly string[], instead: number): number {
  hashFields(body, 0, leftOut);
  addNumber(instead);
  return hashed();
}

/** Cut to 53 bits. */
function hashed(): number {
  return (high & 0x1fffff) * TWO_32 + (low >>> 0);
}

function hashAny(value: unknown, depth: number): void {
  switch (typeof value) {
    case "string":
      begin(1);
      addText(value);
      return;
    case "number":
      begin(2);
      if (Number.isSafeInteger(value)) addNumber(value);
      else addText(String(value));
      return;
    case "boolean":
    case "bigint":
    case "undefined":
      begin(3);
      addText(String(value));
      return;
    case "object":
      break;
    default:
      throw new InputError("invalid_argument", `expected plain data, got a ${typeof value}`);
  }
  if (value === null) {
    begin(4);
    return;
  }
  if (depth === DEEPEST) {
    const message = `expected data at most ${DEEPEST} levels deep`;
    throw new InputError("invalid_argument", message);
  }
  if (value instanceof Date) {
    begin(5);
    addText(String(value.getTime()));
  } else if (Array.isArray(value)) hashItems(value, depth + 1);
  else hashFields(value, depth + 1, null);
}

function hashItems(items: readonly unknown[], depth: number): void {
  let one = 6;
  let other = 6;
  for (let index = 0; index < items.length; index++) {
    hashAny(items[index], depth);
    one = Math.imul(one ^ high, 2246822519) + 1;
    other = Math.imul(other ^ low, 3266489917) + 1;
  }
  high = one;
  low = other;
  stir();
}

/** Sums are the same in any order. */
function hashFields(value: object, depth: number, leftOut: readonly string[] | null): void {
  let one = 7;
  let other = 7;
  if (isRecord(value)) {
    for (const key in value) {
      const part = value[key];
      if (part === undefined || leftOut?.includes(key) === true) continue;
      hashAny(part, depth);
      const name = hashKey(key);
      high = Math.imul(high ^ name.high, 2246822519);
      low = Math.imul(low ^ name.low, 3266489917);
      stir();
      one = (one + high) | 0;
      other = (other + low) | 0;
    }
  }
  high = one;
  low = other;
  stir();
}

interface Lanes {
  readonly high: number;
  readonly low: number;
}

const knownKeys = new Map<string, Lanes>();

/** Of the name of a field: they are few, and come again and again. */
function hashKey(key: string): Lanes {
  const known = knownKeys.get(key);
  if (known !== undefined) return known;
  const value: Lanes = { high, low };
  begin(6);
  addText(key);
  const lanes: Lanes = { high, low };
  ({ high, low } = value);
  if (knownKeys.size < MOST_KEYS) knownKeys.set(key, lanes);
  return lanes;
}

function begin(kind: number): void {
  high = 0x5eadbeef ^ kind;
  low = 0x41c6ce57 ^ kind;
}

function addNumber(value: number): void {
  high = Math.imul(high ^ Math.floor(value / TWO_32), 2654435761);
  low = Math.imul(low ^ value, 1597334677);
  stir();
}

function addText(text: string): void {
  let one = high;
  let other = low;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    one = Math.imul(one ^ code, 2654435761);
    other = Math.imul(other ^ code, 1597334677);
  }
  high = one;
  low = other;
  stir();
}

/** Lets each bit of one lane change the other. */
function stir(): void {
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
}
