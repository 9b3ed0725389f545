import type { CovariateRoles } from "../fitting/family.ts";

/** Of parameters r, alpha, a, b: purchases by alpha, drop-out by the odds of a to b. */
export const BETA_GEOMETRIC_ROLES = {
  transaction: { scale: 1 },
  lifetime: { odds: [2, 3] },
} as const satisfies CovariateRoles;

/** Of parameters r, alpha, s, beta. */
export const PARETO_ROLES = {
  transaction: { scale: 1 },
  lifetime: { scale: 3 },
} as const satisfies CovariateRoles;

/** Of parameters r, alpha, b, s, beta. */
export const GGOMPERTZ_ROLES = {
  transaction: { scale: 1 },
  lifetime: { scale: 4 },
} as const satisfies CovariateRoles;
