import type { RefundedLine } from "./account.ts";

/** By line, what came back of its amount, in minor units. */
export function unitsOf(lines: readonly RefundedLine[] = []): Map<string, number> {
  return new Map(lines.map(([line, units]): [string, number] => [line, units]));
}

/** By line, how many of its pieces came back. */
export function piecesOf(lines: readonly RefundedLine[] = []): Map<string, number> {
  return new Map(lines.map(([line, , pieces = 0]): [string, number] => [line, pieces]));
}
