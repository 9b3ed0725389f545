import type { PurchaseFamily } from "../fitting/family.ts";
import type { BetaGeometricParameter } from "./params.ts";

/** Where searches for (r, alpha, a, b) begin. */
export const betaGeometricStarts: PurchaseFamily<BetaGeometricParameter>["starts"] = (alphaFor) => [
  // From here few searches end on a lower hill, where most left at once.
  [0.15, alphaFor(0.15) / 1.5, 1, 8],
  // Most never buy again, and the others stay.
  [0.05, alphaFor(0.05) / 5, 2, 200],
  // Customers are alike; many, or most, left at once, and the others stay.
  [20, alphaFor(20) / 3, 0.3, 0.05],
  [2, alphaFor(2) / 3, 0.01, 0.01],
  // Nobody buys on.
  [0.1, alphaFor(0.1) / 3, 5, 0.05],
];

/** The same where customers may leave at once, after their first purchase: many of them, for a start. */
export const openingStarts: typeof betaGeometricStarts = (alphaFor) => [
  // Of rare buyers who leave late one in six of these searches ends on the lower of two hills, and one
  // in a hundred along with the next.
  [1.5, alphaFor(1.5) / 2, 0.3, 0.15],
  ...betaGeometricStarts(alphaFor),
];
