import { isObject } from "../../core/checks.ts";
import type { LedgerError } from "../../core/errors.ts";
import type {
  Account,
  AwardedAgain,
  LotPoints,
  OrderPoints,
  RefundedLine,
  Take,
} from "./account.ts";
import { fault } from "./fault.ts";

/** Are the lists beside the wallets of sound shape? What they sum to is checked with the wallets. */
export function areRecordsSound(account: Account): boolean {
  const { holds, redemptions, orders, counters, vouchers, keys, tier } = account;
  return (
    all(holds, ({ id, currency, until, lots }) => {
      return isText(id) && isText(currency) && isTime(until) && all(lots, isLotPoints);
    }) &&
    all(redemptions, ({ id, currency, until, points, takes }) => {
      const isSound = isText(id) && isText(currency) && isTime(until) && isCount(points);
      return isSound && all(takes, isTake);
    }) &&
    all(orders, (order) => {
      const { id, until, at = until, points, again = [], refunds = [] } = order;
      const isSound = isText(id) && isTime(at) && isTime(until) && all(points, isOrderPoints);
      return isSound && areTexts(refunds) && isAwarded(order) && all(again, isAwarded);
    }) &&
    all(counters, (counter) => isCounted(counter) && isInstant(counter[2])) &&
    all(vouchers, ({ id, reward, expiresAt }) => {
      return isText(id) && isText(reward) && isInstant(expiresAt);
    }) &&
    all(keys, (key) => isCounted(key) && isWhole(key[2]) && isTime(key[3])) &&
    (tier === null || all([tier], isTier))
  );
}

function isAwarded({ version, print, refunded }: AwardedAgain): boolean {
  const isSound = isWhole(version) && isWhole(print);
  return isSound && (refunded === undefined || all(refunded, isRefunded));
}

function isRefunded(line: RefundedLine): boolean {
  return isCounted(line) && (line[2] === undefined || isWhole(line[2]));
}

function isTier({ level, since, until, reviewAt, credits }: NonNullable<Account["tier"]>): boolean {
  const areInstants = [since, until, reviewAt].every(isInstant);
  return (level === null || isText(level)) && areInstants && all(credits, isCounted);
}

function isTake(take: Take): boolean {
  return isCount(take.lot) && isCount(take.points) && isOfLot(take);
}

/** What a lot and a part taken of it have in common. */
export function isOfLot({
  earnedAt,
  activeAt,
  expiresAt,
  source,
  store,
}: Partial<Record<keyof Take, unknown>>): boolean {
  const isEarned = earnedAt === undefined || isTime(earnedAt);
  const isSound = isEarned && isTime(activeAt) && isInstant(expiresAt) && isText(source);
  return isSound && (store === undefined || isText(store));
}

function isOrderPoints(points: OrderPoints): boolean {
  return isCounted(points) && isWhole(points[2]) && isWhole(points[3]);
}

function isLotPoints(part: LotPoints): boolean {
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
    if (!isObject(item) || !isSound(item)) return false;
  }
  return true;
}

/** No `every`: it passes over holes, of which there may be billions. */
function areTexts(values: readonly unknown[]): boolean {
  if (!Array.isArray(values)) return false;
  for (const value of values) if (!isText(value)) return false;
  return true;
}

export function isText(value: unknown): boolean {
  return typeof value === "string";
}

export function isInstant(value: unknown): boolean {
  return value === null || isTime(value);
}

/** Of what is compared as text: where no year is in front, no order would be right. */
function isTime(value: unknown): boolean {
  return typeof value === "string" && value >= "0" && value < ":";
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
