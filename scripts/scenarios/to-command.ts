import { parseMoment } from "../../src/time/instant.ts";
import { type Fields, isFields, readText, ScenarioError } from "./read.ts";

/** An event of a scenario: a command, the account that it is told to, and a name for what it makes. */
export interface Told {
  readonly id: string;
  readonly account: string;
  readonly lot: string | null;
  readonly at: number;
  readonly recordedAt: number;
  /** As it is sent: what it means is for `parseCommand` to say. */
  readonly command: Fields & { readonly type: string };
}

/** What scenarios call commands, where they call them otherwise. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ["earn", "grant"],
  ["clawback", "revoke"],
  ["capture", "captureHold"],
  ["release", "releaseHold"],
  ["transferOut", "transfer"],
  ["reverse", "reverseRedemption"],
  ["merge", "mergeMembers"],
]);

/** Ids that a scenario need not give. */
const NAMED_BY_EVENT: ReadonlyMap<string, string> = new Map([
  ["redeem", "redemption"],
  ["hold", "hold"],
  ["buyPoints", "payment"],
  ["issueVoucher", "voucher"],
  ["refundOrder", "refund"],
]);

/** Said for the reader, or of the event rather than by the command. */
const ASIDE = ["note", "comment", "title", "lot", "account", "member"];

export function readEvent(event: Fields, member: string): Told {
  const id = readText(event.id, "an event's id");
  const what = `event ${id}`;
  const given = readText(event.type, what);
  const type = TYPES.get(given) ?? given;
  const account = readText(event.account ?? event.member ?? member, `${what}, account`);
  const body: Record<string, unknown> = { ...event, type };
  for (const name of ASIDE) delete body[name];
  const own = NAMED_BY_EVENT.get(type);
  if (own !== undefined) body[own] ??= id;
  if (given === "transferOut") body.to ??= "elsewhere";
  if (body.to === "self") body.to = account;
  const at = parseMoment(readText(event.at, what), ["at"]);
  const recordedAt =
    event.recordedAt === undefined
      ? at
      : parseMoment(readText(event.recordedAt, what), ["recordedAt"]);
  const lot = event.lot === undefined ? null : readText(event.lot, `${what}, lot`);
  if (lot !== null && !MAKING.includes(type)) throw new ScenarioError(`${what}: makes no lot`);
  return { id, account, lot, at, recordedAt, command: { ...body, type } };
}

/** Commands that make lots. */
const MAKING = [
  "grant",
  "adjust",
  "buyPoints",
  "reinstate",
  "completeOrder",
  "recordAction",
  "importOpening",
];

/** A transfer as the engine takes it, which is told of the other account besides. */
export function withoutTarget({ command }: Told): Fields {
  const { to: _, ...rest } = command;
  return rest;
}

/** Accounts that an event may be about besides its own: within the scenario where it tells of them. */
export function reachedBy({ command: { to, order } }: Told): unknown[] {
  return [to, isFields(order) ? order.referredBy : undefined];
}

/** Whose account an event sends points to, if it says so. */
export function targetOf({ id, command }: Told): string | null {
  if (!SENDING.includes(command.type)) return null;
  return readText(command.to, `event ${id}, to`);
}

const SENDING = ["transfer", "gift", "joinPool", "leavePool", "mergeMembers"];
