import { placeNamed, quoted } from "./columns.ts";

/**
 * Names that exports give to the columns, the surest first, as {@link plainName} leaves them: in
 * English, German, French, Spanish, Italian and Dutch.
 */
const KNOWN_NAMES = {
  // Numbers before names, of which several people may have one.
  id: [
    ...["customerid", "customernumber", "customerno", "customernr", "clientid", "clientnumber"],
    ...["userid", "memberid", "accountid", "accountnumber", "buyerid", "buyeruserid"],
    ...["loyaltycard", "loyaltynumber", "cardnumber"],
    ...["kundennummer", "kundennr", "kundenno", "kundenid", "kundeid", "kdnr", "kdnummer", "kdid"],
    ...["kaufernummer", "kauferid", "debitorennummer", "debitorennr", "debitornr"],
    ...["numeroclient", "numeroduclient", "noclient", "nclient", "idclient", "codeclient"],
    ...["idcliente", "clienteid", "codigocliente", "numerocliente", "codicecliente"],
    ...["klantnummer", "klantnr", "klantid"],
    ...["customer", "user", "member", "account", "buyer", "kunde", "kaufer", "debitor"],
    ...["client", "cliente", "klant"],
    ...[
      "customeremail",
      "buyeremail",
      "fromemailaddress",
      "buyerusername",
      "email",
      "emailadresse",
      "adresseemail",
      "mail",
      "id",
    ],
  ],
  at: [
    ...["orderedat", "orderdate", "ordertime", "purchasedat", "purchasedate", "invoicedate"],
    ...["transactiondate", "saledate", "createdat", "createddate", "datecreated", "paidat"],
    ...["bestelldatum", "kaufdatum", "auftragsdatum", "rechnungsdatum", "belegdatum"],
    ...["datedecommande", "datecommande", "datedachat", "dateachat", "datedefacture"],
    ...["fechadepedido", "fechapedido", "fechadecompra", "fechacompra", "fechafactura"],
    ...["dataordine", "datadellordine", "dataacquisto", "datafattura"],
    ...["besteldatum", "orderdatum", "aankoopdatum", "factuurdatum"],
    ...["date", "datum", "fecha", "data", "datetime", "timestamp", "time", "at", "day", "tag"],
    // When a record was made, which may not be when its order was.
    "created",
  ],
  value: [
    ...["value", "ordervalue", "ordertotal", "total", "totalprice", "totalamount", "grandtotal"],
    ...["amount", "linetotal", "revenue", "sales", "netsales", "nrevenue", "spend", "dollarvalue"],
    ...["gesamtbetrag", "gesamtsumme", "gesamtpreis", "gesamt", "rechnungsbetrag", "betrag"],
    ...["bruttobetrag", "nettobetrag", "umsatz", "summe", "bestellwert", "warenwert"],
    ...["montanttotal", "montantttc", "montant", "montantht", "totalttc", "totalht"],
    ...["chiffredaffaires", "importetotal", "importe", "monto", "ventas", "ingresos"],
    ...["importototale", "importo", "totale", "fatturato"],
    ...["totaalbedrag", "bedrag", "totaal", "omzet"],
    ...["price", "gross", "net", "brutto", "netto"],
    ...["totalsales", "totalcollected", "grosssales", "ordernet", "netamount", "grossamount"],
  ],
} as const;

/** What one piece costs: a total only where no number of pieces stands beside it. */
const UNIT_PRICES = [
  ...["unitprice", "priceeach", "itemprice", "price", "stuckpreis", "einzelpreis", "preis"],
  ...["prixunitaire", "prix", "preciounitario", "precio", "prezzounitario", "prezzo"],
  ...["stukprijs", "eenheidsprijs", "prijs"],
] as const;
const QUANTITIES = [
  ...["quantity", "qty", "units", "menge", "anzahl", "stuckzahl", "quantite", "cantidad"],
  ...["quantita", "aantal"],
] as const;

const ROLES = ["id", "at", "value"] as const;
const WANTED = { id: "customer", at: "date", value: "amount", quantity: "pieces" } as const;
const CURRENCIES = /(?:\bin )?\b(?:eur|euro|usd|gbp|chf|sek|nok|dkk|pln|czk|cad|aud)\b/g;

const SQL = /^(?:--|\/\*|(?:create|drop|insert|select|set|use)\s)/i;

const SHOWN_NAMES = 100;
const SHOWN_LETTERS = 60;

export type Role = (typeof ROLES)[number];

export interface ColumnPlaces extends Readonly<Record<Role, number>> {
  /** Of the number of pieces that the value is to be multiplied by. */
  readonly quantity: number | undefined;
}

export interface NamedColumns extends Readonly<Record<Role, string | undefined>> {
  readonly quantity: string | undefined;
  /** What was typed, for the advice on what to type instead. */
  readonly command: string;
}

