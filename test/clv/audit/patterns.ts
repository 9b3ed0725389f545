/** Histories that every purchase model fits in a moment. */
export const patterns = {
  timeUnit: "week",
  frequency: [0, 1, 1, 2, 3, 5, 8],
  recency: [0, 4, 20, 9, 30, 12, 35],
  age: [38, 38, 36, 38, 33, 37, 38],
  weight: [600, 90, 70, 40, 35, 10, 20],
} as const;
