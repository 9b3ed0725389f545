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
  return {
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
    holds: account.holds.slice(),
    redemptions: account.redemptions.slice(),
    orders: account.orders.slice(),
    counters: account.counters.slice(),
    vouchers: account.vouchers.slice(),
    keys: account.keys.slice(),
    tier: account.tier,
  };
}

function openWallet(wallet: Wallet): WalletBook {
  return {
    currency: wallet.currency,
    lots: wallet.lots.slice(),
    pending: wallet.pending.slice(),
    debt: wallet.debt,
    totals: { ...wallet.totals },
    lapsesAt: wallet.lapsesAt,
  };
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
