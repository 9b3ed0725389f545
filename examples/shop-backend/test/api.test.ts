import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Hono } from "hono";
import { createApp } from "../src/app.ts";
import type { Shop } from "../src/execute.ts";
import { openShop } from "../src/open-shop.ts";
import { audit } from "./audit.ts";

let shop: Shop;
let app: Hono;
let now = "2026-03-01T12:00:00Z";

before(async () => {
  shop = await openShop({ url: process.env.DATABASE_URL }, () => new Date(now));
  app = createApp(shop);
});
after(() => shop.db.close());

async function call(method: string, path: string, body?: unknown) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = await app.request(path, {
    method,
    ...(body === undefined ? {} : { body: text }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const post = (path: string, body?: unknown) => call("POST", path, body);

function completed(member: string, order: string, amount: string, more: object = {}) {
  const lines = [{ id: "1", amount }];
  const at = "2026-03-01T11:00:00Z";
  const type = "order.completed";
  return { id: `${order}-completed`, type, at, member, order: { id: order, lines, ...more } };
}

async function available(member: string, at = ""): Promise<number> {
  const { body } = await call("GET", `/members/${member}${at && `?at=${at}`}`);
  return body.wallets[0].available;
}

test("an order earns points, once", async () => {
  const event = completed("ann", "A1", "19.99");
  const first = await post("/webhooks", event);
  assert.deepEqual([first.status, first.body.duplicate], [200, false]);
  assert.equal(await available("ann"), 119);
  const { order, ...reordered } = event;
  const second = await post("/webhooks", { order, ...reordered });
  assert.deepEqual(second.body, { ...first.body, duplicate: true });
  const other = await post("/webhooks", { ...event, id: "another event" });
  assert.deepEqual([other.status, other.body.reason], [200, "duplicate_order"]);
  const changed = await post("/webhooks", { ...event, at: "2026-03-01T11:30:00Z" });
  assert.deepEqual([changed.status, changed.body.reason], [200, "idempotency_conflict"]);
  assert.equal(await available("ann"), 119);
});

test("a refund that overtakes its order is sent back until the order is there", async () => {
  const at = "2026-03-01T11:30:00Z";
  const lines = [{ line: "1", amount: "10.00" }];
  const refund = {
    id: "B1-r",
    type: "order.refunded",
    at,
    member: "bob",
    order: "B1",
    refund: "R1",
    lines,
  };
  const early = await post("/webhooks", refund);
  assert.deepEqual([early.status, early.body.reason], [409, "unknown_order"]);
  await post("/webhooks", completed("bob", "B1", "30.00"));
  assert.equal((await post("/webhooks", refund)).status, 200);
  assert.equal(await available("bob"), 120);
  await post("/webhooks", { id: "B1-c", type: "order.cancelled", at, member: "bob", order: "B1" });
  assert.equal(await available("bob"), 0);
});

test("quotes say what a cart earns and what points pay", async () => {
  await post("/webhooks", completed("cid", "C1", "400.00"));
  const order = { id: "cart", lines: [{ id: "1", amount: "6.00" }] };
  const earning = await post("/members/cid/earning-quotes", { order });
  assert.equal(earning.body.points[0].points, 6);
  const { body } = await post("/members/cid/redemption-quotes", { option: "money-off", order });
  assert.deepEqual([body.points, body.amount, body.available], [300, "3.00", 500]);
  assert.equal(await available("cid"), 500, "a quote takes nothing");
});

test("points are spent once, and a lost answer can be asked for again", async () => {
  await post("/webhooks", completed("dot", "D1", "50.00"));
  const first = await post("/members/dot/redemptions", { id: "X1", points: 100 });
  const again = await post("/members/dot/redemptions", { id: "X1", points: 100 });
  assert.deepEqual([first.status, again.status], [201, 200]);
  assert.deepEqual(again.body.lines, first.body.lines);
  assert.equal(await available("dot"), 50);
  const other = await post("/members/dot/redemptions", { id: "X1", points: 20 });
  assert.deepEqual([other.status, other.body.reason], [409, "idempotency_conflict"]);
  const short = await post("/members/dot/redemptions", { id: "X2", points: 80 });
  assert.deepEqual(
    [short.status, short.body.reason, short.body.short],
    [409, "insufficient_points", 30],
  );
  await post("/members/dot/redemptions/X1/reversals", { id: "V1" });
  assert.equal(await available("dot"), 150);
});

test("points are held, captured in part, and released", async () => {
  await post("/webhooks", completed("eve", "E1", "50.00"));
  assert.equal((await post("/members/eve/holds", { id: "H1", points: 100 })).status, 201);
  assert.equal(await available("eve"), 50);
  assert.equal((await post("/members/eve/holds/H1/capture", { points: 30 })).status, 201);
  assert.equal(await available("eve"), 120);
  await post("/members/eve/holds", { id: "H2", points: 100 });
  assert.equal((await post("/members/eve/holds/H2/release")).status, 201);
  const late = await post("/members/eve/holds/H2/capture", {});
  assert.deepEqual([late.status, late.body.reason], [409, "hold_not_open"]);
  assert.equal(await available("eve"), 120);
});

test("the balance can be seen as it was and as it will be", async () => {
  await post("/webhooks", completed("fay", "F1", "10.00"));
  assert.equal(await available("fay", "2026-03-01T11:59:59Z"), 0);
  assert.equal(await available("fay", "2027-03-31T21:59:59Z"), 110);
  assert.equal(await available("fay", "2027-03-31T22:00:00Z"), 0, "12 months, to the month's end");
  const { body } = await call("GET", "/members/fay/history");
  assert.equal(body[0].lines[0].text, "Rule base gives 10 points.");
  assert.equal((await call("GET", "/members/nobody")).status, 404);
});

test("points go from one to another, and two members become one", async () => {
  await post("/webhooks", completed("gus", "G1", "10.00"));
  await post("/webhooks", completed("guest-9", "G2", "20.00"));
  const gift = { id: "T1", type: "gift", from: "gus", to: "guest-9", points: 30 };
  const sent = await post("/transfers", gift);
  assert.deepEqual([sent.status, (await post("/transfers", gift)).status], [201, 200]);
  assert.equal((await post("/transfers", { ...gift, id: "T2", to: "nobody" })).status, 409);
  const merge = { id: "M1", type: "mergeMembers", from: "guest-9", to: "gus" };
  const merged = await post("/transfers", merge);
  assert.equal(merged.status, 201);
  // Both sides are one by now, and the answers are still those of the side that was asked.
  for (const [request, { body }] of [
    [merge, merged],
    [gift, sent],
  ] as const) {
    const again = await post("/transfers", request);
    assert.deepEqual([again.status, again.body], [200, { ...body, duplicate: true }]);
  }
  assert.equal(await available("guest-9"), await available("gus"));
  assert.equal(await available("gus"), 230);
  // What the shop still knows as the guest's.
  const at = "2026-03-01T11:30:00Z";
  await post("/webhooks", completed("guest-9", "G2", "20.00"));
  await post("/webhooks", {
    id: "G2-c",
    type: "order.cancelled",
    at,
    member: "guest-9",
    order: "G2",
  });
  assert.equal(await available("gus"), 110);
});

test("the id of a transfer is taken for whoever had a part in it, however long ago", async () => {
  for (const [member, order] of [
    ["nan", "N1"],
    ["oda", "N2"],
    ["pia", "N3"],
  ] as const) {
    await post("/webhooks", completed(member, order, "10.00"));
  }
  const gift = { id: "T9", type: "gift", from: "nan", to: "oda", points: 5 };
  assert.equal((await post("/transfers", gift)).status, 201);
  for (const day of ["2026-03-01", "2026-06-01"]) {
    now = `${day}T12:00:00Z`;
    // The account forgets ids as it goes on.
    await post("/webhooks", completed("oda", day, "1.00"));
    const other = await post("/transfers", { ...gift, from: "pia" });
    assert.deepEqual([other.status, other.body.reason], [409, "idempotency_conflict"]);
  }
  assert.deepEqual([await available("pia"), await available("oda")], [110, 117]);
  now = "2026-03-01T12:00:00Z";
});

test("who joins, joins once", async () => {
  const quin = { id: "quin", email: "quin@example.com" };
  assert.equal((await post("/members", quin)).status, 201);
  assert.equal((await post("/members", quin)).status, 200);
  const other = await post("/members", { ...quin, email: "other@example.com" });
  assert.deepEqual([other.status, other.body.reason], [409, "idempotency_conflict"]);
  assert.equal((await call("DELETE", "/members/quin")).status, 201);
  assert.equal((await post("/members", quin)).status, 409, "an erased one does not come back");
});

test("who was never there cannot be erased, and the id stays free", async () => {
  assert.equal((await call("DELETE", "/members/rob")).status, 404);
  assert.equal((await post("/members", { id: "rob", email: "rob@example.com" })).status, 201);
});

test("a referral gives to both, and its refund takes from both", async () => {
  await post("/members", { id: "hal", email: "hal@example.com" });
  await post("/webhooks", completed("ida", "I1", "20.00", { referredBy: "hal" }));
  const pending = async (member: string) =>
    (await call("GET", `/members/${member}`)).body.wallets[0].pending;
  assert.deepEqual([await pending("ida"), await pending("hal")], [50, 200]);
  const at = "2026-03-01T11:30:00Z";
  await post("/webhooks", { id: "I1-c", type: "order.cancelled", at, member: "ida", order: "I1" });
  assert.deepEqual([await pending("ida"), await pending("hal")], [0, 0]);
  const selfish = await post("/webhooks", completed("jon", "J1", "20.00", { referredBy: "jon" }));
  assert.equal(selfish.status, 200);
  assert.equal(await available("jon"), 120, "the order itself earns all the same");
});

test("an erased member leaves no trace but numbers", async () => {
  await post("/members", { id: "m-4711", email: "kim@example.com" });
  await post("/webhooks", completed("m-4711", "K1", "10.00"));
  assert.equal((await call("DELETE", "/members/m-4711")).status, 201);
  assert.equal((await call("DELETE", "/members/m-4711")).status, 200);
  const late = await post("/webhooks", completed("m-4711", "K2", "10.00"));
  assert.deepEqual([late.status, late.body.reason], [200, "closed"]);
  for (const table of ["entries", "entry_keys", "accounts", "members"]) {
    const rows = await shop.db.query<object>(`select * from ${table}`);
    assert.ok(!JSON.stringify(rows).includes("kim@"), table);
  }
});

test("what an account has long forgotten, the tables know", async () => {
  const event = completed("lea", "L1", "10.00");
  await post("/webhooks", event);
  await post("/members/lea/redemptions", { id: "X", points: 10 });
  now = "2026-12-01T12:00:00Z";
  await post("/webhooks", { ...completed("lea", "L2", "10.00"), at: now });
  assert.equal((await post("/webhooks", event)).body.duplicate, true);
  const other = await post("/webhooks", { ...event, id: "another event", at: now });
  assert.equal(other.body.reason, "duplicate_order");
  assert.equal(
    (await post("/members/lea/redemptions", { id: "X", points: 10 })).body.duplicate,
    true,
  );
  assert.equal(await available("lea"), 110);
  now = "2026-03-01T12:00:00Z";
});

test("junk is refused by name, and changes nothing", async () => {
  const before = await audit(shop);
  for (const body of [
    "{",
    {},
    { ...completed("max", "M1", "1.00"), at: "yesterday" },
    { ...completed("max", "M1", "1.00"), member: "" },
    completed("max", "M1", "1e400"),
    completed("max", "M1", "1.005"),
    completed("max", "M\u0000", "1.00"),
    completed("max", "M1", "1.00", { colour: "red" }),
  ]) {
    const { status, body: answer } = await post("/webhooks", body);
    assert.equal(status, 400, JSON.stringify(answer));
    assert.equal(typeof answer.code, "string");
  }
  const huge = await post("/webhooks", completed("max", "M1", "1.00", { store: "x".repeat(1e6) }));
  assert.deepEqual([huge.status, huge.body.code], [413, "too_large"]);
  for (const points of [0, -5, 1.5, 1e308, "5", null]) {
    const { status, body } = await post("/members/max/redemptions", { id: "X", points });
    assert.deepEqual([status, body.path], [400, ["points"]]);
  }
  assert.deepEqual((await audit(shop)).entries.length, before.entries.length);
});

test("entries are never changed or deleted", async () => {
  for (const sql of [
    "update entries set version = 1",
    "delete from entries",
    "truncate entries cascade",
  ]) {
    await assert.rejects(shop.db.query(sql), /append-only/);
  }
});
