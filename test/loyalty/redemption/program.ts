import type { CompiledCurrency } from "../../../src/loyalty/program/currency.ts";
import type { RedemptionOption } from "../../../src/loyalty/program/redemption-option.ts";
import {
  type CompiledRedemptions,
  compileRedemptions,
} from "../../../src/loyalty/redemption/compile-redemptions.ts";
import type { RedeemingProgram } from "../../../src/loyalty/redemption/payable.ts";

const POINTS: CompiledCurrency = {
  name: "points",
  scale: 0,
  spendable: true,
  pendingFor: null,
  life: null,
  idleUntil: null,
  maximumBalance: Number.MAX_SAFE_INTEGER,
};

export const CURRENCIES = new Map<string, CompiledCurrency>([
  ["points", POINTS],
  ["miles", { ...POINTS, name: "miles" }],
  ["status", { ...POINTS, name: "status", spendable: false }],
]);

export const MONEY = { currency: "EUR", scale: 2 } as const;

export function compileOptions(
  options: readonly RedemptionOption[],
  money: { readonly currency: string; readonly scale: number } = MONEY,
): CompiledRedemptions {
  const tiers = {
    metric: "spend",
    window: { type: "lifetime" },
    levels: [
      { id: "silver", threshold: "100" },
      { id: "gold", threshold: "500" },
    ],
  } as const;
  return compileRedemptions(
    { money, redemptions: options, tiers },
    { currencies: CURRENCIES, mainCurrency: POINTS },
  );
}

/** A program with just these options. */
export function programOf(
  options: readonly RedemptionOption[],
  money: { readonly currency: string; readonly scale: number } = MONEY,
): RedeemingProgram {
  return {
    program: { money },
    redemptions: compileOptions(options, money),
  };
}
