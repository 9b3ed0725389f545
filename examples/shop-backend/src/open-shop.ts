import { compileProgram } from "clientele/loyalty";
import { type Location, openDatabase } from "./database.ts";
import type { Shop } from "./execute.ts";
import { BUDGETS, PROGRAMS } from "./program.ts";

/** The program compiled, the database opened. */
export async function openShop(location: Location, clock = () => new Date()): Promise<Shop> {
  const db = await openDatabase(location);
  for (const [id, points] of Object.entries(BUDGETS)) {
    await db.query(
      "insert into budgets (id, remaining) values ($1, $2) on conflict (id) do nothing",
      [id, points],
    );
  }
  return { db, engine: compileProgram(PROGRAMS), clock };
}
