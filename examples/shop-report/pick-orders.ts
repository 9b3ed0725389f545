import { count, mostCommon, placeNamed, quoted } from "./columns.ts";

/** Which orders count, by what a line says beside customer, date and amount. */
export interface OrderPick {
  /** The columns that it reads. */
  readonly places: readonly number[];
  readonly takes: (cells: readonly string[]) => boolean;
  /** How many were left out, in words; refuses a value that no order has. */
  readonly finish: () => readonly string[];
}

export interface PickOptions {
  /** `COLUMN=VALUE`: no other orders count; several values of a column go together. */
  readonly only: readonly string[];
  /** `COLUMN=VALUE`: these do not count. */
  readonly except: readonly string[];
}

interface Wanted {
  readonly option: string;
  readonly place: number;
  readonly value: string;
}

export function openPick(header: readonly string[], { only, except }: PickOptions): OrderPick {
  const wanted = only.map((text) => readWanted(header, "--only", text));
  const unwanted = except.map((text) => readWanted(header, "--except", text));
  const all = [...wanted, ...unwanted];
  const places = [...new Set(all.map(({ place }) => place))];
  const counts = new Map(places.map((place) => [place, new Map<string, number>()]));
  const options = [...new Set(all.map(({ option }) => option))].join(" and ");
  let taken = 0;
  let left = 0;
  return {
    places,
    takes(cells) {
      for (const [place, values] of counts) count(values, cells[place]);
      const has = ({ place, value }: Wanted) => isAlike(cells[place], value);
      const isWanted = wanted.every(({ place }) =>
        wanted.some((one) => one.place === place && has(one)),
      );
      const isTaken = isWanted && !unwanted.some(has);
      if (isTaken) taken++;
      else left++;
      return isTaken;
    },
    finish() {
      for (const { option, place, value } of all) {
        const found = counts.get(place) ?? new Map<string, number>();
        if ([...found.keys()].some((one) => isAlike(one, value))) continue;
        throw new Error(
          `no order has ${quoted(`${header[place]}=${value}`)} (${option}); there are: ${mostCommon(found)}`,
        );
      }
      if (left === 0) return [];
      if (taken === 0) throw new Error(`${options} leave no order over`);
      return [`${left} left out by ${options}`];
    },
  };
}

function isAlike(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** Of a name that itself holds a sign of equality the longest that there is. */
function readWanted(header: readonly string[], option: string, text: string): Wanted {
  for (let end = text.lastIndexOf("="); end > 0; end = text.lastIndexOf("=", end - 1)) {
    const place = placeNamed(header, text.slice(0, end));
    if (place >= 0) return { option, place, value: text.slice(end + 1) };
  }
  const names = header.map((name) => `"${name}"`).join(", ");
  throw new Error(`${option} takes COLUMN=VALUE, got "${text}"; the columns are ${names}`);
}
