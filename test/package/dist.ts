import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, string>>;
}

export const manifest: Manifest = JSON.parse(readFileSync("package.json", "utf8"));

/** Every way to import the package: `clientele`, `clientele/clv` … */
export const specifiers = Object.keys(manifest.exports)
  .filter((subpath) => subpath !== "./package.json")
  .map((subpath) => `clientele${subpath.slice(1)}`);

/** Throws unless `dist/` was built after the last change of `src/`. */
export function checkDistIsFresh(): void {
  const built = timeOf("dist", Math.min);
  const changed = timeOf("src", Math.max);
  if (!(built >= changed)) throw new Error("dist/ is missing or older than src/: npm run build");
}

function timeOf(folder: string, pick: (...times: number[]) => number): number {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const files = names.map((name) => statSync(join(folder, name))).filter((it) => it.isFile());
    return pick(...files.map((file) => file.mtimeMs));
  } catch {
    return Number.NaN;
  }
}
