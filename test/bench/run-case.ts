/** Runs one case in a process of its own, so that no case inherits another's heap or machine code. */
import { casesIn } from "./case-files.ts";
import { loadLibrary } from "./library.ts";
import type { CaseMessage, CaseOrder } from "./message.ts";

function tell(message: CaseMessage): void {
  process.send?.(message);
}

process.once("message", async (order: CaseOrder) => {
  const { name, file, dist, scale, rounds } = order;
  try {
    const cases = await casesIn(file);
    const chosen = cases.find((one) => one.name === name);
    if (chosen === undefined) throw new Error(`no case ${name}`);
    const library = await loadLibrary(dist);
    const progress = (text: string) => tell({ kind: "progress", text });
    const figures = await chosen.measure({ library, dist, scale, rounds, progress });
    tell({ kind: "figures", figures });
  } catch (error) {
    tell({ kind: "failure", text: error instanceof Error ? (error.stack ?? "") : String(error) });
  }
  // Engines' threads may keep the process alive; by now the message is under way.
  process.disconnect();
});
