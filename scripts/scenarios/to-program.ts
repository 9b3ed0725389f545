import type { Policies } from "../../src/loyalty/program/policies.ts";
import type { PointCurrency, Program } from "../../src/loyalty/program/program.ts";
import { type Fields, isFields, readNumber, readText, ScenarioError } from "./read.ts";

/** A program with the policies of a case, and how its events are to be decided. */
export interface Setting {
  readonly program: Program;
  /** All commands in order of `at`, as if each had been learned of at once. */
  readonly rebuild: boolean;
}

type Mutable<T> = { -readonly [Name in keyof T]?: T[Name] };
interface Draft {
  clawback: Mutable<Policies["clawback"]>;
  reversal: Mutable<Policies["reversal"]>;
  holds: Mutable<Policies["holds"]>;
  spending: Mutable<Policies["spending"]>;
  adjustment: Mutable<Policies["adjustment"]>;
  transfer: Mutable<Policies["transfer"]>;
  orders: Mutable<Policies["orders"]>;
  windows: Mutable<Policies["windows"]>;
  velocity: Mutable<Policies["velocity"]>;
  currency: { -readonly [Name in keyof PointCurrency]: PointCurrency[Name] };
  timeZone: string;
  rebuild: boolean;
}

type Apply = (draft: Draft, value: unknown, name: string) => void;

/** Every policy that a case may name. Labels are neutral, so that synonyms are many. */
const POLICIES: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ...under(
    ["spendOrder", "spendingOrder", "spending.order", "spend.order"],
    (draft, value, name) => {
      draft.spending.order = pick(value, name, {
        expiry: "expiry",
        fefo: "expiry",
        soonest_expiry: "expiry",
        earned: "earned",
        first_earned: "earned",
        earned_first: "earned",
        oldest: "earned",
        fifo: "earned",
      });
    },
  ),
  ...under(["clawbackNegative", "clawback.negative"], (draft, value, name) => {
    if (value === "own_only") draft.clawback.from = "own_only";
    else draft.clawback.negative = pick(value, name, { allow: "allow", clamp: "clamp" });
  }),
  ...under(["clawbackFrom", "clawback.from"], (draft, value, name) => {
    draft.clawback.from = pick(value, name, {
      own_then_fefo: "own_then_expiry",
      own_then_expiry: "own_then_expiry",
      fefo: "expiry",
      expiry: "expiry",
      own_only: "own_only",
    });
  }),
  ...under(["clawbackExpired", "clawback.expired"], (draft, value, name) => {
    draft.clawback.expired = pick(value, name, { forgive: "forgive", charge: "charge" });
  }),
  ...under(["clawbackBasis", "clawback.basis"], (draft, value, name) => {
    draft.clawback.basis = pick(value, name, {
      recompute: "recompute",
      proportional: "proportional",
    });
  }),
  ...under(["restoreOrder", "reversal.order"], (draft, value, name) => {
    draft.reversal.order = pick(value, name, {
      lifo: "lifo",
      fifo: "fifo",
      prorata: "prorata",
      pro_rata: "prorata",
    });
  }),
  ...under(
    ["restoreExpired", "reversal.expired", "reversal.expiredPortion"],
    (draft, value, name) => {
      draft.reversal.expired = pick(value, name, { original: "original", reissue: "reissue" });
    },
  ),
  ...under(["graceDays", "reversal.graceDays"], (draft, value, name) => {
    draft.reversal.grace = `P${readNumber(value, name)}D`;
  }),
  ...under(["grace", "reversal.grace"], (draft, value, name) => {
    draft.reversal.grace = readText(value, name);
  }),
  ...under(["holdProtects", "holdProtect", "holds.protect"], (draft, value, name) => {
    draft.holds.protect = readFlag(value, name);
  }),
  ...under(["holdMinutes", "holds.minutes"], (draft, value, name) => {
    draft.holds.period = `PT${readNumber(value, name)}M`;
  }),
  ...under(["holds.period"], (draft, value, name) => {
    draft.holds.period = readText(value, name);
  }),
  ...under(["returnDays", "returnsDays"], (draft, value, name) => {
    draft.windows.returns = `P${readNumber(value, name)}D`;
  }),
  ...under(["windows.returns"], (draft, value, name) => {
    draft.windows.returns = readText(value, name);
  }),
  ...under(["windows.dedupe"], (draft, value, name) => {
    draft.windows.dedupe = readText(value, name);
  }),
  ...under(["velocityPoints", "velocity.points"], (draft, value, name) => {
    draft.velocity.points = readNumber(value, name);
  }),
  ...under(["velocityCommands", "velocity.commands"], (draft, value, name) => {
    draft.velocity.commands = readNumber(value, name);
  }),
  ...under(["velocityPer", "velocity.per"], (draft, value, name) => {
    draft.velocity.per = pick(value, name, { day: "day", week: "week", month: "month" });
  }),
  ...under(["inactivity"], (draft, value, name) => {
    draft.currency.inactivity = readText(value, name);
  }),
  ...under(["pendingFor"], (draft, value, name) => {
    draft.currency.pendingFor = readText(value, name);
  }),
  ...under(["adjustNegative", "adjustment.negative"], (draft, value, name) => {
    draft.adjustment.negative = readFlag(value, name, "allow", "refuse");
  }),
  ...under(["orderKeyDedup", "orderKeyDedupe", "orders.dedupe"], (draft, value, name) => {
    draft.orders.dedupe = readFlag(value, name, "on", "off");
  }),
  ...under(["inactivityMonths"], (draft, value, name) => {
    draft.currency.inactivity = `P${readNumber(value, name)}M`;
  }),
  ...under(["inactivityDays"], (draft, value, name) => {
    draft.currency.inactivity = `P${readNumber(value, name)}D`;
  }),
  ...under(["transferExpiry", "transfer.expiry"], (draft, value, name) => {
    draft.transfer.expiry = pick(value, name, { keep: "keep", reset: "reset" });
  }),
  ...under(["lifeMonths", "expiryMonths"], (draft, value, name) => {
    draft.currency.life = { ...draft.currency.life, period: `P${readNumber(value, name)}M` };
  }),
  ...under(["lifeDays", "expiryDays"], (draft, value, name) => {
    draft.currency.life = { ...draft.currency.life, period: `P${readNumber(value, name)}D` };
  }),
  ...under(["snap"], (draft, value, name) => {
    const roundUp = pick(value, name, {
      none: "none",
      end_of_day: "day",
      end_of_month: "month",
      end_of_quarter: "quarter",
      end_of_year: "year",
    });
    draft.currency.life = { period: draft.currency.life?.period ?? "P100Y", roundUp };
  }),
  ...under(["pendingDays"], (draft, value, name) => {
    draft.currency.pendingFor = `P${readNumber(value, name)}D`;
  }),
  ...under(["maximumBalance", "maxBalance"], (draft, value, name) => {
    draft.currency.maximumBalance = readNumber(value, name);
  }),
  ...under(["timeZone"], (draft, value, name) => {
    draft.timeZone = readText(value, name);
  }),
  ...under(["captureRemainder"], (_draft, value, name) => {
    pick(value, name, { release: "release", released: "release" });
  }),
  ...under(
    ["lateEvents", "late", "lateEarn", "backdated", "backdate", "reroute", "rebuild"],
    (draft, value, name) => {
      draft.rebuild =
        typeof value === "boolean"
          ? value
          : pick(value, name, {
              rebuild: "rebuild",
              reroute: "rebuild",
              keep: "keep",
              no_reroute: "keep",
              none: "keep",
            }) === "rebuild";
    },
  ),
]);

