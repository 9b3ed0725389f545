import { setTimeout as sleep } from "node:timers/promises";

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export type Send = (method: string, path: string, body?: unknown) => Promise<Reply>;

/** Does something over the network; `false` where it is to be tried again later. */
export type Job = () => Promise<boolean>;

/** Sends over HTTP. */
export function sendTo(url: () => string): Send {
  return async (method, path, body) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(url() + path, { method, ...sent });
    return { status: response.status, body: await response.json() };
  };
}

/** As a shop does: what is not taken (too early, busy, no answer at all) is sent again, later. */
export function delivery(send: Send, event: unknown): Job {
  return async () => {
    const reply = await send("POST", "/webhooks", event).catch(() => null);
    if (reply === null || reply.status === 409 || reply.status === 503) return false;
    if (reply.status === 200) return true;
    throw new Error(`${JSON.stringify(event)}: ${reply.status} ${JSON.stringify(reply.body)}`);
  };
}

/** Does all of them, so many at a time; what is to be tried again comes after all others. */
export async function doAll(jobs: readonly Job[], atOnce: number, isEnough = () => false) {
  const queue = [...jobs];
  let lastDone = Date.now();
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined && !isEnough(); job = queue.shift()) {
      if (await job()) {
        lastDone = Date.now();
        continue;
      }
      if (Date.now() - lastDone > 20_000) throw new Error("some are never taken");
      queue.push(job);
      await sleep(5);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
