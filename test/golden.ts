import { readFileSync } from "node:fs";

/** Reads a file of test/golden. */
export function golden<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`./golden/${name}`, import.meta.url), "utf8"));
}