/**
 * The program of a case: what it says in the program's own words, and over it what it says as
 * policies, which are about the first currency. Windows are long, so that nothing is folded while it
 * is looked at.
 */
export function toProgram(policy: Fields, parts: Partial<Program>): Setting {
  const { currencies = { points: {} }, policies: said = {} } = parts;
  const [first = "points"] = Object.keys(currencies);
  const draft: Draft = {
    clawback: { ...said.clawback },
    reversal: { ...said.reversal },
    holds: { ...said.holds },
    spending: { ...said.spending },
    adjustment: { ...said.adjustment },
    transfer: { ...said.transfer },
    orders: { ...said.orders },
    windows: { returns: "P100Y", dedupe: "P100Y", ...said.windows },
    velocity: { ...said.velocity },
    currency: { ...currencies[first] },
    timeZone: parts.timeZone ?? "UTC",
    rebuild: false,
  };
  for (const [name, value] of flat(policy)) {
    const apply = POLICIES.get(name);
    if (apply === undefined) throw new ScenarioError(`unknown policy ${name}`);
    apply(draft, value, name);
  }
  const { currency, timeZone, rebuild, ...policies } = draft;
  const program: Program = {
    id: "scenario",
    version: 1,
    money: { currency: "EUR", scale: 2 },
    ...parts,
    timeZone,
    currencies: { ...currencies, [first]: currency },
    policies: { ...said, ...policies },
  };
  return { program, rebuild };
}

/** Policies as programs have them, `{ clawback: { negative: … } }`, by their names with a point. */
function flat(policy: Fields): (readonly [string, unknown])[] {
  return Object.entries(policy).flatMap(([name, value]) =>
    isFields(value)
      ? flat(value).map(([inner, one]) => [`${name}.${inner}`, one] as const)
      : [[name, value] as const],
  );
}

function under(names: readonly string[], apply: Apply): [string, Apply][] {
  return names.map((name) => [name, apply]);
}

function pick<Choice extends string>(
  value: unknown,
  name: string,
  choices: Readonly<Record<string, Choice>>,
): Choice {
  if (typeof value === "string" && Object.hasOwn(choices, value)) return choices[value];
  throw new ScenarioError(`policy ${name}: unknown choice ${JSON.stringify(value)}`);
}

function readFlag(value: unknown, name: string, on?: string, off?: string): boolean {
  if (typeof value === "boolean") return value;
  if (value !== undefined && (value === on || value === off)) return value === on;
  throw new ScenarioError(`policy ${name}: expected true or false, got ${JSON.stringify(value)}`);
}
