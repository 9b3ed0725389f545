import type { Case } from "./case.ts";

/** The cases of one file: what peers of other cases load would slow down the one that is measured. */
export async function casesIn(file: string): Promise<readonly Case[]> {
  const { cases }: { readonly cases: readonly Case[] } = await import(`./cases/${file}.ts`);
  return cases;
}
