import { checkObject } from "./checks.ts";
import { checkKeys, checkOptions } from "./expect.ts";

/** A list of all these keys: what it lacks, the compiler names. */
export type AllNames<Key extends PropertyKey, Name extends Key> = readonly (Name & string)[] &
  ([Exclude<Key, Name>] extends [never] ? unknown : { readonly lacks: Exclude<Key, Name> });

/** Options, none of them under a name that is none. */
export function checkNames<Options extends object, Name extends keyof Options>(
  options: Options,
  names: AllNames<keyof Options, Name>,
): void {
  checkOptions(options, names);
}

/** Options to read, none of them under a name that is none. */
export function readOptions<Options extends object, Name extends keyof Options>(
  options: Options,
  names: AllNames<keyof Options, Name>,
): Options {
  checkKeys(checkObject(options, "options"), names);
  return options;
}
