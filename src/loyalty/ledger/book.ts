import type {
  Account,
  Counter,
  Hold,
  Lot,
  OpenOrder,
  RecentKey,
  Redemption,
  Totals,
  Voucher,
  Wallet,
} from "./account.ts";

/** An account open for writing. Its arrays are its own, what they hold is never changed. */
export interface Book extends Account {
  programVersion: number;
  version: number;
  clock: string | null;
  status: Account["status"];
  enrolledAt: string | null;
  nextLot: number;
  readonly wallets: WalletBook[];
  readonly holds: Hold[];
  readonly redemptions: Redemption[];
  readonly orders: OpenOrder[];
  readonly counters: Counter[];
  readonly vouchers: Voucher[];
  readonly keys: RecentKey[];
  tier: Account["tier"];
  mergedInto?: string;
}

export interface WalletBook extends Wallet {
  readonly lots: Lot[];
  readonly pending: Lot[];
  debt: number;
  readonly totals: { -readonly [Name in keyof Totals]: number };
  lapsesAt: string | null;
}

/** Opens a copy: the account stays as it is. Once written, the book is itself the new account. */
export function openBook(account: Account): Book {
  const book: Book = {
    kind: account.kind,
    format: account.format,
    id: account.id,
    program: account.program,
    programVersion: account.programVersion,
    version: account.version,
    clock: account.clock,
    status: account.status,
    enrolledAt: account.enrolledAt,
    nextLot: account.nextLot,
    wallets: account.wallets.map(openWallet),
    holds: copyOf(account.holds),
    redemptions: copyOf(account.redemptions),
    orders: copyOf(account.orders),
    counters: copyOf(account.counters),
    vouchers: copyOf(account.vouchers),
    keys: copyOf(account.keys),
    tier: account.tier,
  };
  if (account.mergedInto !== undefined) book.mergedInto = account.mergedInto;
  return book;
}

/** Most lists are empty, and these take no copying. */
function copyOf<Item>(items: readonly Item[]): Item[] {
  return items.length === 0 ? [] : items.slice();
}

function openWallet(wallet: Wallet): WalletBook {
  return {
    currency: wallet.currency,
    lots: copyOf(wallet.lots),
    pending: copyOf(wallet.pending),
    debt: wallet.debt,
    totals: openTotals(wallet.totals),
    lapsesAt: wallet.lapsesAt,
  };
}

/** Field by field: a fifth of what a spread takes, and every decision opens its account. */
function openTotals(totals: Totals): WalletBook["totals"] {
  const { issued, received, spent, expired, revoked, sent, writtenOff } = totals;
  return { issued, received, spent, expired, revoked, sent, writtenOff };
}

/** The wallet of a currency, to be read; an empty one where the member has none yet. */
export function walletOf<Of extends Wallet>(
  { wallets }: { readonly wallets: readonly Of[] },
  currency: string,
): Of | WalletBook {
  for (const wallet of wallets) if (wallet.currency === currency) return wallet;
  return {
    currency,
    lots: [],
    pending: [],
    debt: 0,
    totals: { issued: 0, received: 0, spent: 0, expired: 0, revoked: 0, sent: 0, writtenOff: 0 },
    lapsesAt: null,
  };
}

/** The wallet of a currency, to be written by an effect: made where there is none yet. */
export function openWalletOf(book: Book, currency: string): WalletBook {
  for (const wallet of book.wallets) if (wallet.currency === currency) return wallet;
  const wallet = walletOf(book, currency);
  book.wallets.push(wallet);
  return wallet;
}
