/** What is computed of every customer, by customer number. */
export interface Summaries {
  /** Repeat days: distinct purchase days after the first; -1 where an engine said nothing. */
  readonly repeats: Int32Array;
  /** The first and last purchase day. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** The mean day total of the repeat days; 0 without any. */
  readonly mean: Float64Array;
}

export function emptySummaries(customers: number): Summaries {
  return {
    repeats: new Int32Array(customers).fill(-1),
    first: new Int32Array(customers),
    last: new Int32Array(customers),
    mean: new Float64Array(customers),
  };
}

/** Throws at the first customer that two engines sum up differently, by however little. */
export function checkEqual(name: string, peers: Summaries, ours: Summaries): void {
  for (const field of ["repeats", "first", "last", "mean"] as const) {
    for (let customer = 0; customer < ours.repeats.length; customer++) {
      if (peers[field][customer] === ours[field][customer]) continue;
      throw new Error(
        `${name} disagrees on ${field} of customer ${customer}: ${peers[field][customer]}, ours ${ours[field][customer]}`,
      );
    }
  }
}
