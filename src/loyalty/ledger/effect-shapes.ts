import { isObject } from "../../core/checks.ts";
import type { Account } from "./account.ts";
import { isSoundLot } from "./check-account.ts";
import {
  all,
  areRecordsSound,
  each,
  isInstant,
  isLotPoints,
  isOrderPoints,
  isRefunded,
  isText,
  isTime,
  isWhole,
} from "./check-records.ts";
import type { Effect } from "./effect.ts";
import { emptyAccount } from "./empty-account.ts";

type Test = (value: unknown) => boolean;

type Shapes = { readonly [Type in Effect["type"]]: Readonly<Record<string, Test>> };

/** What each effect must hold, for it to be read without an account. */
export const EFFECT_SHAPES: Shapes = /* @__PURE__ */ shapesOfEffects();

function shapesOfEffects(): Shapes {
  const lot = { currency: isText, lot: isLot };
  const moved = { currency: isText, lots: areParts };
  const numbered = { currency: isText, lots: (lots: unknown) => each(lots, isWhole) };
  const counted = { currency: isText, points: isWhole };
  const ofOrder = { points: (points: unknown) => all(points, isOrderPoints) };
  return {
    issued: { ...lot, cause: isText },
    received: { ...lot, from: isText },
    reinstated: lot,
    sent: { ...moved, to: isText },
    expired: { ...moved, cause: isText, at: isTime },
    activated: { ...numbered, at: isTime },
    repaid: { ...moved, at: isTime },
    spent: { redemption: isRedemption, hold: isOptional, value: isOr(isValue) },
    restored: { ...moved, redemption: isText, reissued: isOr((lots) => each(lots, isLot)) },
    held: { hold: isRecordOf("holds") },
    released: { ...moved, hold: isText, cause: isText, at: isTime },
    revoked: { ...moved, cause: isText },
    indebted: counted,
    written_off: counted,
    forgiven: { ...counted, order: isText },
    redemption_sent: { redemption: isText, to: isText },
    redemption_received: { redemption: isRedemption, from: isText },
    merged: numbered,
    enrolled: { at: isTime },
    status_changed: { status: isText, into: isOptional },
    migrated: { programVersion: isWhole },
    active: { lapsesAt: (ends) => all(ends, isLapse) },
    awarded: { award: isAward },
    order_opened: { ...ofOrder, order: isText, until: isTime },
    order_received: { order: isRecordOf("orders"), from: isText },
    refunded: {
      ...ofOrder,
      order: isText,
      refund: isOptional,
      lines: isOr((lines) => all(lines, isRefunded)),
      paid: isOr(isPaid),
    },
    counted: { counters: (counters) => areSound({ counters }) },
    budget_used: { budget: isText, points: isWhole },
    tier_credited: { at: isTime, credit: isWhole, earnedAt: isOr(isTime), tier: isOr(isStanding) },
    tier_reviewed: { at: isTime, tier: isStanding },
    voucher_issued: { voucher: isRecordOf("vouchers") },
    voucher_used: { voucher: isText, order: isOptional },
    voucher_revoked: { voucher: isText },
    settled: { ...counted, from: isText, to: isText },
  };
}

/** What an account keeps as it came: it is as sound there. */
function isRecordOf(name: "holds" | "redemptions" | "orders" | "vouchers"): Test {
  return (record) => areSound({ [name]: [record] });
}

function areSound(records: Partial<Record<keyof Account, unknown>>): boolean {
  return areRecordsSound({ ...emptyAccount("", "", 0), ...records });
}

function isRedemption(record: unknown): boolean {
  return isRecordOf("redemptions")(record) && isObject(record) && isOptional(record.order);
}

function isStanding(standing: unknown): boolean {
  return isObject(standing) && areSound({ tier: { ...standing, credits: [] } });
}

/** A text that may be left out. */
function isOptional(value: unknown): boolean {
  return value === undefined || isText(value);
}

/** Of what may be left out. */
function isOr(isSound: Test): Test {
  return (value) => value === undefined || isSound(value);
}

function isLot(lot: unknown): boolean {
  return isSoundLot(lot, Infinity);
}

function areParts(lots: unknown): boolean {
  return all(lots, isLotPoints);
}

function isLapse(lapse: object): boolean {
  return Array.isArray(lapse) && isText(lapse[0]) && isInstant(lapse[1]);
}

function isAward(award: unknown): boolean {
  if (!isObject(award) || !isObject(award.order)) return false;
  return isText(award.order.id) && all(award.rules, isRulePoints);
}

function isRulePoints({ rule, currency, points, cut }: Readonly<Record<string, unknown>>): boolean {
  const isCut = cut === undefined || (isObject(cut) && isWhole(cut.points) && isText(cut.by));
  return isText(rule) && isText(currency) && isWhole(points) && isCut;
}

function isPaid(paid: unknown): boolean {
  return isObject(paid) && isText(paid.money) && isWhole(paid.points);
}

function isValue(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { type, option, amount, product, reward, quantity = 1 } = value;
  const areTexts = isText(type) && isText(option) && isOptional(product) && isOptional(reward);
  return areTexts && (amount === null || isText(amount)) && isWhole(quantity);
}
