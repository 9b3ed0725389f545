import { isClienteleError } from "clientele";

/** Too little data for a model; the rest of the report stands. */
export interface Unavailable {
  readonly unavailable: string;
}

/** What is learnt, or why nothing can be. */
export function ifThereIsEnough<Result>(learn: () => Result): Result | Unavailable {
  try {
    return learn();
  } catch (error) {
    if (isClienteleError(error) && error.name === "FitError") return { unavailable: error.message };
    throw error;
  }
}
