import type { Summaries } from "./summaries.ts";

/** Another engine that sums up orders, with several ways to ask it. */
export interface Peer {
  readonly name: string;
  readonly ways: readonly Way[];
  close(): void;
}

/** A query that gives the wanted answer. */
export interface Way {
  readonly name: string;
  /** What is timed: the answer stays in the engine's own memory. */
  run(): Promise<unknown>;
  /** The answer, brought out to be checked. */
  read(): Promise<Summaries>;
}