/** Where the columns stand: as named, or else the best known name in the header. */
export function placeColumns(header: readonly string[], named: NamedColumns): ColumnPlaces {
  const plain = header.map(plainName);
  const price = placeOf(plain, UNIT_PRICES);
  const pieces = placeOf(plain, QUANTITIES);
  const hasUnitPrice = price >= 0 && pieces >= 0;
  const find = (role: Role) => {
    const name = named[role];
    if (name !== undefined) return placeNamed(header, name);
    const place = placeOf(plain, KNOWN_NAMES[role]);
    return role === "value" && hasUnitPrice && place === price ? -1 : place;
  };
  const places = {
    id: find("id"),
    at: find("at"),
    value: find("value"),
    quantity: named.quantity === undefined ? undefined : placeNamed(header, named.quantity),
  };
  const missing = ([...ROLES, "quantity"] as const).filter((role) => places[role] === -1);
  if (missing.length === 0) return oncePlaced(header, places);
  throw missingColumns(header, named, missing, hasUnitPrice ? [header[price], header[pieces]] : []);
}

/** Which of two columns of one name is meant, nobody can say. */
function oncePlaced(header: readonly string[], places: ColumnPlaces): ColumnPlaces {
  for (const place of Object.values(places)) {
    if (place === undefined) continue;
    const name = header[place];
    if (header.indexOf(name) === header.lastIndexOf(name)) continue;
    throw new Error(`Two columns are named "${name}": give one of them another name.`);
  }
  return places;
}

/** Columns beside the guessed one whose names say that they hold amounts of orders, too. */
export function otherAmounts(header: readonly string[], { value }: ColumnPlaces): string[] {
  const known: readonly string[] = KNOWN_NAMES.value;
  return header.filter((name, place) => place !== value && known.includes(plainName(name)));
}

/** All that is missing, all that was found, and what to type. */
function missingColumns(
  header: readonly string[],
  named: NamedColumns,
  missing: readonly (Role | "quantity")[],
  [price, pieces]: readonly string[],
): Error {
  const unknown = missing.filter((role) => named[role] === undefined);
  const multiplies = unknown.includes("value") && price !== undefined;
  const gaps = missing.filter((role) => role !== "value" || !multiplies);
  const advice = [
    withoutRefused(named, missing),
    ...gaps.map((role) => `--${role} ${WANTED[role].toUpperCase()}`),
    ...(multiplies ? [`--value ${quoted(price)} --quantity ${quoted(pieces)}`] : []),
  ].join(" ");
  const lines = [
    ...missing.flatMap((role) =>
      named[role] === undefined ? [] : [`There is no column "${named[role]}" (--${role}).`],
    ),
    unknown.length > 0 &&
      `No column was recognized for: ${unknown.map((role) => WANTED[role]).join(", ")}.`,
    `The header names: ${listNames(header)}.`,
    header.some((cell) => /^#?\d+$/.test(cell)) &&
      "That looks like an order: the first line of the file must name the columns.",
    SQL.test(header[0]) && "That looks like SQL: export the table as CSV.",
    multiplies &&
      `Is "${price}" the price of a piece? The command below multiplies it. If it is that of all pieces, as in exports of Amazon, type --value ${quoted(price)} alone.`,
    `Type: ${advice}`,
    gaps.length > 0 && "with your columns in place of the capitals.",
  ];
  return new Error(lines.filter((line) => line !== false).join("\n"));
}

/** What was typed, but for the columns that there are not. */
function withoutRefused(
  { command, ...named }: NamedColumns,
  missing: readonly (Role | "quantity")[],
): string {
  return missing.reduce((typed, role) => {
    const name = named[role];
    return name === undefined ? typed : typed.replace(` --${role} ${quoted(name)}`, "");
  }, command);
}

/** Of a file that is no CSV a line may be as long as a book. */
function listNames(header: readonly string[]): string {
  const names = header.slice(0, SHOWN_NAMES).map((cell) => `"${cell.slice(0, SHOWN_LETTERS)}"`);
  const hidden = header.length - names.length;
  return names.join(", ") + (hidden > 0 ? ` and ${hidden} more` : "");
}

function placeOf(plain: readonly string[], known: readonly string[]): number {
  for (const name of known) {
    const place = plain.indexOf(name);
    if (place >= 0) return place;
  }
  return -1;
}

/** `Bestelldatum (UTC)`, `Kunden-Nr.` and `total_eur` as `bestelldatum`, `kundennr` and `total`. */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/\([^)]*\)/g, " ")
    .replace(/[^a-z]+/g, " ")
    .replace(CURRENCIES, " ")
    .replaceAll(" ", "");
}
