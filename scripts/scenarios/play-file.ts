import { type Played, playLedger } from "./play-ledger.ts";
import { readFields, readList } from "./read.ts";

export interface PlayedFile {
  readonly expectations: readonly Played[];
  /** How many scenarios of other kinds there are, by kind. */
  readonly notPlayed: ReadonlyMap<string, number>;
}

/** Plays all ledger scenarios of a file's text. */
export function playFile(text: string): PlayedFile {
  const file = readFields(JSON.parse(text), "the file");
  if (file.format !== 1) throw new Error(`expected format 1, got ${JSON.stringify(file.format)}`);
  const expectations: Played[] = [];
  const notPlayed = new Map<string, number>();
  for (const value of readList(file.scenarios, "scenarios")) {
    const scenario = readFields(value, "a scenario");
    if (scenario.kind === "ledger") expectations.push(...playLedger(scenario));
    else {
      const kind = String(scenario.kind);
      notPlayed.set(kind, (notPlayed.get(kind) ?? 0) + 1);
    }
  }
  return { expectations, notPlayed };
}
