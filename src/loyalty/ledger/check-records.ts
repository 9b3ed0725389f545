import type { Account } from "./account.ts";

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
    all(orders, ({ id, until, print, points, refunded }) => {
      const isSound = isText(id) && isText(until) && isWhole(print) && all(points, isOrderPoints);
      return isSound && (refunded === undefined || all(refunded, isCounted));
    }) &&
    all(counters, (counter) => isCounted(counter) && isInstant(counter[2])) &&
    all(vouchers, ({ id, reward, expiresAt }) => {
      return isText(id) && isText(reward) && isInstant(expiresAt);
    }) &&
    all(keys, (key) => isCounted(key) && isWhole(key[2]) && isText(key[3])) &&
    (tier === null || (typeof tier === "object" && isTier(tier)))
  );
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
  if (!Array.isArray(points)) return false;
  const [currency, awarded, kept, lapsed] = points;
  return isText(currency) && isWhole(awarded) && isWhole(kept) && isWhole(lapsed);
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

function isText(value: unknown): boolean {
  return typeof value === "string";
}

export function isInstant(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value);
}
