const SHOWN = 5;
/** More values than a status has: what comes later is not told apart. */
const MOST_VALUES = 1000;

/** An argument as a shell takes it. */
export function quoted(argument: string): string {
  return /^[\w./:=-]+$/.test(argument) ? argument : `"${argument.replace(/(["\\$`])/g, "\\$1")}"`;
}

/** By the very name, or the only one that differs in case alone. */
export function placeNamed(header: readonly string[], name: string): number {
  const place = header.indexOf(name);
  if (place >= 0) return place;
  const lower = header.map((cell) => cell.toLowerCase());
  const alike = lower.indexOf(name.toLowerCase());
  return alike === lower.lastIndexOf(name.toLowerCase()) ? alike : -1;
}

/** One more of a value. */
export function count(counts: Map<string, number>, value: string): void {
  const before = counts.get(value);
  if (before !== undefined || counts.size < MOST_VALUES) counts.set(value, (before ?? 0) + 1);
}

/** What a column holds, in words. */
export function mostCommon(counts: ReadonlyMap<string, number>): string {
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  const shown = sorted.slice(0, SHOWN).map(([value, n]) => `${value || "(empty)"} ${n}`);
  return [...shown, ...(sorted.length > SHOWN ? ["…"] : [])].join(", ");
}
