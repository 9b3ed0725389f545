import type { LedgerError } from "../../core/errors.ts";
import type { Account, AwardedAgain } from "./account.ts";
import { fault } from "./fault.ts";

/** Are the lists beside the wallets of sound shape? What they sum to is checked with the wallets. */
export function areRecordsSound(account: Account): boolean {
  const { holds, redemptions, orders, counters, vouchers, keys, tier } = account;
  return (
    all(holds, ({ id, currency, until, lots }) => {
      return isText(id) && isText(currency) && isText(until) && all(lots, isLotPoints);
    }) &&
    all(redemptions, ({ id, currency, until, points, takes }) => {
      const isSound = isText(id) && isText(currency) && isText(until) && isWhole(points);
      return isSound && all(takes, isTake);
    }) &&
    all(orders, (order) => {
      const { id, until, points, again } = order;
      const isSound = isText(id) && isText(until) && all(points, isOrderPoints);
      return isSound && isAwarded(order) && (again === undefined || all(again, isAwarded));
    }) &&
    all(counters, (counter) => isCounted(counter) && isInstant(counter[2])) &&
    all(vouchers, ({ id, reward, expiresAt }) => {
      return isText(id) && isText(reward) && isInstant(expiresAt);
    }) &&
    all(keys, (key) => isCounted(key) && isWhole(key[2]) && isText(key[3])) &&
    (tier === null || (typeof tier === "object" && isTier(tier)))
  );
}

function isAwarded({ version, print, refunded }: AwardedAgain): boolean {
  const isSound = isWhole(version) && isWhole(print);
  return isSound && (refunded === undefined || all(refunded, isCounted));
}

function isTier({ level, reviewAt, credits }: NonNullable<Account["tier"]>): boolean {
  return isInstant(level) && isInstant(reviewAt) && all(credits, isCounted);
}

function isTake({
  lot,
  points,
  activeAt,
  expiresAt,
  source,
}: Account["redemptions"][0]["takes"][0]) {
  const isSound = isWhole(lot) && isWhole(points) && isText(activeAt);
  return isSound && isInstant(expiresAt) && isText(source);
}

function isOrderPoints(points: Account["orders"][0]["points"][0]): boolean {
  return isCounted(points) && isWhole(points[2]) && isWhole(points[3]);
}

function isLotPoints(part: Account["holds"][0]["lots"][0]): boolean {
  return Array.isArray(part) && isWhole(part[0]) && isWhole(part[1]);
}

/** A name and a count. */
function isCounted(counted: readonly [string, number, ...unknown[]]): boolean {
  return Array.isArray(counted) && isText(counted[0]) && isWhole(counted[1]);
}

function all<Item extends object>(
  items: readonly Item[],
  isSound: (item: Item) => boolean,
): boolean {
  if (!Array.isArray(items)) return false;
  for (let index = 0; index < items.length; index++) {
    const item: Item = items[index];
    if (typeof item !== "object" || item === null || !isSound(item)) return false;
  }
  return true;
}

export function isText(value: unknown): boolean {
  return typeof value === "string";
}

export function isInstant(value: unknown): boolean {
  return value === null || isText(value);
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

/** Most are small, and those are told at once. */
export function isCount(value: unknown): boolean {
  if (typeof value !== "number") return false;
  return (value | 0) === value ? value >= 0 : Number.isSafeInteger(value) && value > 0;
}

export function corrupt(where: string, got: unknown): LedgerError {
  return fault("corrupt_account", "a sound account", got, where);
}
