import { show } from "../../core/checks.ts";
import { InputError, LedgerError } from "../../core/errors.ts";
import type { Effect } from "../ledger/effect.ts";
import type { Entry } from "../ledger/entry.ts";

// What an effect must have for its points to be counted.
const SHAPES: { readonly [Type in Effect["type"]]: readonly string[] } = {
  issued: ["currency", "lot"],
  received: ["currency", "lot"],
  reinstated: ["currency", "lot"],
  sent: ["currency", "lots"],
  expired: ["currency", "lots"],
  activated: ["currency", "lots"],
  repaid: ["currency", "lots"],
  spent: ["redemption"],
  restored: ["currency", "lots"],
  held: ["hold"],
  released: ["currency", "lots"],
  revoked: ["currency", "lots"],
  indebted: ["currency", "points"],
  written_off: ["currency", "points"],
  forgiven: ["currency", "points"],
  redemption_sent: ["name"],
  redemption_received: ["redemption"],
  merged: ["currency", "lots"],
  enrolled: [],
  status_changed: [],
  migrated: [],
  active: ["lapsesAt"],
  awarded: ["award"],
  order_opened: ["points list"],
  order_received: ["order"],
  refunded: ["points list"],
  counted: ["counters"],
  budget_used: [],
  tier_credited: [],
  tier_reviewed: ["tier"],
  voucher_issued: ["voucher"],
  voucher_used: ["voucher"],
  voucher_revoked: ["voucher"],
  settled: ["currency", "points"],
};

// Where one name has two shapes.
const FIELDS = new Map([
  ["name", "redemption"],
  ["points list", "points"],
]);

/**
 * Entries of any number of accounts, each account's in the order of their versions.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 */
export function checkEntries(entries: readonly Entry[]): readonly Entry[] {
  if (!Array.isArray(entries)) {
    throw new InputError("invalid_argument", `expected entries, got ${show(entries)}`, ["entries"]);
  }
  const versions = new Map<string, number>();
  for (let index = 0; index < entries.length; index++) {
    const entry: Entry = entries[index];
    checkEntry(entry, index);
    const before = versions.get(entry.account);
    if (before !== undefined && entry.version !== before + 1) {
      const message = `expected version ${before + 1} of ${show(entry.account)}, got ${entry.version}`;
      throw new LedgerError("version_gap", message, [index, "version"]);
    }
    versions.set(entry.account, entry.version);
  }
  return entries;
}

/**
 * The same by account, each from its first entry on.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 */
export function groupEntries(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const members = new Map<string, Entry[]>();
  for (const entry of checkEntries(entries)) {
    const known = members.get(entry.account);
    if (known !== undefined) known.push(entry);
    else if (entry.version === 1) members.set(entry.account, [entry]);
    else {
      const message = `expected ${show(entry.account)} from version 1 on, got ${entry.version}`;
      throw new LedgerError("version_gap", message, ["version"]);
    }
  }
  return members;
}

/** The entries that were recorded before an instant: those from the first later one on are left out. */
export function entriesBefore(entries: readonly Entry[], instant: string): readonly Entry[] {
  const later = entries.findIndex((entry) => entry.recordedAt >= instant);
  return later < 0 ? entries : entries.slice(0, later);
}

function checkEntry(entry: Entry, index: number): void {
  if (typeof entry !== "object" || entry === null || entry.kind !== "loyalty_entry") {
    throw new LedgerError("corrupt_entry", `expected an entry, got ${show(entry)}`, [index]);
  }
  if (entry.format !== 1) {
    const message = `expected an entry of format 1, got ${show(entry.format)}`;
    throw new LedgerError("newer_format", message, [index, "format"]);
  }
  const { account, version, at, recordedAt, effects } = entry;
  const isSound =
    isText(account) && Number.isSafeInteger(version) && isText(at) && isText(recordedAt);
  if (!isSound || !Array.isArray(effects)) {
    const message = "expected account, version, instants and effects";
    throw new LedgerError("corrupt_entry", message, [index]);
  }
  for (let place = 0; place < effects.length; place++) {
    checkEffect(effects[place], index, place);
  }
}

function checkEffect(effect: Effect, index: number, place: number): void {
  if (typeof effect !== "object" || effect === null) {
    throw new LedgerError("corrupt_entry", `expected an effect, got ${show(effect)}`, [
      index,
      "effects",
      place,
    ]);
  }
  if (!Object.hasOwn(SHAPES, effect.type)) {
    throw new LedgerError("unknown_effect", `got an effect ${show(effect.type)}`, [
      index,
      "effects",
      place,
    ]);
  }
  for (const shape of SHAPES[effect.type]) {
    const name = FIELDS.get(shape) ?? shape;
    const value: unknown = Reflect.get(effect, name);
    if (!isShaped(shape, value)) {
      const message = `got ${name} ${show(value)}`;
      throw new LedgerError("corrupt_entry", message, [index, "effects", place, name]);
    }
  }
}

function isShaped(name: string, value: unknown): boolean {
  switch (name) {
    case "currency":
    case "name":
      return isText(value);
    case "counters":
    case "points list":
      return Array.isArray(value) && value.every(Array.isArray);
    case "points":
      return Number.isSafeInteger(value);
    case "lots":
      return Array.isArray(value) && value.every(isLotPoints);
    case "lot":
      return isRecord(value) && "remaining" in value && Number.isSafeInteger(value.remaining);
    case "redemption":
      return isRecord(value) && "takes" in value && isPointsList(value.takes);
    case "hold":
      return isText(value) || (isRecord(value) && "lots" in value && Array.isArray(value.lots));
    case "counter":
      return Array.isArray(value);
    case "lapsesAt":
      return Array.isArray(value) && value.every(Array.isArray);
    case "award":
      return isRecord(value) && "rules" in value && Array.isArray(value.rules) && "order" in value;
    default:
      return isText(value) || isRecord(value);
  }
}

function isLotPoints(value: unknown): boolean {
  if (typeof value === "number") return true;
  return Array.isArray(value) && Number.isSafeInteger(value[0]) && Number.isSafeInteger(value[1]);
}

function isPointsList(value: unknown): boolean {
  const hasPoints = (item: unknown): boolean =>
    isRecord(item) && "points" in item && Number.isSafeInteger(item.points);
  return Array.isArray(value) && value.every(hasPoints);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
