import * as z from "zod/mini";
import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { Condition } from "../criteria/condition.ts";
import { isRecord } from "../criteria/read-own.ts";
import type { LineVocabulary, OrderVocabulary } from "../loyalty/earning/vocabulary.ts";
import { compileProgram } from "../loyalty/engine/compile-program.ts";
import type { Program } from "../loyalty/program/program.ts";
import { finite, lawful, listOf } from "./leaves.ts";
import { namedBy, typed } from "./loyalty-leaves.ts";
import { policies } from "./loyalty-policies.ts";
import { parseWith } from "./parse-with.ts";

const text = z.string();
const flag = z.boolean();
const texts = listOf(text);

// What it asks, and how deep it goes, the program's own compiler judges.
const conditionOf = <Asked>() => z.custom<Asked>().check(lawful(checkCondition));

const money = z.strictObject({ currency: text, scale: finite });

const currency = z.strictObject({
  scale: z.exactOptional(finite),
  spendable: z.exactOptional(flag),
  pendingFor: z.exactOptional(text),
  life: z.exactOptional(
    z.strictObject({
      period: text,
      roundUp: z.exactOptional(z.enum(["none", "day", "month", "quarter", "year"])),
    }),
  ),
  inactivity: z.exactOptional(text),
  maximumBalance: z.exactOptional(finite),
});

const rate = {
  points: finite,
  per: text,
  perByCurrency: z.exactOptional(namedBy(text)),
};

const award = z.pipe(
  typed(
    [
      ...["rate", "step", "multiplier", "fixed", "first_purchase"],
      ...["punch_card", "streak", "referral"],
    ],
    "invalid_option",
  ),
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("rate"), ...rate }),
    z.strictObject({ type: z.literal("step"), ...rate }),
    z.strictObject({
      type: z.literal("multiplier"),
      factor: text,
      rules: z.exactOptional(texts),
    }),
    z.strictObject({ type: z.literal("fixed"), points: finite }),
    z.strictObject({ type: z.literal("first_purchase"), points: finite }),
    z.strictObject({
      type: z.literal("punch_card"),
      punches: finite,
      points: z.exactOptional(finite),
      reward: z.exactOptional(text),
    }),
    z.strictObject({
      type: z.literal("streak"),
      every: z.enum(["day", "week", "month"]),
      length: finite,
      points: finite,
    }),
    z.strictObject({
      type: z.literal("referral"),
      points: finite,
      referrerPoints: finite,
      minimum: z.exactOptional(text),
    }),
  ]),
);

const rule = z.strictObject({
  id: text,
  currency: z.exactOptional(text),
  action: z.exactOptional(text),
  award,
  when: z.exactOptional(conditionOf<Condition<OrderVocabulary>>()),
  lines: z.exactOptional(conditionOf<Condition<LineVocabulary>>()),
  from: z.exactOptional(text),
  until: z.exactOptional(text),
  group: z.exactOptional(text),
  priority: z.exactOptional(finite),
  once: z.exactOptional(z.enum(["ever", "year"])),
  pendingFor: z.exactOptional(text),
});

const cap = z.strictObject({
  id: text,
  currency: z.exactOptional(text),
  window: z.enum(["order", "day", "week", "month", "year", "lifetime"]),
  points: z.exactOptional(finite),
  count: z.exactOptional(finite),
  rules: z.exactOptional(texts),
});

const budget = z.strictObject({
  id: text,
  currency: z.exactOptional(text),
  rules: z.exactOptional(texts),
});

const gives = z.pipe(
  typed(["amount", "percentage", "product", "free_shipping", "cash", "voucher"], "invalid_option"),
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("amount"), points: finite, amount: text }),
    z.strictObject({ type: z.literal("percentage"), points: finite, share: text }),
    z.strictObject({ type: z.literal("product"), points: finite, product: text }),
    z.strictObject({ type: z.literal("free_shipping"), points: finite }),
    z.strictObject({ type: z.literal("cash"), points: finite, amount: text }),
    z.strictObject({
      type: z.literal("voucher"),
      points: finite,
      reward: text,
      validFor: z.exactOptional(text),
    }),
  ]),
);

