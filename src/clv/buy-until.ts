import { InputError } from "../core/errors.ts";

/** Of one customer: beyond this the rate is a mistake, and the memory at its end. */
const MOST_PURCHASES = 1e6;

/** The times of a customer's purchases up to `end`, ascending, by drawing gaps while she stays. */
export function buyUntil(
  end: number,
  drawGap: () => number,
  stays: () => boolean = () => true,
): number[] {
  const times: number[] = [];
  for (let time = drawGap(); time <= end; time += drawGap()) {
    times.push(time);
    if (times.length > MOST_PURCHASES) {
      const message = `a customer buys more than ${MOST_PURCHASES} times: too fast a rate`;
      throw new InputError("out_of_range", message, ["purchases", "params"]);
    }
    if (!stays()) break;
  }
  return times;
}
