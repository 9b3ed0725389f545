import { formatInstant } from "../../time/instant.ts";
import type { Counter } from "../ledger/account.ts";
import type { CapWindow } from "../program/program.ts";
import type { CompiledEarning } from "./compiled-earning.ts";
import { countIn, type KeyWindow, turnTo } from "./counter-keys.ts";

/** What a cap leaves to earn in the window that holds an instant. */
export interface CapRoom {
  readonly cap: string;
  readonly currency: string;
  readonly window: Exclude<CapWindow, "order">;
  /** When the window ends; `null` for a lifetime. */
  readonly until: string | null;
  /** In points; `null` where the cap counts none. */
  readonly points: CapUse | null;
  /** In awards; `null` where the cap counts none. */
  readonly count: CapUse | null;
}

export interface CapUse {
  readonly limit: number;
  readonly used: number;
  readonly room: number;
}

/** The room of every cap but those of single orders. */
export function capRooms(
  { caps, clock }: CompiledEarning,
  counters: readonly Counter[],
  at: number,
): CapRoom[] {
  const useOf = (window: KeyWindow | null, limit: number): CapUse | null => {
    if (window === null) return null;
    turnTo(window, at, clock);
    const used = countIn(counters, window.key);
    return { limit, used, room: Math.max(0, limit - used) };
  };
  return caps.flatMap(({ id, currency, window, points, count, pointsKey, countKey }): CapRoom[] => {
    if (window === "order") return [];
    const ofPoints = useOf(pointsKey, points);
    const ofCount = useOf(countKey, count);
    const { end } = pointsKey ?? countKey ?? { end: Infinity };
    const until = Number.isFinite(end) ? formatInstant(end) : null;
    return [{ cap: id, currency: currency.name, window, until, points: ofPoints, count: ofCount }];
  });
}
