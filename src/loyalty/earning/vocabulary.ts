import { isClienteleError } from "../../core/errors.ts";
import type {
  Field,
  ListOperands,
  OrderedOperands,
  PlainOperands,
  Reader,
  ValueType,
} from "../../criteria/field.ts";
import {
  choiceOf,
  FLAG,
  listField,
  NUMBER,
  orderedField,
  plainField,
  TEXT,
} from "../../criteria/fields.ts";
import { parseUnits } from "../../money/scaled.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { parseDate, parseInstant } from "../../time/instant.ts";
import type { Zone } from "../../time/zone.ts";
import { countIn } from "./counter-keys.ts";
import { type ListedNames, nameOf } from "./listed-names.ts";
import type { EarningSubject, LineFacts } from "./subject.ts";

type NumberField = Field<EarningSubject, OrderedOperands<number>>;
type TextField = Field<EarningSubject, PlainOperands<string>>;
type TextsField = Field<EarningSubject, ListOperands<string>>;
/** Decimal strings of the program's money. */
type MoneyField = Field<EarningSubject, OrderedOperands<string>>;
type TimeField = Field<EarningSubject, OrderedOperands<string>>;
type Attribute = string | number | boolean;
type AttributeField = Field<EarningSubject, OrderedOperands<Attribute>>;

const WEEKDAYS = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const satisfies readonly Weekday[];
export type Weekday =
  | "sunday"
  | "monday"
  | "tuesday"
  | "wednesday"
  | "thursday"
  | "friday"
  | "saturday";

/** What `when` of an earning rule may ask. Of an action the order's fields are missing. */
export type OrderFields = {
  /** What of the order earns points, in the program's money. */
  readonly "order.amount": MoneyField;
  /** What the order costs, tax and shipping included, in the program's money. */
  readonly "order.total": MoneyField;
  readonly "order.currency": TextField;
  readonly "order.store": TextField;
  readonly "order.channel": TextField;
  /** Pieces in all. */
  readonly "order.quantity": NumberField;
  /** Those of any line. */
  readonly "order.products": TextsField;
  readonly "order.categories": TextsField;
  readonly "member.tier": TextField;
  readonly "member.segments": TextsField;
  /** Whole days since enrollment, by the program's calendar. */
  readonly "member.enrolledDays": NumberField;
  /** Orders before this one. */
  readonly "member.orders": NumberField;
  /** A date (the start of that local day) or a date-time with an offset. */
  readonly "time.at": TimeField;
  /** Local date, such as `2026-11-27`. */
  readonly "time.date": TimeField;
  /** Local hour, 0 to 23. */
  readonly "time.hour": NumberField;
  readonly "time.weekday": Field<EarningSubject, PlainOperands<Weekday>>;
  /** 1 to 31. */
  readonly "time.dayOfMonth": NumberField;
  /** 1 to 12. */
  readonly "time.month": NumberField;
};

type AttributeFields = {
  readonly [
    name:
      | `order.attributes.${string}`
      | `member.attributes.${string}`
      | `action.attributes.${string}`
  ]: AttributeField;
};

export type OrderVocabulary = OrderFields & AttributeFields;

/** What `lines` of an earning rule may ask. */
export type LineVocabulary = {
  /** What of the line earns points, in the program's money. */
  readonly "line.amount": Field<LineFacts, OrderedOperands<string>>;
  readonly "line.product": Field<LineFacts, PlainOperands<string>>;
  readonly "line.categories": Field<LineFacts, ListOperands<string>>;
  readonly "line.quantity": Field<LineFacts, OrderedOperands<number>>;
  readonly "line.giftCard": Field<LineFacts, PlainOperands<boolean>>;
};

const ATTRIBUTE: ValueType<Attribute, Attribute> = {
  name: "a text, a finite number, true or false",
  parse: (value) => TEXT.parse(value) ?? NUMBER.parse(value) ?? FLAG.parse(value),
  // Of two kinds neither is less, more nor equal.
  compare: (left, right) => {
    if (typeof left !== typeof right) return Number.NaN;
    return left === right ? 0 : left < right ? -1 : 1;
  },
};

/** Amounts of money, exact; a foreign one between two minor units is neither of them. */
function moneyType(scale: number): ValueType<string, number> {
  return {
    name: `an amount such as "19.99", of at most ${scale} digits after the point`,
    parse: (value) => quietly(() => parseUnits(value, scale, [])),
  };
}

/** What a reader of texts makes, or nothing of what it refuses. */
function quietly<Key>(read: () => Key): Key | undefined {
  try {
    return read();
  } catch (error) {
    if (isClienteleError(error)) return undefined;
    throw error;
  }
}

