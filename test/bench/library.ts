import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The package, as its users import it. */
export type Library = typeof import("../../src/index.ts");

/** The built package in a folder. */
export async function loadLibrary(dist: string): Promise<Library> {
  return await import(pathToFileURL(resolve(dist, "index.js")).href);
}
