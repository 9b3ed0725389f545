/** First day of the week: 0 for Sunday, 1 for Monday … 6 for Saturday. */
export type WeekStart = 0 | 1 | 2 | 3 | 4 | 5 | 6;
