// Inside this repository `clientele` is the folder above, which must be built once. Drop this file
// (and "prepare" in package.json) where the package comes from a registry.
import { execSync } from "node:child_process";
import { existsSync } from "node:fs";

const cwd = new URL("../../", import.meta.url);
if (!existsSync(new URL("dist/loyalty/index.js", cwd))) {
  execSync("npm ci && npm run build", { cwd, stdio: "inherit" });
}
