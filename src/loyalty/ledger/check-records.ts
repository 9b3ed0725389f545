import { isObject } from "../../core/checks.ts";
import type {
  Account,
  AwardedAgain,
  Counter,
  Hold,
  LotPoints,
  OpenOrder,
  OrderPoints,
  RecentKey,
  Redemption,
  RefundedLine,
  Take,
  Voucher,
} from "./account.ts";

type RecordsName = "holds" | "redemptions" | "orders" | "counters" | "vouchers" | "keys" | "tier";

/** Are the lists beside the wallets of sound shape? What they sum to is checked with the wallets. */
export function areRecordsSound(records: Readonly<Record<RecordsName, unknown>>): boolean {
  const { holds, redemptions, orders, counters, vouchers, keys, tier } = records;
  return (
    all(holds, ({ id, currency, until, lots }: Hold) => {
      return isText(id) && isText(currency) && isTime(until) && all(lots, isLotPoints);
    }) &&
    all(redemptions, ({ id, currency, until, points, takes }: Redemption) => {
      const isSound = isText(id) && isText(currency) && isTime(until) && isCount(points);
      return isSound && all(takes, isTake);
    }) &&
    all(orders, (order: OpenOrder) => {
      const { id, until, at = until, points, again = [], refunds = [] } = order;
      const isSound = isText(id) && isTime(at) && isTime(until) && all(points, isOrderPoints);
      return isSound && each(refunds, isText) && isAwarded(order) && all(again, isAwarded);
    }) &&
    all(counters, (counter: Counter) => isCounted(counter) && isInstant(counter[2])) &&
    all(vouchers, ({ id, reward, expiresAt }: Voucher) => {
      return isText(id) && isText(reward) && isInstant(expiresAt);
    }) &&
    all(keys, (key: RecentKey) => isCounted(key) && isWhole(key[2]) && isTime(key[3])) &&
    (tier === null || all([tier], isTier))
  );
}

function isAwarded({ version, print, refunded }: AwardedAgain): boolean {
  const isSound = isWhole(version) && isWhole(print);
  return isSound && (refunded === undefined || all(refunded, isRefunded));
}

export function isRefunded(line: RefundedLine): boolean {
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

export function isOrderPoints(points: OrderPoints): boolean {
  return isCounted(points) && isWhole(points[2]) && isWhole(points[3]);
}

export function isLotPoints(part: LotPoints): boolean {
  return Array.isArray(part) && isWhole(part[0]) && isWhole(part[1]);
}

/** A name and a count. */
function isCounted(counted: readonly [string, number, ...unknown[]]): boolean {
  return Array.isArray(counted) && isText(counted[0]) && isWhole(counted[1]);
}

export function all<Item>(items: unknown, isSound: (item: Item) => boolean): boolean {
  return each(items, (item: Item) => isObject(item) && isSound(item));
}

/** No `every`: it passes over holes, of which there may be billions. */
export function each<Item>(items: unknown, isSound: (item: Item) => boolean): boolean {
  if (!Array.isArray(items)) return false;
  for (let index = 0; index < items.length; index++) if (!isSound(items[index])) return false;
  return true;
}

export function isText(value: unknown): value is string {
  return typeof value === "string";
}

export function isInstant(value: unknown): boolean {
  return value === null || isTime(value);
}

/** Of what is compared as text: where no year is in front, no order would be right. */
export function isTime(value: unknown): boolean {
  return isText(value) && value >= "0" && value < ":";
}

export function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value);
}

/** Most are small, and those are told at once. */
export function isCount(value: unknown): value is number {
  if (typeof value !== "number") return false;
  return (value | 0) === value ? value >= 0 : Number.isSafeInteger(value) && value > 0;
}
