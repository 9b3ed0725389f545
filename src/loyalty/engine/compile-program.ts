import { checkChoice, checkInteger, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { addDuration, type Duration, parseDuration } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import { openZone, type Zone } from "../../time/zone.ts";
import { capRooms } from "../earning/cap-rooms.ts";
import { compileEarning } from "../earning/compile-earning.ts";
import { checkKeys } from "../program/check-keys.ts";
import { checkNames } from "../program/check-names.ts";
import type { CompiledCurrency, RoundUp } from "../program/currency.ts";
import type { PointCurrency, Program } from "../program/program.ts";
import { readPolicies } from "../program/read-policies.ts";
import { compileRedemptions } from "../redemption/compile-redemptions.ts";
import { compileLadder } from "../tiers/compile-ladder.ts";
import { openLadder } from "../tiers/ladder.ts";
import { checkId } from "./check-command.ts";
import type { CompiledProgram, Engine } from "./engine.ts";

const ROUND_UPS = ["none", "day", "month", "quarter", "year"] as const satisfies readonly RoundUp[];
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
 * @param versions - one version, or all of them; they share their `id`
 * @returns the engine, the one value of the package that is not plain data
 * @throws InputError with the path inside the program: `invalid_argument`, `invalid_program`,
 *   `invalid_option`, `invalid_duration`, `invalid_decimal`, `out_of_range`, `unknown_time_zone`,
 *   `unknown_currency`, `unknown_field` and others of conditions, `duplicate_id`, `wrong_program`
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
  if (list.length === 0) {
    throw new InputError("invalid_argument", "expected at least one version of a program");
  }
  const compiled = new Map<number, CompiledProgram>();
  let latest: CompiledProgram | null = null;
  for (let index = 0; index < list.length; index++) {
    const path = Array.isArray(versions) ? [index] : [];
    const one = at(path, () => compileVersion(list[index]));
    const { id, version } = one.program;
    if (latest !== null && id !== latest.program.id) {
      const message = `expected versions of program ${show(latest.program.id)}, got ${show(id)}`;
      throw new InputError("wrong_program", message, [...path, "id"]);
    }
    if (compiled.has(version)) {
      const message = `expected each version once, got ${version} twice`;
      throw new InputError("duplicate_id", message, [...path, "version"]);
    }
    compiled.set(version, one);
    if (latest === null || version > latest.program.version) latest = one;
  }
  if (latest === null) throw new InputError("invalid_argument", "expected a program");
  return { program: latest.program.id, latest, versions: compiled };
}

function compileVersion(program: Program): CompiledProgram {
  checkKeys(program, PROGRAM_KEYS, []);
  checkNames(program);
  checkId(program.id, ["id"]);
  checkInteger(program.version, ["version"], 1);
  const zone = openZone(program.timeZone);
  checkMoney(program);
  const policies = readPolicies(program.policies, ["policies"]);
  const currencies = compileCurrencies(program, zone);
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
  const earning = compileEarning(program, parts);
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

const PROGRAM_KEYS = [
  "id",
  "version",
  "timeZone",
  "money",
  "currencies",
  "rules",
  "caps",
  "budgets",
  "redemptions",
  "tiers",
  "stores",
  "channels",
  "policies",
] as const satisfies readonly (keyof Program)[];

const CURRENCY_KEYS = [
  "scale",
  "spendable",
  "pendingFor",
  "life",
  "inactivity",
  "maximumBalance",
] as const satisfies readonly (keyof PointCurrency)[];

function checkMoney({ money }: Program): void {
  checkKeys(money, ["currency", "scale"], ["money"]);
  checkId(money.currency, ["money", "currency"]);
  checkInteger(money.scale, ["money", "scale"], 0, MOST_PLACES);
}

function compileCurrencies(
  { currencies }: Program,
  zone: Zone,
): ReadonlyMap<string, CompiledCurrency> {
  if (typeof currencies !== "object" || currencies === null || Array.isArray(currencies)) {
    const message = `expected point currencies by name, got ${show(currencies)}`;
    throw new InputError("invalid_program", message, ["currencies"]);
  }
  const compiled = new Map<string, CompiledCurrency>();
  for (const [name, currency] of Object.entries(currencies)) {
    compiled.set(checkId(name, ["currencies"]), compileCurrency(name, currency, zone));
  }
  return compiled;
}

function compileCurrency(name: string, currency: PointCurrency, zone: Zone): CompiledCurrency {
  const path = ["currencies", name];
  checkKeys(currency, CURRENCY_KEYS, path);
  const { life, pendingFor, inactivity, maximumBalance, spendable } = currency;
  if (spendable !== undefined && typeof spendable !== "boolean") {
    const message = `expected true or false, got ${show(spendable)}`;
    throw new InputError("invalid_option", message, [...path, "spendable"]);
  }
  return {
    name,
    scale: checkInteger(currency.scale ?? 0, [...path, "scale"], 0, MOST_PLACES),
    spendable: spendable ?? true,
    pendingFor:
      pendingFor === undefined ? null : parseDuration(pendingFor, [...path, "pendingFor"]),
    life: life === undefined ? null : compileLife(life, [...path, "life"]),
    idleUntil:
      inactivity === undefined ? null : untilAfter(inactivity, zone, [...path, "inactivity"]),
    maximumBalance:
      maximumBalance === undefined
        ? Number.MAX_SAFE_INTEGER
        : checkInteger(maximumBalance, [...path, "maximumBalance"], 1),
  };
}

function compileLife(
  life: NonNullable<PointCurrency["life"]>,
  path: ErrorPath,
): NonNullable<CompiledCurrency["life"]> {
  checkKeys(life, ["period", "roundUp"], path);
  return {
    period: parseDuration(life.period, [...path, "period"]),
    roundUp: checkChoice(life.roundUp ?? "day", ROUND_UPS, [...path, "roundUp"]),
  };
}

function untilAfter(text: string, zone: Zone, path: ErrorPath): (from: number) => string {
  const duration = period(text, path);
  return (from) => formatInstant(addDuration(from, duration, zone));
}

/** A duration that is longer than nothing. */
function period(value: unknown, path: ErrorPath): Duration {
  const duration = parseDuration(value, path);
  if (duration.months + duration.days + duration.ms > 0) return duration;
  throw new InputError("invalid_duration", "expected more than no time at all", path);
}

/** Puts the place of a version before the path of whatever is wrong in it. */
function at<Result>(path: ErrorPath, compile: () => Result): Result {
  if (path.length === 0) return compile();
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.code, bareMessage(error), [...path, ...error.path], error.details);
  }
}

/** Without the path that stands before it. */
function bareMessage({ message, path }: InputError): string {
  return path.length === 0 ? message : message.slice(message.indexOf(": ") + 2);
}
