import { createRequire } from "node:module";
import { Engine } from "json-rules-engine";

const { version } = createRequire(import.meta.url)("json-rules-engine/package.json");

/** What the conditions ask about. */
export interface Facts {
  readonly store: string;
  readonly channel: string;
  /** In cents. */
  readonly amount: number;
  readonly categories: readonly string[];
}

/** Ten rules of one or two conditions, as that engine writes them; the names of those that hold. */
export function openJsonRules() {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (let index = 0; index < 10; index++) {
    const conditions =
      index % 2 === 0
        ? [
            { fact: "store", operator: "equal", value: index % 4 === 0 ? "berlin" : "paris" },
            { fact: "amount", operator: "greaterThanInclusive", value: 1000 + 400 * index },
          ]
        : [{ fact: "categories", operator: "contains", value: `c${index}` }];
    engine.addRule({ conditions: { all: conditions }, event: { type: `rule-${index}` } });
  }
  return {
    name: `json-rules-engine ${version}`,
    async run(facts: Facts): Promise<string[]> {
      const { events } = await engine.run({ ...facts });
      return events.map(({ type }) => type).sort();
    },
  };
}
