import type { Timing } from "./measure.ts";

/** Something measured: a line of the table. */
export interface Figure {
  readonly name: string;
  readonly unit: "ms" | "µs" | "MB" | "bytes";
  readonly ours: number;
  readonly oursCpu?: number;
  readonly oursRounds?: readonly number[];
  readonly peer?: PeerFigure;
  /** What may not be exceeded: by us, or by our share of the peer's time. */
  readonly limit?: { readonly of: "ours" | "ratio"; readonly most: number };
  readonly note?: string;
}

interface PeerFigure {
  readonly name: string;
  readonly value: number;
  readonly cpu: number;
  readonly rounds: readonly number[];
}

/** Our time, alone. */
export function alone(name: string, ours: Timing, rest: Partial<Figure> = {}): Figure {
  const { wall, cpu, rounds } = ours;
  return { name, unit: "ms", ours: wall, oursCpu: cpu, oursRounds: rounds, ...rest };
}

/** Our time beside a peer's. */
export function beside(
  name: string,
  ours: Timing,
  peer: { readonly name: string; readonly timing: Timing },
  most: number | undefined,
  note?: string,
): Figure {
  const { wall, cpu, rounds } = peer.timing;
  return alone(name, ours, {
    peer: { name: peer.name, value: wall, cpu, rounds },
    ...(most === undefined ? {} : { limit: { of: "ratio", most } }),
    ...(note === undefined ? {} : { note }),
  });
}

export function ratioOf({ ours, peer }: Figure): number | undefined {
  return peer && ours / peer.value;
}

/** Is the limit kept? Nothing where there is none. */
export function isWithin(figure: Figure): boolean | undefined {
  const { limit, ours } = figure;
  if (limit === undefined) return undefined;
  const value = limit.of === "ours" ? ours : ratioOf(figure);
  return value !== undefined && value <= limit.most;
}
