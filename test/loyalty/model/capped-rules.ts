import { deepStrictEqual } from "node:assert";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import type { EarningCap, Program } from "../../../src/loyalty/program/program.ts";
import { type FeatureModel, type FeatureOrder, leftOf } from "../fuzz/feature-stream.ts";
import { startOf } from "./calendar.ts";

export interface CapRules {
  readonly zone: string;
  readonly weekStartsOn: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  readonly caps: "net" | "gross";
  readonly streak: { readonly every: "day" | "week" | "month"; readonly length: number } | null;
  readonly limits: readonly ModelCap[];
}

export interface ModelCap {
  readonly rule: RuleName;
  readonly window: "day" | "week" | "month" | "year" | "lifetime";
  readonly of: "points" | "count";
  readonly most: number;
}

type RuleName = "fixed" | "step" | "streak";
type ByRule = Readonly<Record<RuleName, number>>;

const FIXED = 7;
const STEP = 5;
const STREAK = 11;

export function cappedProgram(rules: CapRules): Program {
  const { streak, limits } = rules;
  const list: EarningRule[] = [
    { id: "fixed", award: { type: "fixed", points: FIXED } },
    { id: "step", award: { type: "step", points: STEP, per: "10.00" } },
  ];
  if (streak !== null) {
    list.push({ id: "streak", award: { type: "streak", ...streak, points: STREAK } });
  }
  return {
    id: "caps",
    version: 1,
    timeZone: rules.zone,
    money: { currency: "EUR", scale: 2 },
    currencies: { points: {} },
    rules: list,
    caps: limits.map(({ rule, window, of, most }, index): EarningCap => {
      return { id: `${index}`, rules: [rule], window, [of]: most };
    }),
    policies: {
      clawback: { caps: rules.caps },
      calendar: { weekStartsOn: rules.weekStartsOn },
      windows: { returns: "P100Y", dedupe: "P100Y" },
    },
  };
}

interface Award {
  readonly order: FeatureOrder;
  /** Points that caps left each rule, and what the streak came to. */
  readonly room: ByRule;
  readonly streak: number;
  readonly given: ByRule;
}

/** Each rule under its own caps, by the window that holds the order's instant. */
export function cappedModel(rules: CapRules): FeatureModel {
  const awards: Award[] = [];
  const run = { last: Number.NaN, length: 0 };
  const periodOf = (at: number, unit: "day" | "week" | "month" | "year" | "lifetime") =>
    unit === "lifetime" ? 0 : startOf(rules.zone, at, unit, rules.weekStartsOn);
  const earns = ({ order, room, streak }: Pick<Award, "order" | "room" | "streak">): ByRule => {
    const left = leftOf(order);
    const plain = { fixed: FIXED, step: STEP * Math.floor(left / 1000), streak };
    return byRule((name) => (left === 0 ? 0 : Math.min(plain[name], room[name])));
  };
  const roomOf = (name: RuleName, at: number) => {
    const rooms = rules.limits
      .filter(({ rule }) => rule === name)
      .map(({ window, of, most }) => {
        const period = periodOf(at, window);
        const same = awards.filter(({ order }) => periodOf(order.at, window) === period);
        if (of === "count") {
          const count = same.filter(({ given }) => given[name] > 0).length;
          return count < most ? Number.POSITIVE_INFINITY : 0;
        }
        const counted = same.map((one) => (rules.caps === "net" ? earns(one) : one.given)[name]);
        return Math.max(0, most - sumOf(counted));
      });
    return Math.min(...rooms, Number.POSITIVE_INFINITY);
  };
  const streakAt = (at: number) => {
    if (rules.streak === null) return 0;
    const { every, length } = rules.streak;
    const period = periodOf(at, every);
    if (period === run.last) return 0;
    run.length = periodOf(period - 1, every) === run.last ? run.length + 1 : 1;
    run.last = period;
    if (run.length < length) return 0;
    run.length = 0;
    return STREAK;
  };
  return {
    bought(order) {
      const bare = {
        order,
        room: byRule((name) => roomOf(name, order.at)),
        streak: streakAt(order.at),
      };
      awards.push({ ...bare, given: earns(bare) });
    },
    returned: () => {},
    agrees({ wallets: [{ issued, available }] }) {
      const total = (points: (award: Award) => ByRule) =>
        sumOf(awards.flatMap((award) => Object.values(points(award))));
      deepStrictEqual(
        { issued, available },
        { issued: total(({ given }) => given), available: total(earns) },
      );
    },
  };
}

function byRule(points: (name: RuleName) => number): ByRule {
  return { fixed: points("fixed"), step: points("step"), streak: points("streak") };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
