import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { createApp } from "../src/app.ts";
import type { Database } from "../src/database.ts";
import { openShop } from "../src/open-shop.ts";
import { audit } from "./audit.ts";
import { delivery, doAll, type Job, type Send, sendTo } from "./deliver.ts";
import { expectedPoints, ownedPoints } from "./expected.ts";
import { makeDice, makeWorld, pick, shuffle } from "./world.ts";

const SEED = Number(process.env.SEED ?? 7);
const INSTANCES = 3;

const LIMIT = { timeout: 180_000 };

test(
  "not a point is lost or made, by what comes at once, twice and out of order",
  LIMIT,
  async (t) => {
    const dice = makeDice(SEED);
    const shop = await openShop({ url: process.env.DATABASE_URL });
    t.after(() => shop.db.close());
    // Less than all first orders would get.
    const budgets = { welcome: 550 };
    await shop.db.query("update budgets set remaining = $1", [budgets.welcome]);
    let conflicts = 0;
    const remote = { ...shop, db: acrossNetwork(shop.db, dice) };
    const servers = Array.from({ length: INSTANCES }, (_, index) => {
      // Their clocks differ by a minute each.
      const clock = () => new Date(Date.now() + 60_000 * index);
      const app = createApp({ ...remote, clock, onConflict: () => conflicts++ });
      return serve({ fetch: app.fetch, port: 0 });
    });
    t.after(() => servers.map((server) => server.close()));
    const any: Send = sendTo(() => {
      const address = pick(dice, servers).address();
      return typeof address === "object" && address !== null
        ? `http://localhost:${address.port}`
        : "";
    });

    const from = new Date(Date.now() - 7 * 86_400_000);
    const world = makeWorld(dice, { members: 12, orders: 70, from });
    const { members, events } = world;
    const twice = <Item>(items: readonly Item[]) => shuffle(dice, [...items, ...items]);

    await doAll(
      twice(members).map((id) => async () => {
        const { status } = await any("POST", "/members", { id, email: `${id}@example.com` });
        return status < 400;
      }),
      8,
    );

    // What the members do meanwhile, and what the service said that came of it.
    const changes = new Map<string, number>();
    const answered = new Set<string>();
    const note = (id: string, member: string, points: number) => {
      if (answered.has(id)) return;
      answered.add(id);
      changes.set(member, (changes.get(member) ?? 0) + points);
    };
    const amount = () => 1 + Math.floor(dice() * 60);

    const post = async (path: string, body?: unknown) => {
      const { status } = await any("POST", path, body);
      assert.notEqual(status, 500);
      return status < 400;
    };
    const redemptions = Array.from({ length: 25 }, (_, index): Job => {
      const [id, member, points] = [`X${index}`, pick(dice, members), amount()];
      const path = `/members/${member}/redemptions`;
      return async () => {
        if (!(await post(path, { id, points }))) return true;
        note(`redeem ${id}`, member, -points);
        if (index % 3 === 0 && (await post(`${path}/${id}/reversals`, { id }))) {
          note(`reverse ${id}`, member, points);
        }
        return true;
      };
    });
    const holds = Array.from({ length: 25 }, (_, index): Job => {
      const [id, member, points] = [`H${index}`, pick(dice, members), amount()];
      const path = `/members/${member}/holds`;
      return async () => {
        if (!(await post(path, { id, points }))) return true;
        if (index % 2 === 0) await post(`${path}/${id}/release`);
        else if (await post(`${path}/${id}/capture`, { points: 1 }))
          note(`capture ${id}`, member, -1);
        return true;
      };
    });
    const transfers = Array.from({ length: 25 }, (_, index): Job => {
      const id = `T${index}`;
      const [from, to] = shuffle(dice, members);
      const points = amount();
      return async () => {
        if (!(await post("/transfers", { id, type: "gift", from, to, points }))) return true;
        note(`send ${id}`, from, -points);
        note(`receive ${id}`, to, points);
        return true;
      };
    });
    const deliveries = events.map((event) => delivery(any, event));
    await doAll(twice([...deliveries, ...redemptions, ...holds, ...transfers]), 24);

    const audited = await audit(shop, budgets);
    const expected = expectedPoints(world, audited);
    for (const member of members) {
      const points = (expected.get(member) ?? 0) + (changes.get(member) ?? 0);
      assert.equal(ownedPoints(audited, member), points, member);
    }
    // Else this would have shown nothing.
    assert.ok(conflicts > 10, `${conflicts} conflicts`);
    assert.ok(answered.size > 30, `${answered.size} answers`);
    t.diagnostic(`${audited.entries.length} entries, ${conflicts} conflicts, seed ${SEED}`);
  },
);

/** What is read takes a while to come, as from a server: time for others to be faster. */
function acrossNetwork(db: Database, dice: () => number): Database {
  return {
    ...db,
    query: async (sql, values) => {
      const rows = await db.query<never>(sql, values);
      await sleep(4 * dice());
      return rows;
    },
  };
}
