/**
 * `num ÷ den` cut down to a whole number, toward minus infinity; both safe integers, `den` above 0.
 * The float nearest to the quotient lies between the same whole numbers: the next one is at least
 * 1 ÷ den away, and so more than half the step between floats as long as `num` is safe.
 */
export function divideSafe(num: number, den: number): number {
  return Math.floor(num / den);
}
