/** The first fields of a value that lacks another: columns of a file go by many names. */
export function showFields(value: object): string {
  if (value instanceof Promise) return "a promise: await it";
  const fields = Object.keys(value).slice(0, 7).fill("…", 6).join(", ");
  return fields ? `{ ${fields} }` : "{}";
}
