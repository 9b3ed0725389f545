import type { ValueType } from "../../criteria/field.ts";
import { choiceOf, TEXT } from "../../criteria/fields.ts";

/** Names that a program lists, if it does: conditions can ask for no others. */
export interface ListedNames {
  readonly tiers: readonly string[] | null;
  readonly stores: readonly string[] | null;
  readonly channels: readonly string[] | null;
}

export function nameOf(listed: readonly string[] | null): ValueType<string, string> {
  return listed === null ? TEXT : choiceOf(listed);
}
