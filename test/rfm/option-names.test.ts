import { summarizeOrders } from "clientele/customers";
import * as rfm from "clientele/rfm";
import { testOptionNames } from "../option-names.ts";

const orders = [
  { customerId: "ada", at: "2026-01-02", value: 10 },
  { customerId: "ada", at: "2026-01-09", value: 20 },
  { customerId: "bob", at: "2026-01-05", value: 30 },
];
const base = summarizeOrders(orders, { asOf: "2026-01-31" });
const scores = rfm.scoreRfm(base);
const segments = rfm.segmentRfm(scores);

testOptionNames(
  rfm,
  {
    compareRfm: [scores, scores, { limit: 3 }],
    describeSegments: [segments, { actions: { Champions: "Thank them" } }],
    scoreRfm: [base, { bins: 3 }],
    segmentRfm: [scores, { segments: undefined }],
  },
  [],
);
