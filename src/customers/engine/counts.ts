/** How often each whole number from 0 was met. */
export interface Counts {
  add(value: number): void;
  /** How many were added. */
  total(): number;
  /** The middle one, the mean of the middle two where their number is even; null without any. */
  median(): number | null;
}

/** Nothing counted yet. For numbers up to some millions: memory goes with the largest. */
export function openCounts(): Counts {
  let counts = new Float64Array(1024);
  let total = 0;

  function nth(position: number): number {
    let value = 0;
    for (let passed = counts[0]; passed <= position; passed += counts[value]) value++;
    return value;
  }

  return {
    add(value) {
      if (value >= counts.length) {
        const grown = new Float64Array(2 ** Math.ceil(Math.log2(value + 1)));
        grown.set(counts);
        counts = grown;
      }
      counts[value] += 1;
      total += 1;
    },
    total: () => total,
    median() {
      if (total === 0) return null;
      const lower = nth(Math.ceil(total / 2) - 1);
      return total % 2 === 1 ? lower : (lower + nth(total / 2)) / 2;
    },
  };
}
