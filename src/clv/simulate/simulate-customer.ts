import type { Random } from "../../numeric/random/seed.ts";
import { simulateBgBb } from "../bg-bb/simulate.ts";
import { simulateBgNbd } from "../bg-nbd/simulate.ts";
import { simulateBgCnbdK, simulateMbgCnbdK } from "../cnbd-k/simulate.ts";
import { simulateGgompertzNbd } from "../ggompertz-nbd/simulate.ts";
import { simulateMbgNbd } from "../mbg-nbd/simulate.ts";
import type { PurchaseModel } from "../model.ts";
import { simulateNbd } from "../nbd/simulate.ts";
import { simulateParetoNbd } from "../pareto-nbd/simulate.ts";

/** The ages, up to `age`, at which a customer of these parameters of the model's kind buys again. */
export function simulateCustomer(
  model: PurchaseModel,
  values: Float64Array,
  random: Random,
  age: number,
): number[] {
  const [first, second, third, fourth, fifth] = values;
  const betaGeometric = { r: first, alpha: second, a: third, b: fourth };
  switch (model.kind) {
    case "nbd":
      return simulateNbd({ r: first, alpha: second }, random, age);
    case "bg-nbd":
      return simulateBgNbd(betaGeometric, random, age);
    case "mbg-nbd":
      return simulateMbgNbd(betaGeometric, random, age);
    case "pareto-nbd":
      return simulateParetoNbd({ r: first, alpha: second, s: third, beta: fourth }, random, age);
    case "ggompertz-nbd":
      return simulateGgompertzNbd(
        { r: first, alpha: second, b: third, s: fourth, beta: fifth },
        random,
        age,
      );
    case "bg-cnbd-k":
      return simulateBgCnbdK({ ...betaGeometric, k: model.params.k }, random, age);
    case "mbg-cnbd-k":
      return simulateMbgCnbdK({ ...betaGeometric, k: model.params.k }, random, age);
    case "bg-bb":
      return simulateBgBb({ alpha: first, beta: second, gamma: third, delta: fourth }, random, age);
  }
}
