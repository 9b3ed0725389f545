// Reads a vitest JSON report, prints `N passed, N failed, N skipped`, and fails unless all is well.
import { readFileSync } from "node:fs";

const [reportPath = "reports/vitest.json"] = process.argv.slice(2);
const report = JSON.parse(readFileSync(reportPath, "utf8"));

// A file that cannot even be loaded fails without a test to its name.
const brokenFiles = report.testResults.filter(
  (file) => file.status === "failed" && !file.assertionResults.some((t) => t.status === "failed"),
).length;
const passed = report.numPassedTests;
const failed = report.numFailedTests + brokenFiles;
const skipped = report.numPendingTests + report.numTodoTests;

console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
if (!report.success || failed > 0 || passed === 0) process.exitCode = 1;
