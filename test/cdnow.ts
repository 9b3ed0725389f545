import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Order } from "../src/customers/order.ts";

/** The folder with the CDNOW files, which are not in this repository: no terms are stated for them. */
export const cdnowFolder = process.env.CDNOW_DIR;

/** The 1/10 sample (brucehardie.com/datasets): id in the full set, id in the sample, date, CDs, dollars. */
export function readCdnowSample(): Order[] {
  return readFileSync(join(cdnowFolder ?? "", "cdnow_sample.txt"), "utf8")
    .split(/\r?\n/)
    .filter((line) => line !== "")
    .map((line) => {
      const [, customerId, date, , value] = line.trim().split(/\s+/);
      const at = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
      return { customerId, at, value: Number(value) };
    });
}
