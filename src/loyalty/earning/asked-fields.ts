import { isRecord } from "../../criteria/read-own.ts";

const ATTRIBUTE_FIELD = /^(?:order|member|action)\.attributes\../s;
// More than a condition may have; past it the compiler of conditions says what is wrong.
const MOST_PLACES = 10_000;

/** The fields that conditions ask of; each place is looked at once, also in a circle. */
export function askedFields(conditions: readonly unknown[]): Set<string> {
  return new Set(conditions.flatMap(fieldsOf));
}

function fieldsOf(condition: unknown): string[] {
  const names: string[] = [];
  const seen = new Set<unknown>();
  const open: unknown[] = [condition];
  while (open.length > 0 && seen.size < MOST_PLACES) {
    const place = open.pop();
    if (!isRecord(place) || seen.has(place)) continue;
    seen.add(place);
    if (Array.isArray(place)) {
      for (const member of place.slice(0, MOST_PLACES)) open.push(member);
      continue;
    }
    if (typeof place.field === "string") names.push(place.field);
    for (const group of ["all", "any", "none"])
      if (Object.hasOwn(place, group)) open.push(place[group]);
  }
  return names;
}

export function isAttribute(field: string): boolean {
  return ATTRIBUTE_FIELD.test(field);
}
