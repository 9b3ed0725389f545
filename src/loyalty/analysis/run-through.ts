import type { CommandContext, CommandOf } from "../engine/command.ts";
import { createAccount } from "../engine/create-account.ts";
import { decide } from "../engine/decide.ts";
import type { Engine } from "../engine/engine.ts";
import { viewAccount } from "../engine/view-account.ts";
import type { Account } from "../ledger/account.ts";
import type { PurchaseOrder } from "../order.ts";
import { decideReferral } from "../pair/decide-referral.ts";
import type { SimulatedStanding } from "./simulation.ts";

/** What a member did by an instant, its orders by their time. */
export interface Past {
  readonly member: string;
  readonly enrolledAt: number | null;
  readonly orders: readonly {
    readonly at: number;
    readonly order: PurchaseOrder;
    readonly context: CommandContext | undefined;
  }[];
}

/** A member's account, and how many orders earn nothing, or less than they might. */
interface Saver {
  account: Account;
  refused: number;
  unreferred: number;
}

/** Decides all that all members did, in the order of its time: a referral is a matter of two. */
export function runThrough(
  { engine, currency }: { readonly engine: Engine; readonly currency: string },
  pasts: readonly Past[],
  asOf: number,
): SimulatedStanding[] {
  const savers = pasts.map(({ member }): Saver => {
    return { account: createAccount(engine, member), refused: 0, unreferred: 0 };
  });
  const members = new Map(savers.map((saver) => [saver.account.id, saver]));
  const acts = pasts.flatMap((past, index) =>
    commandsOf(past, index, asOf).map((command) => ({ saver: savers[index], command })),
  );
  acts.sort((one, other) => one.command.at - other.command.at);
  for (const { saver, command } of acts) act(engine, members, saver, command);
  return savers.map((saver) => standingOf(engine, currency, saver, asOf));
}

type Told = (CommandOf<"enroll"> | CommandOf<"completeOrder">) & { readonly at: number };

function commandsOf({ enrolledAt, orders }: Past, place: number, asOf: number): Told[] {
  const first = orders.length === 0 ? enrolledAt : Math.min(orders[0].at, enrolledAt ?? Infinity);
  const commands: Told[] =
    first !== null && first <= asOf ? [{ type: "enroll", id: `${place}`, at: first }] : [];
  for (const [index, { at, order, context }] of orders.entries()) {
    const command = { type: "completeOrder", id: `${place}/${index}`, at, order } as const;
    commands.push(context === undefined ? command : { ...command, context });
  }
  return commands;
}

function act(
  engine: Engine,
  members: ReadonlyMap<string, Saver>,
  saver: Saver,
  command: Told,
): void {
  const referrer = referrerOf(engine, command);
  const other = referrer === undefined ? undefined : members.get(referrer);
  if (command.type === "completeOrder" && other !== undefined) {
    const decision = decideReferral(engine, [saver.account, other.account], command);
    if ("accounts" in decision) [saver.account, other.account] = decision.accounts;
    else saver.refused++;
    return;
  }
  const isLost = referrer !== undefined;
  if (isLost) saver.unreferred++;
  const decision = decide(engine, saver.account, isLost ? withoutReferral(command) : command);
  if ("account" in decision) saver.account = decision.account;
  else saver.refused++;
}

/** Whom an order names, where that means anything. */
function referrerOf({ latest }: Engine, command: Told): string | undefined {
  if (command.type !== "completeOrder" || !latest().earning.hasReferral) return undefined;
  return command.order?.referredBy;
}

function withoutReferral(command: Told): Told {
  if (command.type !== "completeOrder") return command;
  const { referredBy: _, ...order } = command.order;
  return { ...command, order };
}

function standingOf(
  engine: Engine,
  currency: string,
  { account, refused, unreferred }: Saver,
  asOf: number,
): SimulatedStanding {
  const view = viewAccount(engine, account, asOf);
  const wallet = view.wallets.find((one) => one.currency === currency);
  return {
    earned: wallet?.issued ?? 0,
    expired: wallet?.expired ?? 0,
    outstanding: (wallet?.active ?? 0) + (wallet?.pending ?? 0),
    tier: view.tier?.level ?? null,
    refused,
    unreferred,
  };
}
