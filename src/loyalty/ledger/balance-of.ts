import type { Wallet } from "./account.ts";

/** All that is left in a wallet, pending and held points included, without a look at each lot. */
export function balanceOf({ totals }: Pick<Wallet, "totals">): number {
  const { issued, received, spent, expired, revoked, sent } = totals;
  return issued + received - spent - expired - revoked - sent;
}
