import { checkInteger, checkObject, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { isDateAlone, parseMoment } from "../../time/instant.ts";
import { hashBody } from "../ledger/fingerprint.ts";
import type { CommandBase } from "./command.ts";

const LONGEST_ID = 200;

/** The instant counts by value; when it was learned of, what was expected, and what the host adds do not. */
const NO_BODY: readonly string[] = ["at", "recordedAt", "expectedVersion", "context"];

/** The instants and the fingerprint of a command. */
export interface CommandHead {
  readonly id: string;
  readonly atMs: number;
  readonly recordedMs: number;
  readonly print: number;
}

/** What every command must say. */
export function readHead(command: CommandBase & { readonly type: string }): CommandHead {
  const { type } = checkObject(command, "a command");
  if (typeof type !== "string") {
    throw new InputError("invalid_argument", `expected a type, got ${show(type)}`, ["type"]);
  }
  const id = checkId(command.id, ["id"]);
  const atMs = wholeMs(command.at, ["at"]);
  const recordedMs =
    command.recordedAt === undefined ? atMs : wholeMs(command.recordedAt, ["recordedAt"]);
  if (command.expectedVersion !== undefined) {
    checkInteger(command.expectedVersion, ["expectedVersion"]);
  }
  return { id, atMs, recordedMs, print: hashBody(command, NO_BODY, atMs) };
}

function wholeMs(input: TimeInput, path: ErrorPath): number {
  if (isDateAlone(input)) {
    const message = `expected a time of day too, as in "2026-01-31T15:00:00Z", got ${show(input)}`;
    throw new InputError("invalid_time", message, path);
  }
  return Math.floor(parseMoment(input, path));
}

/** A text to name something by: of an order, a redemption, a member. */
export function checkId(id: unknown, path: ErrorPath): string {
  if (typeof id === "string" && id.length > 0 && id.length <= LONGEST_ID) return id;
  const message = `expected a text of 1 to ${LONGEST_ID} characters, got ${show(id)}`;
  throw new InputError("invalid_id", message, path);
}

/** What to throw at a command of no known type. */
export function unknownCommand(command: { readonly type: unknown }): InputError {
  const message = `expected a known command, got ${show(command.type)}`;
  return new InputError("unknown_command", message, ["type"]);
}
