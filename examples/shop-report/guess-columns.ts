/** Names that exports give to the columns, the surest first. */
const KNOWN_NAMES = {
  id: [
    "customerid",
    "customer",
    "clientid",
    "client",
    "userid",
    "user",
    "memberid",
    "member",
    "accountid",
    "account",
    "buyerid",
    "buyer",
    "customeremail",
    "email",
    "id",
  ],
  at: [
    "orderedat",
    "orderdate",
    "ordertime",
    "purchasedat",
    "purchasedate",
    "invoicedate",
    "transactiondate",
    "createdat",
    "paidat",
    "date",
    "datetime",
    "timestamp",
    "time",
    "at",
    "day",
  ],
  value: [
    "value",
    "ordervalue",
    "ordertotal",
    "total",
    "totalprice",
    "grandtotal",
    "amount",
    "revenue",
    "sales",
    "spend",
    "dollarvalue",
    "price",
    "net",
    "gross",
  ],
} as const;

export type Role = keyof typeof KNOWN_NAMES;

export type ColumnPlaces = Readonly<Record<Role, number>>;

/** Where the three columns stand: as named, or else the best known name in the header. */
export function placeColumns(
  header: readonly string[],
  named: Readonly<Record<Role, string | undefined>>,
): ColumnPlaces {
  return {
    id: placeOf("id", header, named.id),
    at: placeOf("at", header, named.at),
    value: placeOf("value", header, named.value),
  };
}

function placeOf(role: Role, header: readonly string[], name: string | undefined): number {
  const place = name === undefined ? guess(role, header) : header.indexOf(name);
  if (place >= 0) return place;
  const wanted =
    name === undefined
      ? `no column was recognized: name it with --${role} NAME`
      : `there is no column "${name}"`;
  throw new Error(`${wanted}; the header says: ${header.map((cell) => `"${cell}"`).join(", ")}`);
}

function guess(role: Role, header: readonly string[]): number {
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  for (const known of KNOWN_NAMES[role]) {
    const place = plain.indexOf(known);
    if (place >= 0) return place;
  }
  return -1;
}
