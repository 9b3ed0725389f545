import { walletOf } from "../ledger/book.ts";
import { emit, type Session } from "./session.ts";

/** The member earned or spent: what lies idle lapses later. A late report does not move it back. */
export function noteActivity(session: Session): void {
  const { program, book } = session;
  const lapsesAt: [string, string][] = [];
  for (const { name, idleUntil } of program.currencies.values()) {
    if (idleUntil === null) continue;
    const deadline = idleUntil(session.atMs);
    const known = walletOf(book, name).lapsesAt;
    if (known === null || known < deadline) lapsesAt.push([name, deadline]);
  }
  if (lapsesAt.length > 0) emit(session, { type: "active", lapsesAt });
}
