import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The end of the calibration period in the literature. */
export const CDNOW_AS_OF = "1997-09-30";
/** Of BG/NBD on the 2,357 customers of the sample, exact weeks. */
export const CDNOW_LOG_LIKELIHOOD = -9582.42920667;

/** The 1/10 sample's orders, where the folder `CDNOW_DIR` has it. */
export function readCdnow() {
  const folder = process.env.CDNOW_DIR;
  if (folder === undefined) return undefined;
  const file = join(folder, "cdnow_sample.txt");
  if (!existsSync(file)) throw new Error(`CDNOW_DIR holds no cdnow_sample.txt: ${folder}`);
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [customerId, , date, , dollars] = line.trim().split(/\s+/);
      const at = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;
      return { customerId, at, value: Number(dollars) };
    });
}
