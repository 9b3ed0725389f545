// Runs the named npm scripts side by side and prints the output of those that fail.
import { spawn } from "node:child_process";

const names = process.argv.slice(2);
const started = performance.now();

const results = await Promise.all(names.map(run));
for (const { name, status, output } of results) {
  if (status !== 0) console.error(`\n--- npm run ${name}: failed (${status})\n${output.trim()}\n`);
}
const summary = results.map(
  ({ name, status, seconds }) => `${name} ${status === 0 ? "ok" : "FAILED"} ${seconds} s`,
);
console.log(`${summary.join(" · ")} (${secondsSince(started)} s together)`);
if (names.length === 0 || results.some(({ status }) => status !== 0)) process.exitCode = 1;

function run(name) {
  const since = performance.now();
  return new Promise((resolve) => {
    let output = "";
    const child = spawn("npm", ["run", "--silent", name], { stdio: ["ignore", "pipe", "pipe"] });
    const collect = (chunk) => {
      output += chunk;
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", (error) => {
      output += String(error);
    });
    child.on("close", (code, signal) => {
      resolve({ name, status: code ?? signal ?? 1, output, seconds: secondsSince(since) });
    });
  });
}

function secondsSince(moment) {
  return ((performance.now() - moment) / 1000).toFixed(1);
}
