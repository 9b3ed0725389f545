// Misuse of the verbs that must not compile: each expected error is a promise to the caller.
import {
  type BgNbdModel,
  type CustomerBase,
  expectedPurchases,
  fitBgNbd,
  lifetimeValue,
  type Order,
  probabilityAlive,
  scoreRfm,
  summarizeOrders,
  toCsv,
} from "clientele";

declare const orders: readonly Order[];
declare const base: CustomerBase;
declare const model: BgNbdModel;

// Rows give rows.
export const summarized: CustomerBase = summarizeOrders(orders, { asOf: "2026-01-31" });

// @ts-expect-error nothing reads the clock: the day is an argument
summarizeOrders(orders, {});

// @ts-expect-error the day is an argument, so the options are one too
summarizeOrders(orders);

// @ts-expect-error there is no such unit
summarizeOrders(orders, { asOf: "2026-01-31", timeUnit: "fortnight" });

// @ts-expect-error a time zone is a name, not an offset in minutes
summarizeOrders(orders, { asOf: "2026-01-31", timeZone: 60 });

// @ts-expect-error a misspelt option is no option
summarizeOrders(orders, { asOf: "2026-01-31", timezone: "UTC" });

// @ts-expect-error orders first, options last
summarizeOrders({ asOf: "2026-01-31" }, orders);

// @ts-expect-error a fit reads customers, not orders
fitBgNbd(orders);

// @ts-expect-error a prediction needs a horizon
expectedPurchases(model, base, {});

// @ts-expect-error a horizon is one span in one unit
expectedPurchases(model, base, { horizon: { fortnights: 2 } });

// @ts-expect-error a horizon is no positional number
expectedPurchases(model, base, 12);

// @ts-expect-error one customer gives one number
export const many: Float64Array = probabilityAlive(model, { frequency: 1, recency: 2, age: 3 });

// @ts-expect-error a base gives a column
export const one: number = probabilityAlive(model, base);

// @ts-expect-error models have no methods
model.predict(base);

// @ts-expect-error a model says what it is
export const nameless: BgNbdModel = { version: 1, timeUnit: "week", params: model.params };

// @ts-expect-error a lifetime value needs the model of purchases and the model of spend
lifetimeValue(model, base, { horizon: 12, discountRate: 0.1 });

// @ts-expect-error scores are given to customers, not to orders
scoreRfm(orders);

// @ts-expect-error a table is a noun of its own, not rows
toCsv([{ customerId: "ada" }]);
