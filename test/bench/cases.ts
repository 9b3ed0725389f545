import type { Case } from "./case.ts";
import { bgNbdCases } from "./cases/bg-nbd.ts";
import { clvFitCases } from "./cases/clv-fits.ts";
import { gammaGammaCases } from "./cases/gamma-gamma.ts";
import { importCases } from "./cases/import-time.ts";
import { loyaltyCases } from "./cases/loyalty.ts";
import { memoryCases } from "./cases/memory.ts";
import { npsCases } from "./cases/nps.ts";
import { predictionCases } from "./cases/predictions.ts";
import { retentionCases } from "./cases/retention.ts";
import { rfmCases } from "./cases/rfm.ts";
import { rowCases } from "./cases/rows.ts";
import { summaryCases } from "./cases/summary.ts";

/** All cases, in the order of the table. */
export const CASES: readonly Case[] = [
  ...summaryCases,
  ...rowCases,
  ...memoryCases,
  ...bgNbdCases,
  ...gammaGammaCases,
  ...clvFitCases,
  ...predictionCases,
  ...rfmCases,
  ...retentionCases,
  ...npsCases,
  ...loyaltyCases,
  ...importCases,
];
