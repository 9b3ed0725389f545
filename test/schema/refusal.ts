import { InputError } from "../../src/core/errors.ts";

export type Parse = (data: unknown) => unknown;

/** The error that data are refused with. */
export function refusalOf(parse: Parse, data: unknown): InputError {
  try {
    parse(data);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** JSON that holds a key `__proto__` of its own, as no literal can. */
export function withOwnProto(data: object): unknown {
  return JSON.parse(JSON.stringify(data).replace("{", '{"__proto__":{"polluted":true},'));
}
