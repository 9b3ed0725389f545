import type { Predictor } from "../../src/clv/predict/predictor-types.ts";
import { golden } from "../golden.ts";

interface History {
  readonly model: string;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
}

interface GoldenPredictions {
  readonly models: Readonly<Record<string, { readonly kind: string; readonly params: never }>>;
  readonly probabilityAlive: readonly (History & { readonly probabilityAlive: number })[];
  readonly expectedPurchases: readonly (History & {
    readonly horizon: number;
    readonly expectedPurchases: number;
    readonly probabilityAliveAtHorizon: number;
  })[];
  readonly discountedPurchases: readonly (History & {
    readonly delta: number;
    readonly discountedPurchases: number | null;
  })[];
  readonly purchaseCounts: readonly (History & {
    readonly horizon: number;
    readonly numbers: readonly number[];
    readonly probabilities: readonly number[];
  })[];
}

const predictions = golden<GoldenPredictions>("clv/predictions.json");

/**
 * The worst relative error of a predictor over the records of test/golden/clv/predictions.json that
 * are of its kind, and how many they are; probabilities below 1e-290 compare to that.
 */
export function predictionsOf(kind: string, predictorOf: (params: never) => Predictor) {
  const ofKind = <Row extends History>(rows: readonly Row[]) =>
    rows
      .filter((row) => predictions.models[row.model].kind === kind)
      .map((row) => {
        const predictor = predictorOf(predictions.models[row.model].params);
        const { frequency, recency, age } = row;
        const alive = predictor.alive(frequency, recency, age);
        return { row, predictor, alive, history: [frequency, recency, age] as const };
      });
  const alive = ofKind(predictions.probabilityAlive).map((of) => ({
    ...of,
    got: of.alive,
    wanted: of.row.probabilityAlive,
  }));
  const expected = ofKind(predictions.expectedPurchases).map((of) => ({
    ...of,
    got: of.alive * of.predictor.purchasesBetween(...of.history, 0, of.row.horizon),
    wanted: of.row.expectedPurchases,
  }));
  const aliveLater = ofKind(predictions.expectedPurchases).map((of) => ({
    ...of,
    got: of.alive * of.predictor.survival(...of.history, of.row.horizon),
    wanted: of.row.probabilityAliveAtHorizon,
  }));
  const discounted = ofKind(predictions.discountedPurchases).map((of) => {
    const { delta, discountedPurchases } = of.row;
    const value = of.predictor.discountedPurchases(...of.history, delta, Infinity);
    // Where there is no finite value both become 0.
    const got = value < Infinity ? of.alive * value : 0;
    return { ...of, got, wanted: discountedPurchases ?? 0 };
  });
  const counts = ofKind(predictions.purchaseCounts).flatMap((of) => {
    const { horizon, numbers, probabilities } = of.row;
    const chances = of.predictor.probabilities(...of.history, horizon, Math.max(...numbers));
    return numbers.map((n, i) => ({
      ...of,
      got: of.alive * chances[n] + (n === 0 ? 1 - of.alive : 0),
      wanted: probabilities[i],
    }));
  });
  return [
    { name: "alive", ...compare(alive) },
    { name: "expected purchases", ...compare(expected) },
    { name: "alive later", ...compare(aliveLater) },
    { name: "discounted purchases", ...compare(discounted) },
    { name: "purchase counts", ...compare(counts) },
  ];
}

function compare(rows: readonly { got: number; wanted: number; row: unknown }[]) {
  let worst = 0;
  let at = "";
  for (const { got, wanted, row } of rows) {
    const error = Math.abs(got - wanted) / Math.max(wanted, 1e-290);
    if (error <= worst) continue;
    worst = error;
    at = `${got} for ${wanted} in ${JSON.stringify(row)}`;
  }
  return { count: rows.length, worst, at };
}
