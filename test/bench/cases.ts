import { casesIn } from "./case-files.ts";

/** Where cases are, in the order of the table. */
const FILES = [
  ...["summary", "rows", "memory", "bg-nbd", "gamma-gamma", "clv-fits", "predictions", "rfm"],
  ...["retention", "nps", "loyalty", "import-time"],
];

/** A case by name, and where it is. */
export interface CaseEntry {
  readonly name: string;
  readonly file: string;
}

export const CASES: readonly CaseEntry[] = (
  await Promise.all(
    FILES.map(async (file) => (await casesIn(file)).map(({ name }) => ({ name, file }))),
  )
).flat();
