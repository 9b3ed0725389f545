/** Beyond this a parameter is a mistake, and sums over counts take for ever. */
export const LARGEST_PARAMETER = 1e15;
/** With less, ratios of parameters leave the range of numbers. */
export const LEAST_PARAMETER = 1e-200;
