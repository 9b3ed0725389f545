import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openShop } from "../src/open-shop.ts";
import { audit } from "./audit.ts";
import { type Child, startChild } from "./child.ts";
import { doAll, type Send, sendTo } from "./deliver.ts";
import { expectedPoints, ownedPoints } from "./expected.ts";
import { makeDice, makeWorld, shuffle } from "./world.ts";

const SEED = Number(process.env.SEED ?? 11);

const LIMIT = { timeout: 180_000 };

test(
  "a process that is killed in mid-stream loses nothing, and another goes on",
  LIMIT,
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), "shop-backend-"));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    const dice = makeDice(SEED);
    const from = new Date(Date.now() - 7 * 86_400_000);
    const world = makeWorld(dice, { members: 6, orders: 40, from });

    let child: Child = await startChild(folder);
    t.after(() => child.kill());
    const send: Send = sendTo(() => child.url);
    await doAll(
      world.members.map((id) => async () => {
        const { status } = await send("POST", "/members", { id, email: `${id}@example.com` });
        return status === 201;
      }),
      1,
    );

    // What the service said that it wrote: the shop never sends it again, so it must not be lost.
    const written = new Set<string>();
    let unanswered = 0;
    const jobs = world.events.map((event) => async () => {
      const reply = await send("POST", "/webhooks", event).catch(() => null);
      if (reply === null) unanswered++;
      if (reply?.status === 200 && isOk(reply.body)) written.add(event.id);
      return reply?.status === 200;
    });
    const isEnough = () => written.size >= 25;
    const running = doAll(shuffle(dice, jobs), 8, isEnough);
    while (!isEnough()) await sleep(1);
    await child.kill();
    await running;
    child = await startChild(folder);

    // The shop no longer knows what came through, and sends all of it.
    const again = world.events.map((event) => async () => {
      const { status, body } = await send("POST", "/webhooks", event);
      if (written.has(event.id))
        assert.deepEqual([status, isDuplicate(body)], [200, true], event.id);
      return status === 200;
    });
    await doAll(shuffle(dice, again), 8);
    await child.kill();

    const shop = await openShop({ folder });
    t.after(() => shop.db.close());
    const audited = await audit(shop);
    const expected = expectedPoints(world, audited);
    for (const member of world.members) {
      assert.equal(ownedPoints(audited, member), expected.get(member), member);
    }
    assert.ok(unanswered > 0, "requests were under way when the process was killed");
    t.diagnostic(
      `${audited.entries.length} entries, ${unanswered} requests unanswered, seed ${SEED}`,
    );
  },
);

function isOk(body: unknown): boolean {
  return typeof body === "object" && body !== null && "ok" in body && body.ok === true;
}

function isDuplicate(body: unknown): boolean {
  return (
    typeof body === "object" && body !== null && "duplicate" in body && body.duplicate === true
  );
}
