import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Case, Surroundings } from "../case.ts";
import type { Figure } from "../figure.ts";
import { median } from "../measure.ts";

const PROCESSES = 15;
const LIMIT_MS = 30;

const ENTRIES = [
  { name: "import of the package", entry: "index", limit: LIMIT_MS },
  { name: "import of clv alone", entry: "clv/index", limit: undefined },
  { name: "import of schema, with zod", entry: "schema/index", limit: undefined },
] as const;

/** How long an import takes, each time in a new process. */
export const cases: Case[] = [
  { name: "import", measure: async (surroundings) => measureImports(surroundings) },
];

function measureImports({ dist, progress }: Surroundings): Figure[] {
  progress("starting processes");
  return ENTRIES.map(({ name, entry, limit }) => {
    const url = pathToFileURL(join(resolve(dist), `${entry}.js`)).href;
    // The first one warms the file cache.
    const times = Array.from({ length: PROCESSES + 1 }, () => importOnce(url)).slice(1);
    return {
      name,
      unit: "ms",
      ours: median(times.map(({ wall }) => wall)),
      oursCpu: median(times.map(({ cpu }) => cpu)),
      ...(limit === undefined ? {} : { limit: { of: "ours", most: limit } }),
    } as const;
  });
}

function importOnce(url: string): { readonly wall: number; readonly cpu: number } {
  const script = `
    const before = process.cpuUsage();
    const start = performance.now();
    await import(${JSON.stringify(url)});
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(JSON.stringify({ wall, cpu: (user + system) / 1000 }));`;
  const args = ["--input-type=module", "--eval", script];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}
