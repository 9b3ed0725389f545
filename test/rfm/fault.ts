import { ClienteleError } from "../../src/core/errors.ts";

/** Code and path of the package's error; any other error passes through. */
export function faultOf(run: () => unknown) {
  try {
    run();
  } catch (error) {
    if (error instanceof ClienteleError) return { code: error.code, path: error.path };
    throw error;
  }
  return undefined;
}
