import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { addDuration, type Duration, parseDuration } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import { openZone } from "../../time/zone.ts";
import { capRooms } from "../earning/cap-rooms.ts";
import { compileEarning } from "../earning/compile-earning.ts";
import { checkWait } from "../program/check-wait.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import { placeError } from "../program/place-error.ts";
import type { Program } from "../program/program.ts";
import { readPolicies } from "../program/read-policies.ts";
import { anything, checkFlag, choice, fields, integer, optional } from "../program/shape.ts";
import { compileRedemptions } from "../redemption/compile-redemptions.ts";
import { compileLadder } from "../tiers/compile-ladder.ts";
import { openLadder } from "../tiers/ladder.ts";
import { checkId } from "./check-command.ts";
import type { CompiledProgram, Engine } from "./engine.ts";

// Digits of any currency there is, and more than points need.
const MOST_PLACES = 8;

/**
 * Does this program make sense, and what decides by it? Checks every version of a program, names the
 * place of whatever is wrong, and compiles its rules. Do it once, at the start of the host; the
 * engine holds no state and can serve any number of accounts.
 *
 * Keep the old versions: a refund is decided under the version of its award, and an account stays at
 * its version until `migrate` moves it.
 *
 * @param versions - one version, or all of them; they share their `id`, the currency of their money
 *   (its `scale` too where tiers count spending), and of each currency of points its `scale`: what
 *   accounts hold is counted in them
 * @returns the engine, which is not plain data: store the versions, not the engine
 * @throws InputError with the path inside the program: `invalid_shape`, `unknown_key`, `invalid_id`,
 *   `duplicate_id`, `invalid_option`, `invalid_duration`, `invalid_decimal`, `inexact`,
 *   `out_of_range`, `invalid_time`, `unknown_time_zone`; `unknown_currency`, `not_spendable`,
 *   `unknown_rule`, `unknown_tier`; `unknown_field` and others of conditions; `invalid_rule`,
 *   `invalid_cap`, `invalid_program`; `wrong_program` for versions of several; `invalid_argument`
 * @example
 * ```ts
 * import { compileProgram } from "clientele/loyalty";
 *
 * const engine = compileProgram({
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P12M" } } },
 *   rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
 * });
 * engine.program; // => "club"
 * ```
 */
export function compileProgram(versions: Program | readonly Program[]): Engine {
  const list = Array.isArray(versions) ? versions : [versions];
  const compiled = new Map<number, CompiledProgram>();
  const common = new Map<string, string | number>();
  let newest: CompiledProgram | null = null;
  for (let index = 0; index < list.length; index++) {
    try {
      const one = compileVersion(list[index]);
      const { version } = one.program;
      for (const { place, value } of commonOf(one)) {
        const key = `${place}`;
        const before = common.get(key) ?? value;
        common.set(key, value);
        if (value === before) continue;
        const message = `expected ${show(before)} as in the other versions, got ${show(value)}`;
        throw new InputError("wrong_program", message, place);
      }
      if (compiled.has(version)) {
        const message = `expected each version once, got ${version} twice`;
        throw new InputError("duplicate_id", message, ["version"]);
      }
      compiled.set(version, one);
      if (newest === null || version > newest.program.version) newest = one;
    } catch (error) {
      throw Array.isArray(versions) ? placeError(error, [index]) : error;
    }
  }
  const latest = newest;
  if (latest === null) {
    throw new InputError("invalid_argument", "expected at least one version of a program");
  }
  const engine: Engine = {
    program: latest.program.id,
    latest: () => latest,
    versions: () => compiled,
  };
  return Object.freeze(Object.defineProperty(engine, "made", { value: engine }));
}

/** What all versions have in common, by its place: accounts count in it. */
function commonOf({ program: { id, money }, currencies, ladder }: CompiledProgram) {
  return [
    { place: ["id"], value: id },
    { place: ["money", "currency"], value: money.currency },
    // Credit for spending is kept in minor units.
    ...(ladder?.compiled.metric === "spend"
      ? [{ place: ["money", "scale"], value: money.scale }]
      : []),
    ...[...currencies.values()].map(({ name, scale }) => {
      return { place: ["currencies", name, "scale"], value: scale };
    }),
  ];
}

function compileVersion(given: Program): CompiledProgram {
  const read = programShape()(given, []);
  // What is compiled keeps nothing of what is given, which may change.
  const program = { ...given, money: read.money };
  const zone = openZone(program.timeZone);
  const policies = readPolicies(program.policies, ["policies"]);
  const currencies = new Map(
    read.currencies.map(({ inactivity, ...currency }): [string, CompiledCurrency] => {
      const idleUntil =
        inactivity === null
          ? null
          : (from: number) => formatInstant(addDuration(from, inactivity, zone));
      return [currency.name, { ...currency, idleUntil }];
    }),
  );
  const mainCurrency = [...currencies.values()].find(({ spendable }) => spendable);
  if (mainCurrency === undefined) {
    throw new InputError("invalid_program", "expected a currency that can be spent", [
      "currencies",
    ]);
  }
  const ladder =
    program.tiers === undefined
      ? null
      : openLadder(
          compileLadder(program.tiers, {
            zone,
            moneyScale: program.money.scale,
            currencies,
            leapDay: policies.calendar.leapDay,
          }),
        );
  const parts = { zone, policies, currencies, mainCurrency };
  const earning = compileEarning(program, { ...parts, ladder: ladder?.compiled ?? null });
  return {
    program,
    ...parts,
    earning,
    capRooms: (counters, at) => capRooms(earning, counters, at),
    redemptions: compileRedemptions(program, parts),
    ladder,
    windows: {
      returns: period(policies.windows.returns, ["policies", "windows", "returns"]),
      dedupe: period(policies.windows.dedupe, ["policies", "windows", "dedupe"]),
    },
    holdPeriod: period(policies.holds.period, ["policies", "holds", "period"]),
    grace: period(policies.reversal.grace, ["policies", "reversal", "grace"]),
  };
}

// Made when it is wanted: whoever compiles no program carries none of it.
function programShape() {
  const scale = integer(0, MOST_PLACES);
  const roundUp = choice("none", "day", "month", "quarter", "year");
  const life = fields({ period: parseDuration, roundUp: optional(roundUp, "day") });
  const currency = fields({
    scale: optional(scale, 0),
    spendable: optional(checkFlag, true),
    pendingFor: optional(parseDuration, null),
    life: optional(life, null),
    inactivity: optional(period, null),
    maximumBalance: optional(integer(1), Number.MAX_SAFE_INTEGER),
  });
  const currencies = (value: unknown, path: ErrorPath) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      const message = `expected point currencies by name, got ${show(value)}`;
      throw new InputError("invalid_program", message, path);
    }
    return Object.entries(value).map(([name, one]) => {
      const read = currency(one, [...path, name]);
      checkWait(read.pendingFor, read, [...path, name]);
      return { name: checkId(name, path), ...read };
    });
  };
  return fields({
    id: checkId,
    version: integer(1),
    timeZone: anything,
    money: fields({ currency: checkId, scale }),
    currencies,
    rules: anything,
    caps: anything,
    budgets: anything,
    redemptions: anything,
    tiers: anything,
    stores: anything,
    channels: anything,
    policies: anything,
  });
}

/** A duration that is longer than nothing. */
function period(value: unknown, path: ErrorPath): Duration {
  const duration = parseDuration(value, path);
  if (duration.months + duration.days + duration.ms > 0) return duration;
  throw new InputError("invalid_duration", "expected more than no time at all", path);
}
