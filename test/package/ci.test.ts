import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "clientele-ci-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const GREEN = {
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
};

function count(report: unknown) {
  const path = join(folder, "report.json");
  writeFileSync(path, JSON.stringify(report));
  const { stdout, status } = spawnSync("node", ["scripts/count-tests.mjs", path], {
    encoding: "utf8",
  });
  return { stdout, status };
}

describe("the count of the tests", () => {
  test("is a line of its own, and green when all is well", () => {
    expect(count(GREEN)).toEqual({ stdout: "3 passed, 0 failed, 2 skipped\n", status: 0 });
  });

  test("is red when a test fails", () => {
    const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
    const report = { ...GREEN, success: false, numFailedTests: 1, testResults };
    expect(count(report)).toEqual({ stdout: "3 passed, 1 failed, 2 skipped\n", status: 1 });
  });

  test("counts a file that cannot be loaded as a failure", () => {
    const testResults = [...GREEN.testResults, { status: "failed", assertionResults: [] }];
    const report = { ...GREEN, testResults };
    expect(count(report)).toEqual({ stdout: "3 passed, 1 failed, 2 skipped\n", status: 1 });
  });

  test("is red when nothing ran, and when the run as a whole failed", () => {
    expect(count({ ...GREEN, numPassedTests: 0 }).status).toBe(1);
    expect(count({ ...GREEN, success: false }).status).toBe(1);
    expect(count("no report").status).not.toBe(0);
  });
});

describe("the script of the continuous integration", () => {
  const script = readFileSync(".ci/run", "utf8");

  test("can be run", () => {
    expect(statSync(".ci/run").mode & 0o111).toBe(0o111);
    expect(spawnSync("bash", ["-n", ".ci/run"]).status).toBe(0);
  });

  test("runs the commands that the README gives", () => {
    const readme = readFileSync("README.md", "utf8");
    const commands = [...script.matchAll(/^documented_step '(.+)'$/gm)].map(([, it]) => it);
    expect(commands).toEqual(["npm ci && npm run demo", "npm ci && npm test"]);
    for (const command of commands) expect(readme).toContain(command);
  });
});

describe("scripts side by side", () => {
  const together = (...names: string[]) =>
    spawnSync("node", [join(process.cwd(), "scripts/together.mjs"), ...names], {
      cwd: folder,
      encoding: "utf8",
    });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ scripts: { good: "echo quiet", bad: "echo loud; exit 3" } }),
  );

  test("keep quiet when all succeed", () => {
    const { status, stdout } = together("good", "good");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^good ok [\d.]+ s · good ok [\d.]+ s \([\d.]+ s together\)\n$/);
  });

  test("fail with the output of the one that failed", () => {
    const { status, stdout, stderr } = together("good", "bad");
    expect(status).toBe(1);
    expect(stdout).toContain("bad FAILED");
    expect(stderr).toContain("npm run bad: failed (3)");
    expect(stderr).toContain("loud");
    expect(stderr).not.toContain("quiet");
  });

  test("fail when there are none, or one is unknown", () => {
    expect(together().status).toBe(1);
    expect(together("unknown").status).toBe(1);
  });
});
