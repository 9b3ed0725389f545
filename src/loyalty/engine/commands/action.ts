import { awardAction } from "../../earning/award-action.ts";
import { gatherFacts } from "../../earning/facts.ts";
import { noteActivity } from "../activity.ts";
import { checkId } from "../check-command.ts";
import type { CommandOf } from "../command.ts";
import type { Refusal } from "../decision.ts";
import type { Session } from "../session.ts";
import { grantAward, isForgotten, lotsOf, refuseForgotten } from "./order.ts";

export function decideAction(session: Session, command: CommandOf<"recordAction">): Refusal | null {
  const { program, book, atMs } = session;
  const action = checkId(command.action, ["action"]);
  const facts = gatherFacts(program, book, atMs, command.context);
  const award = awardAction(program, action, command.attributes, atMs, facts);
  if ("ok" in award) return award;
  if (isForgotten(session, award)) return refuseForgotten(action);
  noteActivity(session);
  grantAward(session, award, lotsOf(session, award), `action:${command.id}`);
  return null;
}
