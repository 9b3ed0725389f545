import { integrateBy } from "../../numeric/gauss-legendre.ts";
import { betaAt, logOdds, reachFrom, singularitiesOf, timeOfOdds } from "./lifetime.ts";

/** On the logarithmic clock. */
const LONGEST = 2;
/** The logarithm of the steepest fall within a panel. */
const STEEPEST = 10;
/** What is left when it is below this share of what has been found is nothing. */
const NOTHING = 1e-18;

/**
 * ∫ e^(-δt) S(t) dt between two times, the later one perhaps infinite; exact to 1e-13 of itself. Panels
 * as those of a history's ending: in ln(c + t), cut where the integrand falls too steeply.
 */
export function livingTime(
  { b, s, beta }: { readonly b: number; readonly s: number; readonly beta: number },
  delta: number,
  from: number,
  to: number,
): number {
  const singularities = singularitiesOf(b, beta);
  const c = Math.min(singularities.pole, 1 / b);
  const fallAt = (time: number) => s * logOdds(b, beta, time) + delta * time;
  let total = 0;
  let start = from;
  let fall = fallAt(start);
  while (start < to) {
    // The hazard from here on is at least this.
    const hazard = (s * b) / Math.max(1, betaAt(b, beta, start));
    if (Math.exp(-fall) <= NOTHING * total * (hazard + delta)) break;
    const base = c + start;
    let width = Math.log1p(Math.min(to - start, reachFrom(singularities, start)) / base);
    width = Math.min(width, LONGEST);
    let end = start + base * Math.expm1(width);
    if (fallAt(end) - fall > STEEPEST) {
      const half = STEEPEST / 2;
      const byHazard = timeOfOdds(b, betaAt(b, beta, start), half / s);
      end = Math.min(end, start + Math.min(byHazard, half / delta));
      width = Math.log1p((end - start) / base);
    }
    const left = start;
    total += integrateBy(
      24,
      (v) => {
        const grown = Math.expm1(v);
        return base * (1 + grown) * Math.exp(-fallAt(left + base * grown));
      },
      0,
      width,
    );
    if (!(end > start) || end >= to * (1 - 1e-15)) break;
    start = end;
    fall = fallAt(start);
  }
  return total;
}
