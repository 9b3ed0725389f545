import * as z from "zod/mini";
import { checkInteger, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { isRecord } from "../criteria/read-own.ts";
import { checkId, LONGEST_NAME } from "../loyalty/engine/check-command.ts";
import { parseRatio } from "../money/scaled.ts";
import { formatInstant, parseMoment } from "../time/instant.ts";
import { finite, lawful } from "./leaves.ts";

/** A name that the host gives: of a member, an order, a redemption. */
export const loyaltyId = z.string().check(lawful((text) => checkId(text, [])));

/** A name that the program may have made out of others: of a redemption, a voucher. */
export const loyaltyName = z.string().check(lawful((text) => checkId(text, [], LONGEST_NAME)));

/** A whole number, below zero too. */
export const whole = z
  .number()
  .check(lawful((value) => checkInteger(value, [], Number.MIN_SAFE_INTEGER)));

/** A whole number of at least one: points, versions. */
export const counted = z.number().check(lawful((value) => checkInteger(value, [], 1)));

/** The only format there is. */
export const format = z.custom<1>().check(
  lawful((value: unknown) => {
    if (value === 1) return;
    throw new InputError("newer_format", `expected format 1, got ${show(value)}`);
  }),
);

/** An instant as entries and accounts hold it: all of one length, so that they compare as texts. */
export const stamp = z.string().check(
  lawful((text) => {
    if (formatInstant(parseMoment(text, [])) === text) return;
    const message = `expected an instant such as 2026-01-31T00:00:00.000Z, got ${show(text)}`;
    throw new InputError("invalid_time", message);
  }),
);

/** A rate: a decimal or a fraction. */
export const ratio = z.string().check(lawful((text) => parseRatio(text, [])));

/** An amount of money; how fine it may be depends on the currency. */
export const amount = z.string().check(
  lawful((text) => {
    if (text.includes("/")) {
      throw new InputError("invalid_decimal", `expected a decimal, got ${show(text)}`);
    }
    if (parseRatio(text, []).num >= 0n) return;
    throw new InputError("negative_value", `expected at least 0, got ${show(text)}`);
  }),
);

/** By names that the host chose. One that would be lost on the way is refused. */
export function namedBy<Value>(value: z.ZodMiniType<Value>) {
  const names = z.custom<unknown>().check(
    lawful((data) => {
      if (!isRecord(data) || !Object.hasOwn(data, "__proto__")) return;
      throw new InputError("invalid_id", `expected another name than "__proto__"`, ["__proto__"]);
    }),
  );
  return z.pipe(names, z.record(z.string(), value));
}

/** What the host knows of a member, an order or an action. */
export const attributes = namedBy(z.union([z.string(), finite, z.boolean()]));

/** Data with a `type` of these, before the rest of it is looked at. */
export function typed(types: readonly string[], code: string) {
  return z.custom<unknown>().check(
    lawful((data) => {
      if (!isRecord(data)) {
        throw new InputError("invalid_shape", `expected an object, got ${show(data)}`);
      }
      const type = Object.hasOwn(data, "type") && "type" in data ? data.type : undefined;
      if (typeof type === "string" && types.includes(type)) return;
      throw new InputError(code, `expected one of ${types.join(", ")}; got ${show(type)}`, [
        "type",
      ]);
    }),
  );
}
