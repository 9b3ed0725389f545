/**
 * What is known of a customer who is alive now: a BG/NBD of her own. Her rate is Gamma(shape, clock),
 * and after each purchase from now on she leaves with a probability of Beta(a, b).
 *
 * From x purchases and n chances to leave by age T: shape = r+x, clock = α+T, and b grown by n.
 */
export interface LivingWorld {
  readonly shape: number;
  readonly clock: number;
  readonly a: number;
  readonly b: number;
}