/** The fields of a program's conditions. Attributes are known by the names that conditions use. */
export function orderVocabulary(
  scale: number,
  zone: Zone,
  attributes: readonly string[],
  { tiers, stores, channels }: ListedNames,
): OrderVocabulary {
  const money = moneyType(scale);
  const instant: ValueType<string, number> = {
    name: `a date, or a date-time with "Z" or an offset`,
    parse: (value) =>
      typeof value === "string" ? quietly(() => parseInstant(value, zone, [])) : undefined,
  };
  const date: ValueType<string, number> = {
    name: `a date such as "2026-11-27"`,
    parse: (value) =>
      typeof value === "string" && value.length === 10
        ? quietly(() => parseDate(value, []))
        : undefined,
  };
  const dayOf = ({ local }: EarningSubject): number => Math.floor(local / MS_PER_DAY);
  const named: AttributeFields = Object.fromEntries(
    attributes.map((name) => [name, attributeField(name)]),
  );
  const fixed: OrderFields = {
    "order.amount": orderedField(money, ({ order }: EarningSubject) => order.amount),
    "order.total": orderedField(money, ({ order }: EarningSubject) => order.total),
    "order.currency": plainField(TEXT, ({ order }: EarningSubject) => order.currency),
    "order.store": plainField(nameOf(stores), ({ order }: EarningSubject) => order.store),
    "order.channel": plainField(nameOf(channels), ({ order }: EarningSubject) => order.channel),
    "order.quantity": orderedField(NUMBER, ({ order }: EarningSubject) =>
      order.lines?.reduce((sum, { quantity }) => sum + quantity, 0),
    ),
    "order.products": listField(TEXT, ({ order }: EarningSubject) => {
      order.products ??= gather(order.lines, ({ line }) => line.product);
      return order.products;
    }),
    "order.categories": listField(TEXT, ({ order }: EarningSubject) => {
      order.categories ??= gather(order.lines, ({ line }) => line.categories);
      return order.categories;
    }),
    "member.tier": plainField(nameOf(tiers), ({ member }: EarningSubject) => member.tier),
    "member.segments": listField(TEXT, ({ member }: EarningSubject) => member.segments),
    "member.enrolledDays": orderedField(NUMBER, (subject: EarningSubject) =>
      subject.enrolledDay === null ? undefined : dayOf(subject) - subject.enrolledDay,
    ),
    "member.orders": orderedField(NUMBER, ({ member }: EarningSubject) =>
      countIn(member.counters, "orders"),
    ),
    "time.at": orderedField(instant, ({ at }: EarningSubject) => at),
    "time.date": orderedField(date, dayOf),
    "time.hour": orderedField(NUMBER, ({ local }: EarningSubject) =>
      Math.floor((((local % MS_PER_DAY) + MS_PER_DAY) % MS_PER_DAY) / 3_600_000),
    ),
    "time.weekday": plainField(
      choiceOf(WEEKDAYS),
      (subject: EarningSubject) =>
        // 1970-01-01 was a Thursday.
        WEEKDAYS[(((dayOf(subject) + 4) % 7) + 7) % 7],
    ),
    "time.dayOfMonth": orderedField(NUMBER, ({ local }: EarningSubject) =>
      new Date(local).getUTCDate(),
    ),
    "time.month": orderedField(
      NUMBER,
      ({ local }: EarningSubject) => new Date(local).getUTCMonth() + 1,
    ),
  };
  return Object.assign(named, fixed);
}

/** What all lines have: a loop, for conditions ask it of every order. */
function gather(
  lines: readonly LineFacts[] | undefined,
  of: (line: LineFacts) => string | readonly string[] | undefined,
): readonly string[] | undefined {
  if (lines === undefined) return undefined;
  const found: string[] = [];
  for (const line of lines) {
    const own = of(line);
    if (typeof own === "string") found.push(own);
    else if (own !== undefined) for (const text of own) found.push(text);
  }
  return found;
}

function attributeField(field: string): AttributeField {
  const [owner, , ...rest] = field.split(".");
  const name = rest.join(".");
  const read: Reader<EarningSubject, Attribute> = (subject) => {
    const attributes =
      owner === "member"
        ? subject.member.attributes
        : owner === "order"
          ? subject.order.attributes
          : subject.attributes;
    return attributes !== undefined && Object.hasOwn(attributes, name)
      ? attributes[name]
      : undefined;
  };
  return orderedField(ATTRIBUTE, read);
}

/** The fields of conditions on a line. */
export function lineVocabulary(scale: number): LineVocabulary {
  return {
    "line.amount": orderedField(moneyType(scale), ({ amount }: LineFacts) => amount),
    "line.product": plainField(TEXT, ({ line }: LineFacts) => line.product),
    "line.categories": listField(TEXT, ({ line }: LineFacts) => line.categories),
    "line.quantity": orderedField(NUMBER, ({ quantity }: LineFacts) => quantity),
    "line.giftCard": plainField(FLAG, ({ line }: LineFacts) => line.giftCard === true),
  };
}
