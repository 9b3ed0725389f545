/** So many customers of one purchase each are rather so many orders. */
const MANY_IDS = 30;
/** The orders of a customer that are rather those of all guests: so many, of all, and times the next. */
const GUESTS = { orders: 30, share: 0.1, timesNext: 5 } as const;

/** What is odd about the customers of the orders. */
export function watchCustomers(ids: readonly string[], name: string): string[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
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
  if (next === 0 || most < orders || most < share * ids.length || most < timesNext * next)
    return [];
  return [
    `"${name}" is "${id}" in ${most} of ${ids.length} orders, which count as those of one customer. Is it what
stands there for all guests? Then take their lines out of the file, or name a column that tells
them apart with --id, such as that of the e-mail address.`,
  ];
}
