/** What cannot be played: said of the scenario, never skipped. */
export class ScenarioError extends Error {}

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readFields(value: unknown, what: string): Fields {
  if (isFields(value)) return value;
  throw new ScenarioError(`${what}: expected an object, got ${JSON.stringify(value)}`);
}

export function readList(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new ScenarioError(`${what}: expected a list, got ${JSON.stringify(value)}`);
}

export function readText(value: unknown, what: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new ScenarioError(`${what}: expected a text, got ${JSON.stringify(value)}`);
}

export function readNumber(value: unknown, what: string): number {
  if (typeof value === "number") return value;
  throw new ScenarioError(`${what}: expected a number, got ${JSON.stringify(value)}`);
}

/** Refuses fields that mean nothing to the player. */
export function refuseOthers(fields: Fields, known: readonly string[], what: string): void {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name)) throw new ScenarioError(`${what}: unknown field ${name}`);
  }
}
