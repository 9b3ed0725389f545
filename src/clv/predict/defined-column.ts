import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";

export interface UndefinedValues {
  /**
   * For columns: a mask to be written, 1 where the value is defined, 0 where it is not (the value
   * is then 0). Without a mask an undefined value is an error.
   */
  readonly valid?: Uint8Array | undefined;
}

/** A column of values that may be undefined: told in the mask, or an error. */
export function definedColumn(
  length: number,
  { valid }: UndefinedValues,
  valueAt: (row: number) => number | null,
): Float64Array {
  if (valid !== undefined && !ArrayBuffer.isView(valid)) {
    throw new InputError("invalid_option", `expected a Uint8Array, got ${show(valid)}`, ["valid"]);
  }
  if (valid !== undefined && valid.length !== length) {
    throw new InputError("length_mismatch", `expected ${length} places, got ${valid.length}`, [
      "valid",
    ]);
  }
  const values = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const value = valueAt(row);
    if (value === null && valid === undefined) {
      throw new InputError(
        "infinite_mean",
        "the value is infinite; pass a `valid` mask to go on without such customers",
        ["customers", row],
      );
    }
    values[row] = value ?? 0;
    if (valid !== undefined) valid[row] = value === null ? 0 : 1;
  }
  return values;
}
