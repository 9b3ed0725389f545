import { checkInteger, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { formatUnits, scaleUnits } from "../../money/scaled.ts";
import type { Refusal } from "../engine/decision.ts";
import { missing, refuse } from "../engine/refuse.ts";
import type { PurchaseOrder } from "../order.ts";
import type { CompiledOption } from "./compile-redemptions.ts";
import { limitOf, type OrderLimit } from "./order-limit.ts";
import type { RedeemingProgram } from "./payable.ts";
import type { RedemptionValue } from "./redemption-value.ts";

/** What a redemption is asked for, and of whom. */
export interface RedemptionRequest {
  readonly option: string;
  readonly order?: PurchaseOrder;
  /** Of the redemption asked about, where the order may name it as the one that paid. */
  readonly redemption?: string;
  /** Points that the member can spend of the option's currency. */
  readonly available: number;
  readonly tier: string | null;
}

/** An option that the member may use, with what the order lets it be. */
export interface OpenOption {
  readonly option: CompiledOption;
  readonly limit: OrderLimit;
}

/** What so many points of an option bring, or why they may not be spent so. */
export function checkRedemption(
  program: RedeemingProgram,
  request: RedemptionRequest & { readonly points: number },
): RedemptionValue | Refusal {
  const points = checkInteger(request.points, ["points"], 1);
  const open = openOption(program, request);
  return "ok" in open ? open : checkPoints(program, open, points, request.available);
}

/** The option asked for, where program, tier and order allow it at all. */
export function openOption(
  program: RedeemingProgram,
  request: RedemptionRequest,
): OpenOption | Refusal {
  const { option: id, order, redemption, tier } = checkObject(request, "a request");
  const option = findOption(program, id);
  if (option.tiers !== null && (tier === null || !option.tiers.has(tier))) {
    const message = `option ${show(id)} is for ${[...option.tiers].join(", ")}`;
    return refuse("not_eligible", message);
  }
  const limit = limitOf(program, option, order, redemption);
  return "ok" in limit ? limit : { option, limit };
}

/** The option of an id, or InputError `unknown_option`. */
export function findOption(program: RedeemingProgram, id: unknown): CompiledOption {
  const option = typeof id === "string" ? program.redemptions.get(id) : undefined;
  if (option !== undefined) return option;
  const known = [...program.redemptions.keys()].join(", ");
  const wanted = known === "" ? "no option: the program has none" : `one of ${known}`;
  throw new InputError("unknown_option", `expected ${wanted}; got ${show(id)}`, ["option"]);
}

/** Are so many points within all bounds? */
export function checkPoints(
  program: RedeemingProgram,
  { option, limit }: OpenOption,
  points: number,
  available: number,
): RedemptionValue | Refusal {
  const { minimum, maximum, step } = option;
  if (points < minimum) {
    return refuse("below_minimum", `expected at least ${minimum} points`, { limit: minimum });
  }
  const most = Math.min(maximum, limit.points - (limit.points % step));
  if (points > most) {
    const whose = most < maximum ? "the order takes" : "the option takes";
    return refuse("above_maximum", `${whose} at most ${most} points`, { limit: most });
  }
  if (points % step !== 0) {
    return refuse("not_a_step", `expected a multiple of ${step} points`, { limit: step });
  }
  if (points > available) return missing(points - available);
  return worthOf(program, { option, limit }, points);
}

function worthOf(
  program: RedeemingProgram,
  { option, limit }: OpenOption,
  points: number,
): RedemptionValue {
  const { gives } = option;
  const value = {
    ok: true,
    option: option.id,
    currency: option.currency.name,
    points,
    type: gives.type,
    amount: limit.amount,
  } as const;
  switch (gives.type) {
    case "amount":
    case "cash": {
      const units = scaleUnits(points, gives.amount, gives.points, "down");
      return { ...value, amount: formatUnits(units, program.program.money.scale) };
    }
    case "product":
      return { ...value, product: gives.product, quantity: points / gives.points };
    case "voucher":
      return {
        ...value,
        reward: gives.reward,
        ...(gives.validFor === null ? {} : { validFor: gives.validFor.text }),
      };
    case "percentage":
    case "free_shipping":
      return value;
    default:
      return gives satisfies never;
  }
}
