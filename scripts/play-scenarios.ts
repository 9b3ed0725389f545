/** Plays a file of loyalty scenarios: `npm run scenarios -- FILE`. Exit status 1 if any fails. */
import { readFileSync } from "node:fs";
import { playFile } from "./scenarios/play-file.ts";

const HELP = `Usage: npm run scenarios -- FILE...

Plays scenarios of loyalty accounts: what happens to an account, and what it must say at certain
instants, under one policy or several. FILE is JSON, such as

{
  "format": 1,
  "scenarios": [
    {
      "id": "S1",
      "kind": "ledger",
      "events": [
        { "id": "e1", "at": "2026-01-01T10:00:00Z", "type": "earn", "points": 100, "lot": "A" },
        { "id": "r1", "at": "2026-01-05T10:00:00Z", "type": "redeem", "points": 30 }
      ],
      "cases": [
        {
          "policy": {},
          "expect": [{ "at": "2026-01-05T10:00:00Z", "available": 70, "lots": { "A": 70 } }]
        }
      ]
    }
  ]
}

Events are commands, see docs/loyalty/commands.md; more examples are in test/golden/loyalty.
Prints every difference, how many scenarios are of a kind that is not played here, and a count.
Exit status 1 if an expectation failed or a file could not be played.

  --help   this text
`;

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return 0;
  }
  const unknown = args.filter((arg) => arg.startsWith("-"));
  if (unknown.length > 0) {
    console.error(`unknown option ${unknown.join(", ")}; npm run scenarios -- --help`);
    return 1;
  }
  if (args.length === 0) {
    console.error("Which file? npm run scenarios -- FILE (--help tells more)");
    return 1;
  }
  return args.map(play).some((failed) => failed) ? 1 : 0;
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
