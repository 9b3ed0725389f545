import type { Case } from "../case.ts";
import { idsOf } from "../data/ids.ts";
import { AS_OF, CUSTOMERS, generateOrders } from "../data/orders.ts";
import { alone } from "../figure.ts";
import { measureWarm } from "../measure.ts";
import { orderColumns } from "./summary.ts";

const ORDERS_EACH = 4;

/** RFM scores of 1,000,000 customers in columns. */
export const rfmCases: Case[] = [
  {
    name: "rfm-scores",
    async measure({ library, scale, rounds, progress }) {
      progress("making customers");
      const customers = Math.round(CUSTOMERS * scale);
      const orders = generateOrders(ORDERS_EACH * customers, customers);
      const columns = orderColumns(idsOf("dense", orders), orders);
      const base = library.summarizeOrders(columns, { asOf: AS_OF });
      progress("timing");
      const timing = await measureWarm(() => library.scoreRfm(base), { warmups: 2, rounds });
      return [alone("RFM scores, 1,000,000 customers", timing)];
    },
  },
];
