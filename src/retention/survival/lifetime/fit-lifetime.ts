import { checkNames } from "../../../core/check-names.ts";
import { checkChoice } from "../../../core/checks.ts";
import { FitError, InputError } from "../../../core/errors.ts";
import type { FitReport } from "../../../core/fit-report.ts";
import type { TimeUnit } from "../../../core/time-unit.ts";
import { maximizeLikelihood } from "../../../numeric/likelihood.ts";
import { total } from "../../../numeric/vector.ts";
import type { Duration, DurationColumns } from "../duration.ts";
import { rankTimes } from "../rank-times.ts";
import { type Durations, readDurations } from "../read-durations.ts";
import type { LifetimeLaw } from "./model.ts";

export interface FitLifetimeOptions {
  /** The unit that the durations are counted in, which the model remembers; `day` unless given. */
  readonly timeUnit?: TimeUnit;
}

/** What the fits of lifetimes do unless told otherwise. */
export const FIT_LIFETIME_DEFAULTS = { timeUnit: "day" } as const satisfies FitLifetimeOptions;

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

/** What the likelihood reads: durations that start at 0, end in an event or not, by distinct time. */
interface Tally {
  /** Logarithms of times on the fit's own clock. */
  readonly logs: Float64Array;
  readonly events: Float64Array;
  /** Those censored, less those who entered: they are known to have come so far. */
  readonly others: Float64Array;
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
  const clock = exposure / events;
  const tally = tallyOf(durations, clock);
  const { params, fit } = maximizeLikelihood<Parameter>({
    label: family.label,
    logLikelihood: (values, gradient) => likelihoodOf(family, tally, values, gradient),
    starts: [family.start(1), family.start(0.5)] as const,
    onOwnScale: (values) => values.map((value, i) => (family.times[i] ? value * clock : value)),
    logScale: -events * Math.log(clock),
    customers,
    patterns: tally.logs.length,
  });
  return { timeUnit, params, fit };
}

function tallyOf(durations: Durations, clock: number): Tally {
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
    logs: times.subarray(from).map((time) => Math.log(time / clock)),
    events: events.subarray(from),
    others: others.subarray(from),
  };
}

function likelihoodOf<Parameter extends string>(
  family: LifetimeFamily<Parameter>,
  { logs, events, others }: Tally,
  values: Float64Array,
  gradient: Float64Array,
): number {
  const { kernel, scale, shape } = family.lawOf(values);
  const origin = Math.log(scale);
  let value = total(events) * Math.log(shape);
  let byScale = 0;
  let byShape = total(events) / shape;
  for (let k = 0; k < logs.length; k++) {
    const z = (logs[k] - origin) * shape;
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
    byShape += slope * (logs[k] - origin);
  }
  family.chain(values, byScale, byShape, gradient);
  return value;
}
