import { checkPositive, show } from "../../../core/checks.ts";
import { InputError } from "../../../core/errors.ts";
import type { FitReport } from "../../../core/fit-report.ts";
import type { TimeUnit } from "../../../core/time-unit.ts";
import { type Kernel, LOGISTIC_KERNEL, NORMAL_KERNEL, WEIBULL_KERNEL } from "./kernels.ts";

/** A parametric lifetime by its kind and parameters. */
export interface LifetimeModelOf<Kind extends string, Parameter extends string> {
  readonly kind: Kind;
  readonly version: 1;
  readonly params: Readonly<Record<Parameter, number>>;
  /** The unit of the durations. */
  readonly timeUnit: TimeUnit;
  readonly fit?: FitReport<Parameter>;
}

/** S(t) = exp(-t/scale): the risk of leaving never changes. */
export type ExponentialModel = LifetimeModelOf<"exponential", "scale">;
/** S(t) = exp(-(t/scale)^shape): the risk falls (shape < 1) or rises (shape > 1) for ever. */
export type WeibullModel = LifetimeModelOf<"weibull", "shape" | "scale">;
/** S(t) = Φ(-log(t/median)/sigma): the risk rises to a peak and falls. */
export type LogNormalModel = LifetimeModelOf<"log-normal", "median" | "sigma">;
/** S(t) = 1/(1 + (t/median)^shape): falls, or with shape > 1 rises to a peak first. */
export type LogLogisticModel = LifetimeModelOf<"log-logistic", "median" | "shape">;

export type LifetimeModel = ExponentialModel | WeibullModel | LogNormalModel | LogLogisticModel;

/** log T = log(scale) + Z/shape, Z of the kernel. */
export interface LifetimeLaw {
  readonly kernel: Kernel;
  readonly scale: number;
  readonly shape: number;
}

/** The law of a model, fitted, typed in or loaded. */
export function lawOf(model: LifetimeModel): LifetimeLaw {
  const { kind, params } = model ?? {};
  if (model?.version !== 1 || typeof params !== "object" || params === null) {
    throw new InputError("unknown_model", `expected a lifetime model, got ${show(kind)}`, ["kind"]);
  }
  const read = (value: unknown, name: string) => checkPositive(value, ["params", name]);
  switch (model.kind) {
    case "exponential":
      return { kernel: WEIBULL_KERNEL, scale: read(model.params.scale, "scale"), shape: 1 };
    case "weibull":
      return {
        kernel: WEIBULL_KERNEL,
        scale: read(model.params.scale, "scale"),
        shape: read(model.params.shape, "shape"),
      };
    case "log-normal":
      return {
        kernel: NORMAL_KERNEL,
        scale: read(model.params.median, "median"),
        shape: 1 / read(model.params.sigma, "sigma"),
      };
    case "log-logistic":
      return {
        kernel: LOGISTIC_KERNEL,
        scale: read(model.params.median, "median"),
        shape: read(model.params.shape, "shape"),
      };
    default:
      model satisfies never;
      throw new InputError("unknown_model", `expected a lifetime model, got ${show(kind)}`, [
        "kind",
      ]);
  }
}
