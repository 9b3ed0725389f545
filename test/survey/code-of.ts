import { isClienteleError } from "../../src/core/errors.ts";

/** Code and path of the error that some work throws. */
export function codeOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (isClienteleError(error)) return { code: error.code, path: error.path };
    throw error;
  }
  return undefined;
}
