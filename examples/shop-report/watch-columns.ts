import { count, mostCommon, quoted } from "./columns.ts";
import { type ColumnPlaces, plainName } from "./guess-columns.ts";

/** Columns that are not read, and yet may say that an order should not count as it stands. */
export interface ColumnWatch {
  readonly look: (cells: readonly string[]) => void;
  /** What to tell of them; refuses amounts of more currencies than one. */
  readonly finish: () => readonly string[];
}

interface Watched {
  readonly name: string;
  readonly kind: "status" | "cancelling";
  readonly place: number;
  readonly counts: Map<string, number>;
}

/** As {@link plainName} leaves them, in the languages of the other names. */
const STATUS =
  /status|statut|estado|^etat|zustand|^stato|statoordine|statodellordine|orderstate|^(?:event|order|transaction)?type$|^typ$|belegart/;
const TEST = /^(?:is)?test(?:order|mode|bestellung)?$/;
const CANCELLING = new RegExp(
  [
    ...["cancel", "refund", "returned", "voided", "storn", "erstatt", "retour", "gutschrift"],
    ...["annul", "rembours", "reembols", "anulad", "devuelt", "rimbors", "terugbet"],
  ].join("|"),
);
/** Values of a status of which no money remains. */
const UNDONE = new RegExp(`^(?!partial).*(${CANCELLING.source}|void|fail|declin)`, "i");
const CURRENCY = [
  ...["currency", "currencycode", "ordercurrency", "ordercurrencycode", "wahrung", "waehrung"],
  ...["wahrungscode", "devise", "codedevise", "moneda", "divisa", "valuta", "munteenheid"],
];
/** How Shopify names what a line says of its item alone. */
const OF_AN_ITEM = /^lineitem/;
/** What a column of cancelling says of orders that stand. */
const NOTHING = /^(?:\D{0,4}0+(?:[.,]0*)?\D{0,4}|false|no|nein|non|nee|n|-)?$/i;

/** `amount_cents`, `Total (minor units)`. */
const CENTS = /(?:^|[^a-z])(?:cents?|centimes?|pence|rappen|minor)(?:[^a-z]|$)/i;

/**
 * @param read - the columns that are read
 * @param command - what was typed, to be typed again with what these columns ask for
 */
export function watchColumns(
  header: readonly string[],
  places: ColumnPlaces,
  { read, command }: { readonly read: readonly number[]; readonly command: string },
): ColumnWatch {
  const used = new Set<number | undefined>([...Object.values(places), ...read]);
  const unused = header.flatMap((name, place) =>
    used.has(place) ? [] : [{ name, place, plain: plainName(name), counts: new Map() }],
  );
  const columns = unused.flatMap(({ plain, ...column }): Watched[] => {
    if (OF_AN_ITEM.test(plain)) return [];
    if (STATUS.test(plain)) return [{ ...column, kind: "status" }];
    return CANCELLING.test(plain) || TEST.test(plain) ? [{ ...column, kind: "cancelling" }] : [];
  });
  const value = header[places.value] ?? "";
  const currency =
    unused.find(({ plain }) => isCurrencyOf(plainName(value), plain)) ??
    CURRENCY.flatMap((name) => unused.find(({ plain }) => plain === name) ?? [])[0];
  let orders = 0;
  return {
    look(cells) {
      orders++;
      for (const { place, counts, kind } of columns) {
        const value = cells[place];
        if (kind === "status") count(counts, value);
        else if (!NOTHING.test(value)) count(counts, "");
      }
      // A column of rates, or of days of value, is none of currencies.
      const named = currency && cells[currency.place].toUpperCase();
      if (named && !/\d/.test(named)) count(currency.counts, named);
    },
    finish() {
      if (currency !== undefined && currency.counts.size > 1) throw mixed(currency, command);
      const telling = columns.filter((column) => wordsOf(column, orders) !== "");
      const notes = CENTS.test(value)
        ? [`"${value}" seems to count cents: then all money below is a hundredfold of what it is.`]
        : [];
      if (telling.length === 0) return notes;
      return [
        ...notes,
        [
          "These columns were not looked at: every order counts, whatever they say.",
          ...telling.map((column) => `  ${wordsOf(column, orders)}`),
          `Where some of them should not count, type: ${command} ${adviceOn(telling)}`,
        ].join("\n"),
      ];
    },
  };
}

/** `convertedcurrency` of `convertedamount`, whatever the currency of `amount` is. */
function isCurrencyOf(value: string, plain: string): boolean {
  const [of, rest] = plain.split("currency");
  return of !== "" && rest === "" && value.startsWith(of);
}

/** Empty where the column says nothing. */
function wordsOf({ name, kind, counts }: Watched, orders: number): string {
  if (kind === "cancelling") {
    const filled = counts.get("") ?? 0;
    return filled > 0 ? `"${name}": filled in for ${filled} of ${orders} orders` : "";
  }
  // One value everywhere tells nothing, unless nothing of all this came about.
  const tells = counts.size > 1 || [...counts.keys()].some((value) => UNDONE.test(value));
  return tells ? `"${name}": ${mostCommon(counts)}` : "";
}

/** How to leave out what was cancelled, as far as the values tell. */
function adviceOn(columns: readonly Watched[]): string {
  for (const { name, kind, counts } of columns) {
    if (kind === "cancelling") return `--only ${quoted(`${name}=`)}`;
    const cancelled = [...counts.keys()].find((value) => UNDONE.test(value));
    if (cancelled !== undefined) return `--except ${quoted(`${name}=${cancelled}`)}`;
  }
  return `--except ${quoted(`${columns[0].name}=VALUE`)}`;
}

function mixed({ name, counts }: Pick<Watched, "name" | "counts">, command: string): Error {
  const [[most]] = [...counts].sort(([, one], [, other]) => other - one);
  return new Error(
    `amounts are in ${counts.size} currencies ("${name}"): ${mostCommon(counts)}; they cannot be added up: read one at a time, ${command} --only ${quoted(`${name}=${most}`)}`,
  );
}
