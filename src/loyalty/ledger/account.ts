import type { TierRecord } from "../tiers/record.ts";

/**
 * What the ledger says of one member: plain JSON of bounded size. Instants are ISO 8601 in UTC, all
 * of one length, so that their order as texts is their order in time. Read it through
 * `viewAccount`; only `evolve` makes a new one.
 */
export interface Account {
  readonly kind: "loyalty_account";
  readonly format: 1;
  readonly id: string;
  readonly program: string;
  /** The version of the program that decides its commands. */
  readonly programVersion: number;
  /** How many entries made it. */
  readonly version: number;
  /** When the last of them was decided; nothing before can be viewed. */
  readonly clock: string | null;
  readonly status: "open" | "frozen" | "closed" | "erased";
  readonly enrolledAt: string | null;
  readonly nextLot: number;
  readonly wallets: readonly Wallet[];
  readonly holds: readonly Hold[];
  /** Redemptions that can still be reversed, by the end of that time. */
  readonly redemptions: readonly Redemption[];
  /** Orders that can still be refunded, by the end of that time. */
  readonly orders: readonly OpenOrder[];
  /** Caps, once-only rules, streaks, punch cards: what windows count, by the end of the window. */
  readonly counters: readonly Counter[];
  readonly vouchers: readonly Voucher[];
  /** Ids of late, so that what comes twice is known. */
  readonly keys: readonly RecentKey[];
  readonly tier: TierRecord | null;
  /** The account that took all of this one over, where it was closed by a merge. */
  readonly mergedInto?: string;
}

/** One currency's points. */
export interface Wallet {
  readonly currency: string;
  /** Active lots by expiry (never: last), then by when they were earned, then by id. */
  readonly lots: readonly Lot[];
  /** Lots not yet active, by activation, then by id. */
  readonly pending: readonly Lot[];
  readonly debt: number;
  readonly totals: Totals;
  /** When all of it lapses unless the member is active before. */
  readonly lapsesAt: string | null;
}

/** Points of one life. */
export interface Lot {
  readonly id: number;
  /** Only where it differs from `activeAt`. */
  readonly earnedAt?: string;
  readonly activeAt: string;
  readonly expiresAt: string | null;
  readonly remaining: number;
  /** Of the remaining ones, those that holds have reserved. */
  readonly held: number;
  /** Where they come from: `order:O1`, `grant:…`, `action:…`, `member:…`. */
  readonly source: string;
  /** Where they were earned, in a program that has stores. */
  readonly store?: string;
}

/** issued + received = remaining + spent + expired + revoked + sent. */
export interface Totals {
  readonly issued: number;
  readonly received: number;
  readonly spent: number;
  readonly expired: number;
  readonly revoked: number;
  readonly sent: number;
  /** Clawed back, but taken from nowhere: not part of the sum. */
  readonly writtenOff: number;
}

/** Points of a lot. */
export type LotPoints = readonly [lot: number, points: number];

export interface Hold {
  readonly id: string;
  readonly currency: string;
  readonly until: string;
  readonly lots: readonly LotPoints[];
  /** Its points lapse with their lots. */
  readonly unprotected?: true;
}

export interface Redemption {
  readonly id: string;
  readonly currency: string;
  /** Until when it can be reversed. */
  readonly until: string;
  /** What it took in all. */
  readonly points: number;
  /** What it took of which lot, in that order, and is not given back yet. */
  readonly takes: readonly Take[];
  readonly order?: string;
  /** Where it was made, in a program that has stores. */
  readonly store?: string;
}

/** What a redemption took of a lot, with all that is needed to give it back. */
export interface Take {
  readonly lot: number;
  readonly points: number;
  readonly earnedAt?: string;
  readonly activeAt: string;
  readonly expiresAt: string | null;
  readonly source: string;
  readonly store?: string;
}

/** An order that can still be refunded. */
export interface OpenOrder {
  readonly id: string;
  /** Of the entry that awarded it. */
  readonly version: number;
  /** When it was made, where its points count toward a tier. */
  readonly at?: string;
  readonly until: string;
  /** Fingerprint of that award and of its account: a refund brings the entry along. */
  readonly print: number;
  readonly points: readonly OrderPoints[];
  /** Lines with what was refunded of them so far. */
  readonly refunded?: readonly RefundedLine[];
  /** Ids of its refunds. */
  readonly refunds?: readonly string[];
  /** Its awards after the first, where the program lets an order be awarded more than once. */
  readonly again?: readonly AwardedAgain[];
}

/** One more award of an order, which is refunded by itself. */
export type AwardedAgain = Pick<OpenOrder, "version" | "print" | "refunded">;

/** What came back of a line: in minor units of its amount, and in pieces where any were named. */
export type RefundedLine = readonly [line: string, units: number, pieces?: number];

/** What an order earned, keeps after refunds, and lost by expiry (less what was forgiven). */
export type OrderPoints = readonly [
  currency: string,
  awarded: number,
  kept: number,
  lapsed: number,
];

/** A count in a window that ends (`null`: never). */
export type Counter = readonly [key: string, count: number, until: string | null];

export interface Voucher {
  readonly id: string;
  /** What it gives, as the program or the command names it. */
  readonly reward: string;
  readonly expiresAt: string | null;
}

/** What was decided of late: key, fingerprint of the body, version of the entry, until which day. */
export type RecentKey = readonly [key: string, print: number, version: number, until: string];