const redemption = z.strictObject({
  id: text,
  currency: z.exactOptional(text),
  gives,
  minimum: z.exactOptional(finite),
  maximum: z.exactOptional(finite),
  step: z.exactOptional(finite),
  maxShareOfOrder: z.exactOptional(text),
  covers: z.exactOptional(
    z.strictObject({
      giftCards: z.exactOptional(flag),
      shipping: z.exactOptional(flag),
      tax: z.exactOptional(flag),
    }),
  ),
  tiers: z.exactOptional(texts),
});

const tierWindow = z.pipe(
  typed(["rolling", "calendar_year", "anniversary", "lifetime"], "invalid_option"),
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("rolling"), period: text }),
    z.strictObject({ type: z.literal("calendar_year") }),
    z.strictObject({ type: z.literal("anniversary") }),
    z.strictObject({ type: z.literal("lifetime") }),
  ]),
);

const ladder = z.strictObject({
  metric: z.enum(["spend", "points", "orders", "visits"]),
  currency: z.exactOptional(text),
  window: tierWindow,
  levels: listOf(
    z.strictObject({
      id: text,
      threshold: z.union([text, finite]),
      multiplier: z.exactOptional(text),
      benefits: z.exactOptional(texts),
      vouchers: z.exactOptional(
        listOf(z.strictObject({ reward: text, validFor: z.exactOptional(text) })),
      ),
    }),
  ),
  failedReview: z.exactOptional(z.enum(["requalify", "one_step"])),
  grace: z.exactOptional(text),
});

/** What is stored of a version of a program; see {@link parseProgram}. */
export const programSchema = z
  .strictObject({
    id: text,
    version: finite,
    timeZone: text,
    money,
    currencies: namedBy(currency),
    rules: z.exactOptional(listOf(rule)),
    caps: z.exactOptional(listOf(cap)),
    budgets: z.exactOptional(listOf(budget)),
    redemptions: z.exactOptional(listOf(redemption)),
    tiers: z.exactOptional(ladder),
    stores: z.exactOptional(listOf(z.strictObject({ id: text, settlesTo: z.exactOptional(text) }))),
    channels: z.exactOptional(texts),
    policies: z.exactOptional(policies),
  })
  .check(lawful((program: Program) => compileProgram(program)));

/**
 * Is this a version of a loyalty program that makes sense?
 *
 * For programs out of a database or an editor. Its shape is checked first, and then all that
 * `compileProgram` checks: names that are meant, durations, money, conditions, policies. Keys that a
 * program does not have are refused, since a misspelt cap would cap nothing.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the program, ready for `compileProgram`
 * @throws InputError with the path inside the program: `unknown_key`, `invalid_option`,
 *   `invalid_shape`, `invalid_id`, `not_a_number`, `non_finite_value`, and what `compileProgram`
 *   throws (`invalid_duration`, `invalid_decimal`, `out_of_range`, `unknown_currency`,
 *   `unknown_field`, `condition_too_deep` …); faults as `{ code, path, message }` in
 *   `details.issues`
 *
 * @example
 * ```ts
 * import { parseProgram } from "clientele/schema";
 *
 * const stored = {
 *   id: "club",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   money: { currency: "EUR", scale: 2 },
 *   currencies: { points: { life: { period: "P12M" } } },
 *   rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
 * };
 * parseProgram(stored).rules?.length; // => 1
 * parseProgram({ ...stored, currencies: { points: { life: { period: "12 months" } } } }); // => throws invalid_duration
 * parseProgram({ ...stored, ruels: [] }); // => throws unknown_key
 * ```
 */
export function parseProgram(data: unknown): Program {
  return parseWith(programSchema, data);
}

function checkCondition(value: unknown): void {
  if (isRecord(value)) return;
  throw new InputError("invalid_condition", `expected a condition, got ${show(value)}`);
}
