import { isClienteleError } from "../core/errors.ts";
import type { ValueType } from "../criteria/field.ts";
import { parseInstant } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";

/** Instants as text; a date alone is the start of that local day. They compare as milliseconds. */
export function timeType(zone: Zone): ValueType<string, number> {
  return {
    name: `a date, or a date-time with "Z" or an offset`,
    parse: (value) => {
      if (typeof value !== "string") return undefined;
      try {
        return parseInstant(value, zone, []);
      } catch (error) {
        if (isClienteleError(error)) return undefined;
        throw error;
      }
    },
  };
}
