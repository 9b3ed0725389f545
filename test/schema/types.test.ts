import { expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";
import type { BgBbModel } from "../../src/clv/bg-bb/model.ts";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import type { BgCnbdKModel, MbgCnbdKModel } from "../../src/clv/cnbd-k/model.ts";
import type { GammaGammaModel } from "../../src/clv/gamma-gamma/model.ts";
import type { GgompertzNbdModel } from "../../src/clv/ggompertz-nbd/model.ts";
import type { MbgNbdModel } from "../../src/clv/mbg-nbd/model.ts";
import type { PurchaseModel, SpendModel } from "../../src/clv/model.ts";
import type { NbdModel } from "../../src/clv/nbd/model.ts";
import type { ParetoNbdModel } from "../../src/clv/pareto-nbd/model.ts";
import type { Posterior } from "../../src/clv/posterior/posterior.ts";
import type { HoldoutBase } from "../../src/customers/holdout.ts";
import type { Regularity } from "../../src/customers/measure-regularity.ts";
import type { Order } from "../../src/customers/order.ts";
import type { OpportunityBase } from "../../src/customers/summarize-opportunities.ts";
import type { ShopSummary } from "../../src/customers/summarize-shop.ts";
import type {
  CustomerBase,
  CustomerSummary,
  PurchasePatterns,
} from "../../src/customers/summary.ts";
import type { PurchaseTrace } from "../../src/customers/trace-purchases.ts";
import type { SummaryTable } from "../../src/report/table.ts";
import type { BetaDiscreteWeibullModel } from "../../src/retention/beta-discrete-weibull/model.ts";
import type { ShiftedBetaGeometricModel } from "../../src/retention/shifted-beta-geometric/model.ts";
import type { RfmSegmentGrid } from "../../src/rfm/grids.ts";
import type { RfmSegments } from "../../src/rfm/segment-types.ts";
import type { RfmScorer, RfmScores } from "../../src/rfm/types.ts";
import type {
  betaDiscreteWeibullModelSchema,
  shiftedBetaGeometricModelSchema,
} from "../../src/schema/contracts.ts";
import type {
  customerBaseSchema,
  customerSummarySchema,
  holdoutBaseSchema,
} from "../../src/schema/customers.ts";
import type {
  bgBbModelSchema,
  bgCnbdKModelSchema,
  bgNbdModelSchema,
  gammaGammaModelSchema,
  ggompertzNbdModelSchema,
  mbgCnbdKModelSchema,
  mbgNbdModelSchema,
  modelSchema,
  nbdModelSchema,
  paretoNbdModelSchema,
  purchaseModelSchema,
  spendModelSchema,
} from "../../src/schema/models.ts";
import type { opportunityBaseSchema } from "../../src/schema/opportunities.ts";
import type { orderSchema, ordersSchema } from "../../src/schema/orders.ts";
import type { purchasePatternsSchema } from "../../src/schema/patterns.ts";
import type { posteriorSchema } from "../../src/schema/posteriors.ts";
import type { regularitySchema } from "../../src/schema/regularity.ts";
import type { rfmScorerSchema, rfmScoresSchema } from "../../src/schema/rfm-scores.ts";
import type { rfmSegmentGridSchema, rfmSegmentsSchema } from "../../src/schema/rfm-segments.ts";
import type { shopSummarySchema } from "../../src/schema/shop.ts";
import type { summaryTableSchema } from "../../src/schema/tables.ts";
import type { purchaseTraceSchema } from "../../src/schema/traces.ts";

/**
 * The names of a type's fields, those that may be left out too, at every depth: what a schema
 * forgets it strips, and assignability alone would not tell.
 */
type Fields<Noun> = Noun extends string | number | boolean | null | undefined | Date
  ? Noun
  : Noun extends readonly (infer Item)[]
    ? Fields<Item>[]
    : { readonly [Key in keyof Noun]: Fields<Noun[Key]> };

/** `true` where what a schema yields is the noun, to and from; compile-time only. */
type Same<Schema extends z.ZodMiniType, Noun> =
  z.infer<Schema> extends Noun
    ? Noun extends z.infer<Schema>
      ? Fields<Required<z.infer<Schema>>> extends Fields<Required<Noun>>
        ? keyof Noun extends keyof z.infer<Schema>
          ? true
          : "a field is missing"
        : "fields differ"
      : "the schema is narrower than the noun"
    : "the schema is wider than the noun";

test("what a schema yields is the noun, to and from", () => {
  expectTypeOf<Same<typeof orderSchema, Order>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof ordersSchema, readonly Order[]>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof customerSummarySchema, CustomerSummary>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof customerBaseSchema, CustomerBase>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof holdoutBaseSchema, HoldoutBase>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof bgNbdModelSchema, BgNbdModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof gammaGammaModelSchema, GammaGammaModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof nbdModelSchema, NbdModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof mbgNbdModelSchema, MbgNbdModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof paretoNbdModelSchema, ParetoNbdModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof ggompertzNbdModelSchema, GgompertzNbdModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof bgCnbdKModelSchema, BgCnbdKModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof mbgCnbdKModelSchema, MbgCnbdKModel>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof bgBbModelSchema, BgBbModel>>().toEqualTypeOf<true>();
  expectTypeOf<z.infer<typeof purchaseModelSchema>>().toExtend<PurchaseModel>();
  expectTypeOf<PurchaseModel>().toExtend<z.infer<typeof purchaseModelSchema>>();
  expectTypeOf<Same<typeof spendModelSchema, SpendModel>>().toEqualTypeOf<true>();
  expectTypeOf<z.infer<typeof modelSchema>>().toExtend<PurchaseModel | SpendModel>();
  expectTypeOf<PurchaseModel | SpendModel>().toExtend<z.infer<typeof modelSchema>>();
  expectTypeOf<z.infer<typeof posteriorSchema>>().toExtend<Posterior>();
  expectTypeOf<
    Same<typeof shiftedBetaGeometricModelSchema, ShiftedBetaGeometricModel>
  >().toEqualTypeOf<true>();
  expectTypeOf<
    Same<typeof betaDiscreteWeibullModelSchema, BetaDiscreteWeibullModel>
  >().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof opportunityBaseSchema, OpportunityBase>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof purchaseTraceSchema, PurchaseTrace>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof regularitySchema, Regularity>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof summaryTableSchema, SummaryTable>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof shopSummarySchema, ShopSummary>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof rfmScorerSchema, RfmScorer>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof rfmScoresSchema, RfmScores>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof rfmSegmentsSchema, RfmSegments>>().toEqualTypeOf<true>();
  expectTypeOf<Same<typeof rfmSegmentGridSchema, RfmSegmentGrid>>().toEqualTypeOf<true>();
});

test("stored patterns are patterns whose columns are plain arrays", () => {
  expectTypeOf<z.infer<typeof purchasePatternsSchema>>().toExtend<PurchasePatterns>();
  expectTypeOf<keyof PurchasePatterns>().toEqualTypeOf<
    keyof z.infer<typeof purchasePatternsSchema>
  >();
});
