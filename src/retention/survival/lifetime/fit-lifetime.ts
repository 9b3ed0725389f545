import { checkNames } from "../../../core/check-names.ts";
import { checkChoice } from "../../../core/checks.ts";
import { FitError, InputError } from "../../../core/errors.ts";
import type { FitReport, FitWarningCode } from "../../../core/fit-report.ts";
import type { TimeUnit } from "../../../core/time-unit.ts";
import type { Warning } from "../../../core/warning.ts";
import { carryBy, type Jacobian, jacobianOf } from "../../../numeric/delta-method.ts";
import {
  type MaximumLikelihood,
  maximizeLikelihood,
  WEAK_ERROR,
} from "../../../numeric/likelihood.ts";
import { byDifferences } from "../../../numeric/optimize/by-differences.ts";
import { total } from "../../../numeric/vector.ts";
import type { Duration, DurationColumns } from "../duration.ts";
import { rankTimes } from "../rank-times.ts";
import { type Durations, readDurations } from "../read-durations.ts";
import type { LifetimeLaw } from "./model.ts";

export interface FitLifetimeOptions {
  /** The unit that the durations are counted in, which the model remembers; `day` unless given. */
  readonly timeUnit?: TimeUnit | undefined;
}

/** What the fits of lifetimes do unless told otherwise. */
export const FIT_LIFETIME_DEFAULTS = { timeUnit: "day" } as const satisfies FitLifetimeOptions;

/** Less than this is lost in the rounding of what is left of 1. */
const LEAST_SHARE = 1e-12;

/** How a model's parameters, in their order, make a law. */
export interface LifetimeFamily<Parameter extends string> {
  readonly label: <Value>(values: readonly Value[]) => Readonly<Record<Parameter, Value>>;
  /** Parameters from a guess at the scale, in the unit of a mean lifetime. */
  readonly start: (scale: number) => readonly number[];
  readonly lawOf: (values: Float64Array) => LifetimeLaw;
  /** ∂ by each parameter, from those by scale and by shape. */
  readonly chain: (
    values: Float64Array,
    byScale: number,
    byShape: number,
    to: Float64Array,
  ) => void;
  /** Which of the parameters are times. */
  readonly times: readonly boolean[];
}

/** Durations that start at 0 and end in an event or not, by distinct time. */
interface Counts {
  readonly times: Float64Array;
  readonly events: Float64Array;
  /** Those censored, less those who entered: they are known to have come so far. */
  readonly others: Float64Array;
}

/** A clock, and the z of the lifetime that the search is for, which at 0 is the law's own. */
interface Mark {
  readonly clock: number;
  readonly origin: number;
}

interface Tally extends Counts, Mark {
  /** Logarithms of times on the clock. */
  readonly logs: Float64Array;
}

export function fitLifetime<Parameter extends string>(
  family: LifetimeFamily<Parameter>,
  data: readonly Duration[] | DurationColumns,
  options: FitLifetimeOptions,
): {
  timeUnit: TimeUnit;
  params: Readonly<Record<Parameter, number>>;
  fit: FitReport<Parameter>;
} {
  checkNames(options, ["timeUnit"]);
  const timeUnit = checkChoice<TimeUnit>(
    options.timeUnit ?? FIT_LIFETIME_DEFAULTS.timeUnit,
    ["day", "week", "month", "year"],
    ["timeUnit"],
  );
  const durations = readDurations(data);
  const { time, event, weight } = durations;
  let exposure = 0;
  let events = 0;
  let customers = 0;
  for (let row = 0; row < time.length; row++) {
    const count = weight === undefined ? 1 : weight[row];
    customers += count;
    exposure += count * (time[row] - (durations.entry?.[row] ?? 0));
    if (event[row] === 0) continue;
    events += count;
    if (time[row] === 0) {
      const message =
        "expected events after 0, whose logarithm is finite: count a lifetime in full days";
      throw new InputError("out_of_range", message, [durations.rows?.[row] ?? row, "time"]);
    }
  }
  if (events === 0)
    throw new FitError("no_events", "nobody has the event: there is nothing to fit");
  const { kernel } = family.lawOf(Float64Array.from(family.start(1)));
  const share = Math.max(events / customers, LEAST_SHARE);
  // Of few events the data know when this share is gone, not when half are: a time that may lie far out.
  const origin = Math.min(0, kernel.upper(1 - share));
  const counts = countByTime(durations);
  const eventLogs = counts.times.map((at, k) => counts.events[k] * Math.log(at));
  const marks: Mark[] = [
    { clock: exposure / (origin < 0 ? customers : events), origin },
    { clock: exposure / events, origin: 0 },
    { clock: Math.exp(total(eventLogs) / events), origin: 0 },
  ];
  let best: MaximumLikelihood<Parameter> | undefined;
  let failure: unknown;
  for (const mark of family.times.length > 1 ? marks : marks.slice(1, 2)) {
    if (best?.fit.verdict === "optimum") break;
    try {
      const found = search(family, counts, mark, customers);
      if (isBetter(found.fit, best?.fit)) best = found;
    } catch (error) {
      failure = error;
    }
  }
  if (best === undefined) throw failure;
  const { params, fit } = best;
  return { timeUnit, params, fit: { ...fit, warnings: [...fit.warnings, ...farOut(best)] } };
}

