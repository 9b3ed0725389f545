import type { Refusal, RefusalReason } from "./decision.ts";

/** A business outcome that is no error. */
export function refuse(
  reason: RefusalReason,
  message: string,
  facts: Pick<Refusal, "short" | "limit" | "version"> = {},
): Refusal {
  return { ok: false, reason, message, ...facts };
}
