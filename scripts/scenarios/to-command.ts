import type { Command, CommandBase } from "../../src/loyalty/engine/command.ts";
import { type Fields, readNumber, readText, refuseOthers, ScenarioError } from "./read.ts";

const BASE = ["id", "type", "at", "recordedAt", "expectedVersion", "note", "comment"];

/** Which fields an event of a type may have, besides those that all have. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  earn: ["points", "lot", "expiresAt", "activeAt", "order"],
  grant: ["points", "lot", "expiresAt", "activeAt", "order"],
  clawback: ["order", "points"],
  revoke: ["order", "points"],
  redeem: ["redemption", "points"],
  reverseRedemption: ["redemption", "points"],
  hold: ["hold", "points", "until"],
  capture: ["hold", "points", "redemption"],
  captureHold: ["hold", "points", "redemption"],
  release: ["hold"],
  releaseHold: ["hold"],
  adjust: ["points", "lot", "reason"],
  transferOut: ["points", "to"],
  transfer: ["points", "to"],
  buyPoints: ["points", "lot", "payment"],
  reinstate: ["points", "lot", "expiresAt"],
  freeze: [],
  unfreeze: [],
  close: [],
};

/** The command of an event, for the account of a member. */
export function toCommand(event: Fields, member: string): Command {
  const id = readText(event.id, "an event's id");
  const what = `event ${id}`;
  const type = readText(event.type, what);
  if (!Object.hasOwn(FIELDS, type)) throw new ScenarioError(`${what}: unknown type ${type}`);
  refuseOthers(event, [...BASE, ...FIELDS[type]], what);
  const base: CommandBase = {
    id,
    at: readText(event.at, what),
    ...(event.recordedAt === undefined ? {} : { recordedAt: readText(event.recordedAt, what) }),
    ...(event.expectedVersion === undefined
      ? {}
      : { expectedVersion: readNumber(event.expectedVersion, what) }),
  };
  const text = (name: string) => readText(event[name], `${what}, ${name}`);
  const points = () => readNumber(event.points, `${what}, points`);
  const pointsIfAny = event.points === undefined ? {} : { points: points() };
  const expiresAt =
    event.expiresAt === undefined
      ? {}
      : { expiresAt: event.expiresAt === null ? null : text("expiresAt") };
  switch (type) {
    case "earn":
    case "grant":
      return {
        ...base,
        type: "grant",
        points: points(),
        ...expiresAt,
        ...(event.activeAt === undefined ? {} : { activeAt: text("activeAt") }),
        ...(event.order === undefined ? {} : { order: text("order") }),
      };
    case "clawback":
    case "revoke":
      return { ...base, type: "revoke", order: text("order"), points: points() };
    case "redeem":
      return { ...base, type: "redeem", redemption: text("redemption"), points: points() };
    case "reverseRedemption":
      return { ...base, type, redemption: text("redemption"), ...pointsIfAny };
    case "hold": {
      const until = event.until === undefined ? {} : { until: text("until") };
      return { ...base, type, hold: text("hold"), points: points(), ...until };
    }
    case "capture":
    case "captureHold": {
      const redemption = event.redemption === undefined ? {} : { redemption: text("redemption") };
      return { ...base, type: "captureHold", hold: text("hold"), ...pointsIfAny, ...redemption };
    }
    case "release":
    case "releaseHold":
      return { ...base, type: "releaseHold", hold: text("hold") };
    case "adjust": {
      const reason = event.reason === undefined ? {} : { reason: text("reason") };
      return { ...base, type, points: points(), ...reason };
    }
    case "transferOut":
    case "transfer": {
      const to = text("to");
      return { ...base, type: "transfer", points: points(), to: to === "self" ? member : to };
    }
    case "buyPoints": {
      const payment = event.payment === undefined ? `payment-${id}` : text("payment");
      return { ...base, type, points: points(), payment };
    }
    case "reinstate":
      return { ...base, type, points: points(), ...expiresAt };
    default:
      return { ...base, type: bare(type, what) };
  }
}

function bare(type: string, what: string): "freeze" | "unfreeze" | "close" {
  if (type === "freeze" || type === "unfreeze" || type === "close") return type;
  throw new ScenarioError(`${what}: unknown type ${type}`);
}
