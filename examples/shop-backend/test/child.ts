import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The service in a process of its own. */
export interface Child {
  readonly url: string;
  /** As when the power fails: nothing can be finished or tidied up. */
  kill(): Promise<void>;
}

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

export async function startChild(folder: string): Promise<Child> {
  const env = { ...process.env, DATA_FOLDER: folder, DATABASE_URL: undefined, PORT: "0" };
  const child = spawn(process.execPath, ["--import", "tsx", main], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return { url: await findUrl(child), kill: () => kill(child) };
}

async function findUrl({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("no output to read");
  for await (const line of createInterface(stdout)) {
    const [url] = line.match(/http:\S+/) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error("the service did not start");
}

async function kill(child: ChildProcess) {
  if (child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
