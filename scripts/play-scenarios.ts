/** Plays a file of loyalty scenarios: `npm run scenarios -- FILE`. Exit status 1 if any fails. */
import { readFileSync } from "node:fs";
import { playFile } from "./scenarios/play-file.ts";

process.exitCode = main(process.argv.slice(2));

function main(files: readonly string[]): number {
  if (files.length === 0) {
    console.error("Which file? npm run scenarios -- FILE");
    return 1;
  }
  return files.map(play).some((failed) => failed) ? 1 : 0;
}

/** Whether anything failed. */
function play(file: string): boolean {
  try {
    const { expectations, notPlayed } = playFile(readFileSync(file, "utf8"));
    const failed = expectations.filter(({ differences }) => differences.length > 0);
    for (const { scenario, policy, at, differences } of failed) {
      for (const { field, expected, got } of differences) {
        const found = `expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)}`;
        console.log(`FAILED ${scenario} policy ${policy} at ${at}: ${field}: ${found}`);
      }
    }
    for (const [kind, count] of notPlayed) console.log(`${count} of kind ${kind} not played`);
    console.log(`${expectations.length - failed.length} passed, ${failed.length} failed`);
    return failed.length > 0;
  } catch (error) {
    console.error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
    return true;
  }
}
