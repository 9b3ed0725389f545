/** So many customers of one purchase each are rather so many orders. */
const MANY_IDS = 30;
/** The orders of a customer that are rather those of all guests: so many, of all, and times the next. */
const GUESTS = { orders: 30, share: 0.1, timesNext: 5 } as const;

/** `1.23E+11`: what is left of a long number once Excel has shown it. */
const CUT_NUMBER = /^\d(?:[.,]\d*)?E\+\d+$/i;
/** `Ada Lovelace`: letters, a space between them, and no digit. */
const PERSON = /^[^\d@]*\p{L}\.? +\p{L}[^\d@]*$/u;

/** What is odd about the customers of the orders. */
export function watchCustomers(ids: readonly string[], name: string): string[] {
  const counts = new Map<string, number>();
  // Orders without a customer are refused, or left out and listed.
  const named = ids.filter((id) => id !== "");
  for (const id of named) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...oddTexts([...counts.keys()], name), ...oddCounts(named, counts, name)];
}

/** Ids that are one where people are several, or several where she is one. */
function oddTexts(ids: readonly string[], name: string): string[] {
  const cut = ids.filter((id) => CUT_NUMBER.test(id));
  const addresses = ids.filter((id) => id.includes("@"));
  const people = ids.filter((id) => PERSON.test(id));
  if (cut.length > ids.length / 2) {
    throw new Error(
      `"${name}" holds numbers that Excel has cut short, such as "${cut[0]}", and no longer tells customers apart: export the file again, and do not save it from Excel; or name another column with --id`,
    );
  }
  const alike = addresses.length - new Set(addresses.map((id) => id.toLowerCase())).size;
  return [
    ...(cut.length === 0
      ? []
      : [
          `"${name}" holds numbers that Excel has cut short, such as "${cut[0]}": customers whose numbers
begin alike count as one. Export the file again, and do not save it from Excel.`,
        ]),
    ...(people.length <= ids.length / 2
      ? []
      : [
          `"${name}" holds names, and people of one name count as one: name the column of their numbers or
addresses with --id, if the file has one.`,
        ]),
    ...(alike === 0
      ? []
      : [
          `${alike} of the addresses in "${name}" differ from others in capital letters alone, and count as
customers of their own: where they are the same people, write them alike.`,
        ]),
  ];
}

function oddCounts(
  ids: readonly string[],
  counts: ReadonlyMap<string, number>,
  name: string,
): string[] {
  if (counts.size === ids.length) {
    if (ids.length <= MANY_IDS) return [];
    return [
      `Every "${name}" occurs once. Is it the number of the order? Name the customer's column with --id.`,
    ];
  }
  let [id, most, next] = ["", 0, 0];
  for (const [other, orders] of counts) {
    if (orders > most) [id, most, next] = [other, orders, most];
    else if (orders > next) next = orders;
  }
  const { orders, share, timesNext } = GUESTS;
  if (most < orders || most < share * ids.length || most < timesNext * next) return [];
  return [
    `"${name}" is "${id}" in ${most} of ${ids.length} orders, which count as those of one customer. Is it what
stands there for all guests? Then leave these out with --except "${name}=${id}", or name a column that tells
them apart with --id${id.includes("@") ? "" : ", such as that of the e-mail address"}.`,
  ];
}
