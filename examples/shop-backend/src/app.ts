import { explain, quoteEarning, quoteRedemption } from "clientele/loyalty";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ZodType } from "zod";
import { answerError } from "./errors.ts";
import type { Outcome, Shop } from "./execute.ts";
import { loadAccount, loadBudgets, loadEntries } from "./ledger.ts";
import { erase, join, run, send, showBalance } from "./members.ts";
import * as requests from "./requests.ts";
import { type Early, receive } from "./webhooks.ts";

/** Of a request: an order of some thousand lines. */
const MOST_BYTES = 1_000_000;

/** All that the service answers to. Any number of them may share a database. */
export function createApp(shop: Shop): Hono {
  const { db, engine, clock } = shop;
  const app = new Hono();
  app.onError(answerError);
  app.notFound((c) => c.json({ code: "not_found" }, 404));
  const onError = (c: Context) => c.json({ code: "too_large" }, 413);
  app.use(bodyLimit({ maxSize: MOST_BYTES, onError }));

  // What the shop tells. Refusals are final, unless the event came too early.
  app.post("/webhooks", async (c) => {
    const outcome = await receive(shop, await read(c, requests.shopEvent));
    const isEarly =
      !outcome.ok && (outcome.reason === "unknown_order" || outcome.reason === "frozen");
    return c.json(show(outcome), isEarly ? 409 : 200);
  });

  // Who is a member.
  app.post("/members", async (c) => {
    const { id, email } = await read(c, requests.membership);
    return answer(c, await join(shop, id, email));
  });
  app.delete("/members/:member", async (c) => {
    const outcome = await erase(shop, c.req.param("member"));
    return outcome === null ? c.notFound() : answer(c, outcome);
  });

  // What a member has, and how it came.
  app.get("/members/:member", async (c) => {
    const { at } = requests.moment.parse(c.req.query());
    const view = await showBalance(shop, c.req.param("member"), at);
    return view === null ? c.notFound() : c.json(view);
  });
  app.get("/members/:member/history", async (c) => {
    const { id } = await loadAccount(db, engine, c.req.param("member"));
    return c.json((await loadEntries(db, id)).map(explain));
  });

  // What a cart would earn, and what points would pay of it.
  app.post("/members/:member/earning-quotes", async (c) => {
    const { order } = await read(c, requests.earningQuote);
    const account = await loadAccount(db, engine, c.req.param("member"));
    const context = { budgets: await loadBudgets(db) };
    return c.json(
      quoteEarning(engine, account, order, { at: later(clock(), account.clock), context }),
    );
  });
  app.post("/members/:member/redemption-quotes", async (c) => {
    const request = await read(c, requests.redemptionQuote);
    const account = await loadAccount(db, engine, c.req.param("member"));
    const at = later(clock(), account.clock);
    return c.json(quoteRedemption(engine, account, { ...request, at }));
  });

  // Points spent, reserved, sent. The id of what is made makes a request safe to repeat.
  app.post("/members/:member/redemptions", async (c) => {
    const { id, ...request } = await read(c, requests.redemption);
    const command = { type: "redeem", id: `redeem:${id}`, redemption: id, ...request } as const;
    return answer(c, await run(shop, c.req.param("member"), { ...command, at: clock() }));
  });
  app.post("/members/:member/redemptions/:redemption/reversals", async (c) => {
    const { id, ...request } = await read(c, requests.reversal);
    const { member, redemption } = c.req.param();
    const command = { type: "reverseRedemption", id: `reverse:${id}`, redemption } as const;
    return answer(c, await run(shop, member, { ...command, ...request, at: clock() }));
  });
  app.post("/members/:member/holds", async (c) => {
    const { id, ...request } = await read(c, requests.hold);
    const command = { type: "hold", id: `hold:${id}`, hold: id, ...request } as const;
    return answer(c, await run(shop, c.req.param("member"), { ...command, at: clock() }));
  });
  app.post("/members/:member/holds/:hold/capture", async (c) => {
    const request = await read(c, requests.capture);
    const { member, hold } = c.req.param();
    const command = { type: "captureHold", id: `capture:${hold}`, hold, ...request } as const;
    return answer(c, await run(shop, member, { ...command, at: clock() }));
  });
  app.post("/members/:member/holds/:hold/release", async (c) => {
    const { member, hold } = c.req.param();
    const command = { type: "releaseHold", id: `release:${hold}`, hold } as const;
    return answer(c, await run(shop, member, { ...command, at: clock() }));
  });
  app.post("/transfers", async (c) => {
    const { id, from, to, ...request } = await read(c, requests.transfer);
    const command = { ...request, id: `transfer:${id}`, at: clock() };
    return answer(c, await send(shop, from, to, command));
  });

  return app;
}

/** The request's body, which must be of that shape. */
async function read<Body>(c: Context, shape: ZodType<Body>): Promise<Body> {
  return shape.parse(await c.req.json());
}

function answer(c: Context, outcome: Outcome) {
  if (!outcome.ok) return c.json(outcome, 409);
  return c.json(show(outcome), outcome.duplicate ? 200 : 201);
}

/** The same whether the command is done now or was done before, so that a lost answer is no loss. */
function show(outcome: Outcome | Early) {
  if (!outcome.ok) return outcome;
  const { entry, duplicate } = outcome;
  const { version, lines } = explain(entry);
  const value = entry.effects.find((effect) => effect.type === "spent")?.value;
  return { ok: true, duplicate, version, lines: lines.map(({ text }) => text), value };
}

/** The clock of another instance may be ahead of ours. */
export function later(now: Date, clock: string | null): string {
  const text = now.toISOString();
  return clock !== null && clock > text ? clock : text;
}
