/** Where the fault lies: row numbers and field names from the outside in, e.g. `[3, "at"]`. */
export type ErrorPath = readonly (string | number)[];

/** Plain facts about the fault (the value met, the bound missed …), ready for a log line. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/**
 * The base of everything that this package throws.
 *
 * `code` is stable and meant for programs, `message` is meant for people, `path` says where. A verb's
 * `@throws` lists the codes of its own; a wrong type, number, option, id or time has one in every verb.
 * Guard with {@link isClienteleError}, then ask `name`: `instanceof` fails where two copies of a package
 * meet, and `clientele` and its subpaths, such as `clientele/clv`, are two.
 */
export class ClienteleError extends Error {
  override readonly name: string = "ClienteleError";
  readonly code: string;
  readonly path: ErrorPath;
  readonly details: ErrorDetails;

  constructor(code: string, message: string, path: ErrorPath = [], details: ErrorDetails = {}) {
    super(path.length === 0 ? message : `${formatPath(path)}: ${message}`);
    this.code = code;
    this.path = path;
    this.details = details;
  }
}

/** A wrong call or corrupt data. */
export class InputError extends ClienteleError {
  override readonly name = "InputError";
}

/** A fit that has no answer: too little data, or an optimum that was not reached. */
export class FitError extends ClienteleError {
  override readonly name = "FitError";
}

/** A ledger that contradicts itself: an entry or an account that nobody can have decided. */
export class LedgerError extends ClienteleError {
  override readonly name = "LedgerError";
}

/**
 * Is this one of the package's own errors? By structure, so that it also holds across copies.
 *
 * @example
 * ```ts
 * import { isClienteleError, summarizeOrders } from "clientele";
 *
 * let code = "";
 * try {
 *   summarizeOrders([{ customerId: "a", at: "yesterday", value: 5 }], { asOf: "2026-01-31" });
 * } catch (error) {
 *   if (isClienteleError(error)) code = error.code;
 * }
 * code; // => "invalid_time"
 * ```
 */
export function isClienteleError(value: unknown): value is ClienteleError {
  return value instanceof Error && "code" in value && "path" in value && Array.isArray(value.path);
}

function formatPath(path: ErrorPath): string {
  return path
    .map((step, index) =>
      typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`,
    )
    .join("");
}
