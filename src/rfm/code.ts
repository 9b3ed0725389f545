import type { RfmTriple } from "./types.ts";

/** R, F and M scores side by side; with dashes where two digits would run into each other. */
export function joinCode({ r, f, m }: RfmTriple, scores: readonly number[]): string {
  return scores.join(Math.max(r, f, m) > 9 ? "-" : "");
}
