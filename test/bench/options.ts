import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CASES, type CaseEntry } from "./cases.ts";

/** What to measure, and how. */
export interface BenchOptions {
  readonly cases: readonly CaseEntry[];
  readonly scale: number;
  readonly rounds: number;
  readonly dist: string;
  readonly json: string | undefined;
}

const USAGE = `npm run bench -- [CASE …] [--scale N] [--rounds N] [--dist DIR] [--json FILE]

CASE     a case, or how the names of some begin: summary, summary-strings, bg …; all unless given
--scale  size of the data: 0.01 is a hundredth; limits are judged at 1, which is the default
--rounds timed runs of each contestant, 5 unless given
--dist   another build of the package to measure
--json   a file to keep the figures in

Cases: ${CASES.map(({ name }) => name).join(", ")}`;

/** Instead of options: how to use the command. */
interface Usage {
  readonly usage: string;
  /** Was that asked for? */
  readonly understood: boolean;
}

/** Reads the command line. */
export function readOptions(args: readonly string[]): BenchOptions | Usage {
  try {
    return parseOptions(args) ?? { usage: USAGE, understood: true };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { usage: `${reason}\n\n${USAGE}`, understood: false };
  }
}

/** Nothing where help is asked for; throws where the arguments make no sense. */
function parseOptions(args: readonly string[]): BenchOptions | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      scale: { type: "string", default: "1" },
      rounds: { type: "string", default: "5" },
      dist: { type: "string", default: fileURLToPath(new URL("../../dist", import.meta.url)) },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return undefined;
  return {
    cases: choose(positionals),
    scale: readPositive("scale", values.scale),
    rounds: Math.ceil(readPositive("rounds", values.rounds)),
    dist: values.dist,
    json: values.json,
  };
}

function choose(beginnings: readonly string[]): readonly CaseEntry[] {
  if (beginnings.length === 0) return CASES;
  for (const beginning of beginnings) {
    if (!CASES.some(({ name }) => name.startsWith(beginning))) {
      throw new Error(`no case begins with "${beginning}"`);
    }
  }
  return CASES.filter(({ name }) => beginnings.some((beginning) => name.startsWith(beginning)));
}

function readPositive(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new Error(`--${name} expects a number above 0, got "${text}"`);
}
