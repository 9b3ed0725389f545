import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const program = fileURLToPath(new URL("./answers.ts", import.meta.url));

// Apia and Lord Howe are where date-fns' own zoned dates slip; Monrovia's offset had seconds.
const PROCESS_ZONES = {
  UTC: [0, 0],
  "America/New_York": [300, 240],
  "Pacific/Apia": [-780, -780],
  "Australia/Lord_Howe": [-660, -630],
};

/** Each answers in a process of its own: a zone set within a running one may come too late. */
async function answersIn(processZone: string): Promise<unknown> {
  const options = { env: { ...process.env, TZ: processZone } };
  const { stdout } = await run(process.execPath, ["--import", "tsx", program], options);
  return JSON.parse(stdout);
}

it("answers alike in every zone that the process itself may be in", async () => {
  const zones = Object.entries(PROCESS_ZONES);
  const answers = await Promise.all(zones.map(([zone]) => answersIn(zone)));
  const [inUtc] = answers;
  expect(inUtc).toMatchObject({
    samples: {
      monthLater: "2024-02-29",
      yearOf1950: "1950-01-01",
      startInBerlin: "2024-03-30T23:00:00.000Z",
    },
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  zones.forEach(([processZone, processOffsets], index) => {
    expect(answers[index]).toEqual(Object.assign({}, inUtc, { processZone, processOffsets }));
  });
}, 90_000);
