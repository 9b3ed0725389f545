import { show } from "../../../core/checks.ts";
import type { Fault } from "./id-reading.ts";

/** What is wrong with a customer id, if anything. */
export function faultOfId(id: unknown): Fault | undefined {
  if (typeof id === "string" ? id !== "" : Number.isSafeInteger(id)) return undefined;
  if (id === undefined || id === null || id === "") {
    return { code: "missing_id", message: `expected a customer id, got ${show(id)}` };
  }
  const hint = typeof id === "bigint" ? "n, a bigint: take String(id)" : "";
  return {
    code: "invalid_id",
    message: `expected a non-empty string or a safe integer as customer id, got ${show(id)}${hint}`,
  };
}
