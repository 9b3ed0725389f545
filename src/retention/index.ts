export type { NumberColumn } from "../core/columns.ts";
export type { FitReport, FitVerdict, FitWarningCode } from "../core/fit-report.ts";
export type { TimeUnit } from "../core/time-unit.ts";
export type { Warning } from "../core/warning.ts";
export { fitBetaDiscreteWeibull } from "./beta-discrete-weibull/fit.ts";
export type {
  BetaDiscreteWeibullModel,
  BetaDiscreteWeibullParameter,
  BetaDiscreteWeibullParams,
} from "./beta-discrete-weibull/model.ts";
export type {
  CohortSurvivors,
  ContractColumns,
  ContractData,
  ContractHistory,
  ContractPatterns,
} from "./contract-data.ts";
export type { ContractModel, FittedContract } from "./contract-model.ts";
export type { RenewalColumns, RenewalHistory } from "./renewal-targets.ts";
export { type ResidualLifetimeOptions, residualLifetime } from "./residual-lifetime.ts";
export {
  RESIDUAL_VALUE_DEFAULTS,
  type ResidualValueOptions,
  residualValue,
} from "./residual-value.ts";
export { fitShiftedBetaGeometric } from "./shifted-beta-geometric/fit.ts";
export type {
  ShiftedBetaGeometricModel,
  ShiftedBetaGeometricParameter,
  ShiftedBetaGeometricParams,
} from "./shifted-beta-geometric/model.ts";
export {
  type SimulatedLifetimes,
  type SimulateLifetimesOptions,
  simulateLifetimes,
} from "./simulate-lifetimes.ts";
export { type SurvivalCurveOptions, type SurvivalPoint, survivalCurve } from "./survival-curve.ts";
