import { checkFinite, show } from "../core/checks.ts";
import type { CustomerId } from "../core/columns.ts";
import { InputError } from "../core/errors.ts";
import { checkOptions } from "../core/expect.ts";
import { murmur3 } from "./stable-hash.ts";

export interface HoldoutOptions {
  /** The part to hold out, from 0 to 1. */
  readonly share: number;
  /** Names the experiment, e.g. `"spring-2026"`: another salt draws anew. */
  readonly salt: string;
}

/** Is a customer held out? */
export function holdoutDraw(options: HoldoutOptions): (id: CustomerId) => boolean {
  checkOptions(options, ["share", "salt"]);
  const { share, salt } = options;
  const part = checkFinite(share, ["share"]);
  if (part < 0 || part > 1) {
    throw new InputError("out_of_range", `expected a share from 0 to 1, got ${part}`, ["share"]);
  }
  if (typeof salt !== "string" || salt === "") {
    throw new InputError("invalid_salt", `expected a text, not empty, got ${show(salt)}`, ["salt"]);
  }
  return (id) => murmur3(`${salt}:${id}`) < part * 2 ** 32;
}
