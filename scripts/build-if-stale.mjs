import { execSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

// A package is packed with a build of its own sources, and not built twice.
const newest = Math.max(
  ...readdirSync("src", { recursive: true }).map((path) => statSync(join("src", path)).mtimeMs),
);
const built = existsSync("dist/index.js") ? statSync("dist/index.js").mtimeMs : 0;
if (built < newest) execSync("npm run build", { stdio: ["ignore", "ignore", "inherit"] });
