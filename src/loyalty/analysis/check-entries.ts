import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError, LedgerError } from "../../core/errors.ts";
import type { Effect } from "../ledger/effect.ts";
import type { Entry } from "../ledger/entry.ts";

/** The entries of members, by member. */
export type Histories = ReadonlyMap<string, readonly Entry[]>;

type Test = (value: unknown) => boolean;

type Shapes = { readonly [Type in Effect["type"]]: Readonly<Record<string, Test>> };

/** What an effect must have for its points to be counted. */
function shapesOfEffects(): Shapes {
  const lot = { currency: isText, lot: holds("remaining", isWhole) };
  const moved = { currency: isText, lots: each(isLotPoints) };
  const numbered = { currency: isText, lots: each(isWhole) };
  const counted = { currency: isText, points: isWhole };
  const taken = { redemption: holds("takes", each(holds("points", isWhole))) };
  const ofCurrencies = { points: each(Array.isArray) };
  return {
    issued: lot,
    received: lot,
    reinstated: lot,
    sent: moved,
    expired: moved,
    activated: numbered,
    repaid: moved,
    spent: taken,
    restored: moved,
    held: { hold: holds("lots", each(isLotPoints)) },
    released: moved,
    revoked: moved,
    indebted: counted,
    written_off: counted,
    forgiven: counted,
    redemption_sent: { redemption: isText },
    redemption_received: taken,
    merged: numbered,
    enrolled: {},
    status_changed: {},
    migrated: {},
    active: { lapsesAt: each(Array.isArray) },
    awarded: {
      award: (value) => holds("rules", Array.isArray)(value) && holds("order", isRecord)(value),
    },
    order_opened: ofCurrencies,
    order_received: { order: isRecord },
    refunded: ofCurrencies,
    counted: { counters: each(Array.isArray) },
    budget_used: {},
    tier_credited: {},
    tier_reviewed: { tier: isRecord },
    voucher_issued: { voucher: isRecord },
    voucher_used: { voucher: isText },
    voucher_revoked: { voucher: isText },
    settled: counted,
  };
}

/**
 * Entries of any number of accounts, each account's in the order of their versions.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 */
export function checkEntries(entries: readonly Entry[]): readonly Entry[] {
  if (!Array.isArray(entries)) {
    throw new InputError("invalid_argument", `expected entries, got ${show(entries)}`, ["entries"]);
  }
  const shapes = shapesOfEffects();
  const versions = new Map<string, number>();
  for (let index = 0; index < entries.length; index++) {
    const entry: Entry = entries[index];
    checkEntry(entry, index, shapes);
    const { account, version } = entry;
    const before = versions.get(account);
    if (before !== undefined && version !== before + 1) {
      throw gap(`version ${before + 1} of ${show(account)}`, version, [index, "version"]);
    }
    versions.set(account, version);
  }
  return entries;
}

/**
 * The same by account, each from its first entry on.
 *
 * @throws LedgerError `corrupt_entry`, `newer_format`, `version_gap`, `unknown_effect`
 */
export function groupEntries(entries: readonly Entry[]): Histories {
  const members = new Map<string, Entry[]>();
  for (const entry of checkEntries(entries)) {
    const { account, version } = entry;
    const known = members.get(account);
    if (known !== undefined) known.push(entry);
    else if (version === 1) members.set(account, [entry]);
    else throw gap(`${show(account)} from version 1 on`, version, ["version"]);
  }
  return members;
}

/** The entries that were recorded before an instant: those from the first later one on are left out. */
export function entriesBefore(entries: readonly Entry[], instant: string): readonly Entry[] {
  const later = entries.findIndex((entry) => entry.recordedAt >= instant);
  return later < 0 ? entries : entries.slice(0, later);
}

function checkEntry(entry: Entry, index: number, shapes: Shapes): void {
  if (!isRecord(entry) || entry.kind !== "loyalty_entry") {
    throw corrupt(`expected an entry, got ${show(entry)}`, [index]);
  }
  const { format, account, version, at, recordedAt, effects } = entry;
  if (format !== 1) {
    const message = `expected an entry of format 1, got ${show(format)}`;
    throw new LedgerError("newer_format", message, [index, "format"]);
  }
  if (![account, at, recordedAt].every(isText) || !isWhole(version) || !Array.isArray(effects)) {
    throw corrupt("expected account, version, instants and effects", [index]);
  }
  for (let place = 0; place < effects.length; place++) {
    checkEffect(effects[place], shapes, [index, "effects", place]);
  }
}

function checkEffect(effect: Effect, shapes: Shapes, path: ErrorPath): void {
  if (!isRecord(effect)) throw corrupt(`expected an effect, got ${show(effect)}`, path);
  const { type } = effect;
  if (!isText(type) || !Object.hasOwn(shapes, type)) {
    throw new LedgerError("unknown_effect", `got an effect ${show(type)}`, path);
  }
  for (const [name, isSound] of Object.entries(shapes[type])) {
    const value: unknown = Reflect.get(effect, name);
    if (!isSound(value)) throw corrupt(`got ${name} ${show(value)}`, [...path, name]);
  }
}

function gap(expected: string, got: number, path: ErrorPath): LedgerError {
  return new LedgerError("version_gap", `expected ${expected}, got ${got}`, path);
}

function corrupt(message: string, path: ErrorPath): LedgerError {
  return new LedgerError("corrupt_entry", message, path);
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

function isLotPoints(value: unknown): boolean {
  return Array.isArray(value) && isWhole(value[0]) && isWhole(value[1]);
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function each(test: Test): Test {
  return (value) => Array.isArray(value) && value.every(test);
}

function holds(name: string, test: Test): Test {
  return (value) => isRecord(value) && test(Reflect.get(value, name));
}
