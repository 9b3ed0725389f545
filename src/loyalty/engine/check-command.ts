import { check, checkInteger, checkObject, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { parseMoment } from "../../time/instant.ts";
import {
  addBody,
  addName,
  addNumber,
  addValue,
  beginHash,
  endHash,
} from "../ledger/fingerprint.ts";
import { printOrder } from "../ledger/order-print.ts";
import type { PurchaseOrder } from "../order.ts";
import type { CommandBase } from "./command.ts";

export const LONGEST_ID = 200;
/** Of what is named after a rule and an order, or what else there is. */
export const LONGEST_NAME = 1000;

/**
 * No part of the body, or told by value beside it: bodies of one id are all that is ever compared.
 * When it was learned of, what was expected, and what the host adds do not count.
 */
const BESIDE = ["id", "type", "at", "recordedAt", "expectedVersion", "context"];
const BESIDE_BODY = /* @__PURE__ */ besideWith();
/** An order has a fingerprint of its own. */
const BESIDE_BODY_AND_ORDER = /* @__PURE__ */ besideWith("order");

/** The instants and the fingerprint of a command. */
export interface CommandHead {
  readonly id: string;
  readonly atMs: number;
  readonly recordedMs: number;
  readonly print: number;
  /** Of its order, which an award is known by too; 0 where it brings none. */
  readonly orderPrint: number;
}

interface GivenCommand extends CommandBase {
  readonly type: string;
  /** Of some commands its id alone. */
  readonly order?: PurchaseOrder | string;
}

/** What every command must say. */
export function readHead(command: GivenCommand): CommandHead {
  const { type } = checkObject(command, "a command");
  check(typeof type === "string", "invalid_argument", ["type"], "a type", type);
  const id = checkId(command.id, ["id"]);
  const atMs = wholeMs(command.at, ["at"]);
  const recordedMs =
    command.recordedAt === undefined ? atMs : wholeMs(command.recordedAt, ["recordedAt"]);
  if (command.expectedVersion !== undefined) {
    checkInteger(command.expectedVersion, ["expectedVersion"]);
  }
  const { order } = command;
  const hasOrder = typeof order === "object" && order !== null;
  const orderPrint = hasOrder ? printOrder(order) : 0;
  beginHash();
  addName(type);
  addNumber(atMs);
  addBody(command, hasOrder ? BESIDE_BODY_AND_ORDER : BESIDE_BODY);
  addNumber(orderPrint);
  if (hasOrder) addValue(order.attributes);
  return { id, atMs, recordedMs, print: endHash(), orderPrint };
}

function wholeMs(input: TimeInput, path: ErrorPath): number {
  return Math.floor(parseMoment(input, path));
}

/**
 * A text to name something by: of an order, a redemption, a member.
 *
 * @param longest - more where it may have been named after others, as `hold:` and the id of a hold
 */
export function checkId(id: unknown, path: ErrorPath, longest = LONGEST_ID): string {
  if (typeof id === "string" && id.length > 0 && id.length <= longest) return id;
  const message = `expected a text of 1 to ${longest} characters, got ${show(id)}`;
  throw new InputError("invalid_id", message, path);
}

function besideWith(...more: readonly string[]): ReadonlySet<string> {
  return new Set([...BESIDE, ...more]);
}
