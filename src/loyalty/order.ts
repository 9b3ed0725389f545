/** An order as loyalty sees it. Money is decimal strings of the order's currency. */
export interface PurchaseOrder {
  readonly id: string;
  readonly lines: readonly OrderLine[];
  /** ISO 4217; the program's own unless named. */
  readonly currency?: string;
  /** One unit of the order's currency in the program's, as a decimal string. */
  readonly exchangeRate?: string;
  /** Taken off the order as a whole, at most what lines but gift cards cost; it is spread over them. */
  readonly discount?: string;
  readonly shipping?: string;
  /** Tax of the order as a whole, beside that of its lines. */
  readonly tax?: string;
  /** The part paid with points, in money, and the redemption that paid it. */
  readonly pointsPaid?: string;
  readonly redemption?: string;
  readonly store?: string;
  readonly channel?: string;
  /** Who referred the member with this order. */
  readonly referredBy?: string;
  /** What else conditions may ask about. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

export interface OrderLine {
  /** Unique in its order. */
  readonly id: string;
  /** The price of all its pieces, without tax, before any discount. */
  readonly amount: string;
  readonly quantity?: number;
  readonly discount?: string;
  readonly tax?: string;
  readonly product?: string;
  readonly categories?: readonly string[];
  readonly giftCard?: boolean;
}

/** What comes back: of which line, how much of its amount (as `OrderLine.amount` counts it). */
export interface RefundLine {
  readonly line: string;
  readonly amount: string;
  /** How many of its pieces; without it the line keeps them until its whole amount is back. */
  readonly quantity?: number;
}
