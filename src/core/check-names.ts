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

/** Options in which none that has a default is left out. */
export type Completed<Options, Defaults> = Omit<Options, keyof Defaults> & {
  readonly [Name in keyof Defaults]: Name extends keyof Options
    ? Exclude<Options[Name], undefined>
    : Defaults[Name];
};

/** The options, and the defaults for those that are left out or `undefined`. */
export function withDefaults<Options extends object, Defaults extends object>(
  options: Options,
  defaults: Defaults,
): Completed<Options, Defaults>;
export function withDefaults(options: object, defaults: object): object {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
