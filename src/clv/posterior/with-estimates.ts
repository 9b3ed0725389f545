/** Any model that is made of numbers by name. */
export interface NumericModel {
  readonly params: Readonly<Record<string, number>>;
  readonly covariates?: object;
}

/**
 * The same model with other numbers, and without the report of a fit, which no longer applies.
 * Coefficients of covariates go by `process.covariate`, `equal.covariate` moves both processes.
 */
export function withEstimates<Model extends NumericModel>(
  model: Model,
  estimates: Readonly<Record<string, number>>,
): Model;
export function withEstimates(
  model: NumericModel,
  estimates: Readonly<Record<string, number>>,
): NumericModel {
  const params = { ...model.params };
  const effects: Record<string, Record<string, number>> = {};
  for (const [name, value] of Object.entries(estimates)) {
    if (Object.hasOwn(params, name)) {
      params[name] = value;
      continue;
    }
    const dot = name.indexOf(".");
    const process = name.slice(0, dot);
    for (const moved of process === "equal" ? ["transaction", "lifetime"] : [process]) {
      effects[moved] = { ...effects[moved], [name.slice(dot + 1)]: value };
    }
  }
  const { fit: _, ...plain } = { fit: undefined, ...model };
  const hasEffects = Object.keys(effects).length > 0;
  return { ...plain, params, ...(hasEffects && { covariates: effects }) };
}