function search<Parameter extends string>(
  family: LifetimeFamily<Parameter>,
  counts: Counts,
  mark: Mark,
  customers: number,
): MaximumLikelihood<Parameter> {
  const { clock, origin } = mark;
  const logs = counts.times.map((time) => Math.log(time / clock));
  const tally: Tally = { ...counts, ...mark, logs };
  const found = maximizeLikelihood<Parameter>({
    label: family.label,
    logLikelihood: (values, gradient) => likelihoodOf(family, tally, values, gradient),
    method: byDifferences,
    starts: [family.start(1), family.start(0.5)] as const,
    onOwnScale: (values) => {
      const unit = clock * Math.exp(-origin / family.lawOf(values).shape);
      return values.map((value, i) => (family.times[i] ? value * unit : value));
    },
    ...(origin < 0 && { carry: carryBy(relativeSlopes) }),
    logScale: -total(counts.events) * Math.log(clock),
    customers,
    patterns: counts.times.length,
  });
  if (Object.values<number>(found.params).every(Number.isFinite)) return found;
  throw new FitError(
    "no_convergence",
    "half of the customers stay longer than any number can tell",
  );
}

function isBetter(one: FitReport, other: FitReport | undefined): boolean {
  return (
    other === undefined || one.verdict === "optimum" || one.logLikelihood > other.logLikelihood
  );
}

/** Those of the logarithm, which has no power of e to bend it, times what it is the logarithm of. */
const relativeSlopes: Jacobian = (map, point) => {
  const own = map(point);
  return jacobianOf((at) => map(at).map(Math.log), point).map((row, i) =>
    row.map((slope) => slope * own[i]),
  );
};

/** What few events leave open, however well they tell how many leave early. */
function farOut<Parameter extends string>({
  params,
  fit,
}: Pick<MaximumLikelihood<Parameter>, "params" | "fit">): Warning<FitWarningCode>[] {
  const values = Object.values<number>(params);
  const errors = Object.values<number | null>(fit.standardErrors);
  const weak = fit.estimates.filter((_, i) => (errors[i] ?? 0) > WEAK_ERROR * values[i]);
  if (weak.length === 0 || fit.warnings.some(({ code }) => code === "weakly_identified")) return [];
  const parameters = weak.join(", ");
  const message = `the data say little about ${parameters}`;
  return [{ code: "weakly_identified", message, details: { parameters } }];
}

function countByTime(durations: Durations): Counts {
  const { event, weight } = durations;
  // Ranks may call close times one; a density may not, whatever the clock.
  const { times, end, entry } = rankTimes(durations, 0);
  const events = new Float64Array(times.length);
  const others = new Float64Array(times.length);
  for (let row = 0; row < end.length; row++) {
    const count = weight === undefined ? 1 : weight[row];
    (event[row] === 1 ? events : others)[end[row]] += count;
    if (entry !== undefined && entry[row] >= 0) others[entry[row]] -= count;
  }
  // Who is censored at 0 tells nothing.
  const from = times[0] === 0 ? 1 : 0;
  return {
    times: times.subarray(from),
    events: events.subarray(from),
    others: others.subarray(from),
  };
}

function likelihoodOf<Parameter extends string>(
  family: LifetimeFamily<Parameter>,
  { logs, events, others, origin }: Tally,
  values: Float64Array,
  gradient: Float64Array,
): number {
  const { kernel, scale, shape } = family.lawOf(values);
  const mark = Math.log(scale);
  let value = total(events) * Math.log(shape);
  let byScale = 0;
  let byShape = total(events) / shape;
  for (let k = 0; k < logs.length; k++) {
    const ahead = logs[k] - mark;
    const z = ahead * shape + origin;
    let slope = 0;
    if (events[k] > 0) {
      value += events[k] * (kernel.logDensity(z) - logs[k]);
      slope += events[k] * kernel.densitySlope(z);
    }
    if (others[k] !== 0) {
      value += others[k] * kernel.logTail(z);
      slope += others[k] * kernel.tailSlope(z);
    }
    byScale -= slope * (shape / scale);
    byShape += slope * ahead;
  }
  family.chain(values, byScale, byShape, gradient);
  return value;
}
