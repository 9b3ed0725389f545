/**
 * Completes package-lock.json after `npm install`, so that `npm ci` works on every platform:
 * - an engine's binaries for other platforms are missing where the registry used lacks them;
 * - npm leaves out an optional package that asks for a newer Node. Polars' binaries do, and run on
 *   Node 20 as Polars itself says; the lock is where `npm ci` reads it.
 */
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("./package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const { packages } = lock;

for (const { optionalDependencies = {} } of Object.values(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = name.match(/-(android|darwin|linux|win32)-(x64|arm64)(?:-(\w+))?$/);
    if (platform === null) continue;
    const [, os, cpu, abi] = platform;
    const key = `node_modules/${name}`;
    packages[key] ??= { version, cpu: [cpu], optional: true, os: [os] };
    if (os === "linux") packages[key].libc ??= [abi === "musl" ? "musl" : "glibc"];
    delete packages[key].engines;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1)),
);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
