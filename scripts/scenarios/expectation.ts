import type { AccountView, WalletView } from "../../src/loyalty/engine/view-account.ts";
import { formatInstant, parseMoment } from "../../src/time/instant.ts";
import {
  type Fields,
  isFields,
  readFields,
  readList,
  readNumber,
  readText,
  ScenarioError,
} from "./read.ts";
import type { Story } from "./tell.ts";

/** A field that is not as expected. */
export interface Difference {
  readonly field: string;
  readonly expected: unknown;
  readonly got: unknown;
}

/** Says nothing of the account, or which one (and which of its currencies) is meant. */
const SILENT = ["at", "note", "comment", "account", "member", "currency"];

const AMOUNTS = [
  "available",
  "active",
  "pending",
  "held",
  "debt",
  "issued",
  "received",
  "spent",
  "expired",
  "revoked",
  "writtenOff",
  "sent",
] as const;

interface Shown {
  readonly view: AccountView;
  readonly wallet: WalletView;
  readonly story: Story;
}

type Show = (shown: Shown, expected: unknown) => unknown;

/** What else can be expected, as the account shows it. */
const SHOWN: ReadonlyMap<string, Show> = new Map<string, Show>([
  ["remaining", ({ wallet }) => wallet.active + wallet.pending],
  ["version", ({ view }) => view.version],
  ["status", ({ view }) => view.status],
  ["enrolledAt", ({ view }) => view.enrolledAt],
  ["nextDueAt", ({ view }) => view.nextDueAt],
  ["expiring", ({ wallet }) => wallet.expiring],
  ["rejected", ({ story }) => story.rejected],
  ["duplicates", ({ story }) => story.duplicates],
  ["lots", (shown, expected) => lotsOf(shown, readFields(expected, "lots"))],
  ["transferred", ({ story }) => together(story.transferred)],
  [
    "tier",
    ({ view: { tier } }, expected) =>
      isFields(expected) ? part(tier, expected) : (tier?.level ?? null),
  ],
  ["holds", ({ view }, expected) => parts(view.holds, expected, "holds")],
  ["vouchers", ({ view }, expected) => parts(view.vouchers, expected, "vouchers")],
  ["caps", ({ view }, expected) => parts(view.caps, expected, "caps")],
]);

/** Compares every field of an expectation; one that means nothing here is a difference too. */
export function readExpectation(
  expectation: Fields,
  view: AccountView,
  story: Story,
): Difference[] {
  const shown = { view, story, wallet: walletOf(view, expectation.currency) };
  return Object.entries(expectation).flatMap(([field, wanted]): Difference[] => {
    if (SILENT.includes(field)) return [];
    const amount = AMOUNTS.find((name) => name === field);
    const show = SHOWN.get(field);
    if (amount === undefined && show === undefined) {
      return [{ field, expected: wanted, got: "a field that the player does not know" }];
    }
    const expected = amount === undefined ? normal(wanted) : readNumber(wanted, field);
    const sums =
      field === "transferred" ? together(readList(wanted, field).map(readPart)) : expected;
    const got = amount === undefined ? show?.(shown, expected) : shown.wallet[amount];
    return differencesOf(field, sums, got);
  });
}

/** Of fields of fields each by itself. */
function differencesOf(field: string, expected: unknown, got: unknown): Difference[] {
  if (isFields(expected) && isFields(got)) {
    return Object.entries(expected).flatMap(([name, one]) =>
      differencesOf(`${field}.${name}`, one, got[name]),
    );
  }
  return JSON.stringify(expected) === JSON.stringify(got) ? [] : [{ field, expected, got }];
}

function walletOf({ wallets }: AccountView, currency: unknown): WalletView {
  const wallet =
    currency === undefined ? wallets[0] : wallets.find((one) => one.currency === currency);
  if (wallet !== undefined) return wallet;
  throw new ScenarioError(`no currency ${JSON.stringify(currency)}`);
}

/** What is left in lots of a name, and what else is asked of them. */
function lotsOf({ wallet, story }: Shown, expected: Fields): Fields {
  const shown = Object.entries(expected).map(([name, wanted]) => {
    const ids = story.lots.get(name);
    if (ids === undefined) return [name, "no lot of that name"];
    const lots = wallet.lots.filter(({ id }) => ids.includes(id));
    const sum = (of: "remaining" | "held") => lots.reduce((before, lot) => before + lot[of], 0);
    if (!isFields(wanted)) return [name, sum("remaining")];
    const all = { ...lots[0], remaining: sum("remaining"), held: sum("held") };
    return [name, part(all, wanted)];
  });
  return Object.fromEntries(shown);
}

/** Of each the fields that are asked for. */
function parts(all: readonly object[], expected: unknown, field: string): unknown {
  const wanted = readList(expected, field);
  if (all.length !== wanted.length) return all;
  return all.map((one, index) => part(one, readFields(wanted[index], field)));
}

function part(one: object | null, wanted: Fields): Fields | null {
  if (one === null) return null;
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, Reflect.get(one, name)]));
}

/** Instants as the library writes them. */
function normal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(normal);
  if (isFields(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, normal(one)]));
  }
  if (typeof value !== "string" || !INSTANT.test(value)) return value;
  return formatInstant(parseMoment(value, ["instant"]));
}

const INSTANT = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/;

type Part = Story["transferred"][number];

/** Points of one end as one. */
function together(all: readonly Part[]): Part[] {
  const sums = new Map<string | null, number>();
  for (const { points, expiresAt } of all) {
    sums.set(expiresAt, (sums.get(expiresAt) ?? 0) + points);
  }
  return [...sums].map(([expiresAt, points]) => ({ points, expiresAt }));
}

function readPart(value: unknown): Part {
  const { points, expiresAt = null, ...others } = readFields(value, "transferred");
  if (Object.keys(others).length > 0) {
    throw new ScenarioError(`transferred: unknown field ${Object.keys(others)[0]}`);
  }
  return {
    points: readNumber(points, "transferred"),
    expiresAt:
      expiresAt === null
        ? null
        : formatInstant(parseMoment(readText(expiresAt, "transferred"), ["expiresAt"])),
  };
}
