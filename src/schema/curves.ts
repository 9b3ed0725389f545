import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { AalenJohansenCurves } from "../retention/survival/aalen-johansen.ts";
import type { CurveWarningCode, KaplanMeierCurve } from "../retention/survival/curve.ts";
import type { NelsonAalenCurve } from "../retention/survival/nelson-aalen.ts";
import { SURVIVAL_INTERVALS } from "../retention/survival/survival-interval.ts";
import {
  count,
  customerId,
  lawful,
  level,
  listOf,
  nonNegative,
  share,
  warningOf,
} from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const interval = z.enum(SURVIVAL_INTERVALS);
const bounds = { lower: z.nullable(share), upper: z.nullable(share) };
const step = { time: nonNegative, atRisk: nonNegative, events: nonNegative, censored: nonNegative };

/** What is stored of a Kaplan-Meier curve; see {@link parseKaplanMeierCurve}. */
export const kaplanMeierCurveSchema = z.strictObject({
  kind: z.literal("kaplan-meier"),
  n: count,
  events: nonNegative,
  censored: nonNegative,
  interval,
  level,
  median: z.strictObject({
    probability: share,
    time: z.nullable(nonNegative),
    lower: z.nullable(nonNegative),
    upper: z.nullable(nonNegative),
  }),
  points: listOf(
    z.strictObject({ ...step, survival: share, standardError: z.nullable(nonNegative), ...bounds }),
  ).check(lawful((points) => checkSteps(points, "survival", -1))),
  warnings: listOf(warningOf(z.enum(["all_gone_early"] satisfies CurveWarningCode[]))),
});

/** What is stored of a Nelson-Aalen curve; see {@link parseNelsonAalenCurve}. */
export const nelsonAalenCurveSchema = z.strictObject({
  kind: z.literal("nelson-aalen"),
  n: count,
  events: nonNegative,
  censored: nonNegative,
  points: listOf(
    z.strictObject({
      ...step,
      cumulativeHazard: nonNegative,
      standardError: nonNegative,
      lower: z.nullable(nonNegative),
      upper: z.nullable(nonNegative),
    }),
  ).check(lawful((points) => checkSteps(points, "cumulativeHazard", 1))),
});

/** What is stored of Aalen-Johansen curves; see {@link parseAalenJohansenCurves}. */
export const aalenJohansenCurvesSchema = z.strictObject({
  kind: z.literal("aalen-johansen"),
  n: count,
  censored: nonNegative,
  interval,
  level,
  causes: listOf(
    z.strictObject({
      cause: customerId,
      events: nonNegative,
      points: listOf(
        z.strictObject({
          time: nonNegative,
          atRisk: nonNegative,
          events: nonNegative,
          incidence: share,
          standardError: nonNegative,
          ...bounds,
        }),
      ).check(lawful((points) => checkSteps(points, "incidence", 1))),
    }),
  ),
  survival: listOf(
    z.strictObject({ time: nonNegative, survival: share, standardError: nonNegative }),
  ).check(lawful((points) => checkSteps(points, "survival", -1))),
});

/** Times rise, and the curve keeps its direction: 1 up, -1 down. */
function checkSteps<Name extends string>(
  points: readonly ({ readonly time: number } & Readonly<Record<Name, number>>)[],
  name: Name,
  direction: 1 | -1,
): void {
  points.forEach((point, i) => {
    const before = points[i - 1];
    if (before === undefined) return;
    if (!(point.time > before.time)) {
      const message = `expected a time after ${before.time}, got ${point.time}`;
      throw new InputError("out_of_range", message, [i, "time"]);
    }
    if (direction * (point[name] - before[name]) >= 0) return;
    const way = direction > 0 ? "at least" : "at most";
    const message = `expected ${way} ${before[name]}, as before, got ${point[name]}`;
    throw new InputError("out_of_range", message, [i, name]);
  });
}

/**
 * Is this a survival curve, as `kaplanMeier` makes them of rows?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the curve, ready for `survivalAt`, `survivalQuantiles` and `restrictedMean`
 * @throws InputError `unknown_key`, `invalid_option`, `not_a_number`, `non_finite_value`, `negative_value`,
 *   `out_of_range` also where times do not rise or survival does; `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { kaplanMeier } from "clientele/retention";
 * import { parseKaplanMeierCurve } from "clientele/schema";
 *
 * const curve = kaplanMeier([{ time: 2, event: true }, { time: 3, event: false }]);
 * parseKaplanMeierCurve(JSON.parse(JSON.stringify(curve))).median.time; // => 2
 * parseKaplanMeierCurve({ ...curve, points: curve.points.toReversed() }); // => throws out_of_range
 * ```
 */
export function parseKaplanMeierCurve(data: unknown): KaplanMeierCurve {
  return parseWith(kaplanMeierCurveSchema, data);
}

/**
 * Is this a curve of cumulative hazard, as `nelsonAalen` makes them of rows?
 *
 * @param data - anything
 * @returns the curve
 * @throws InputError as `parseKaplanMeierCurve` does
 *
 * @example
 * ```ts
 * import { nelsonAalen } from "clientele/retention";
 * import { parseNelsonAalenCurve } from "clientele/schema";
 *
 * const curve = nelsonAalen([{ time: 2, event: true }, { time: 3, event: false }]);
 * parseNelsonAalenCurve(JSON.parse(JSON.stringify(curve))).points[0].cumulativeHazard; // => 0.5
 * ```
 */
export function parseNelsonAalenCurve(data: unknown): NelsonAalenCurve {
  return parseWith(nelsonAalenCurveSchema, data);
}

/**
 * Are these curves of competing risks, as `aalenJohansen` makes them?
 *
 * @param data - anything
 * @returns the curves
 * @throws InputError as `parseKaplanMeierCurve` does
 *
 * @example
 * ```ts
 * import { aalenJohansen } from "clientele/retention";
 * import { parseAalenJohansenCurves } from "clientele/schema";
 *
 * const curves = aalenJohansen([{ time: 2, cause: "price" }, { time: 3, cause: null }]);
 * parseAalenJohansenCurves(JSON.parse(JSON.stringify(curves))).causes[0].cause; // => "price"
 * ```
 */
export function parseAalenJohansenCurves(data: unknown): AalenJohansenCurves {
  return parseWith(aalenJohansenCurvesSchema, data);
}
