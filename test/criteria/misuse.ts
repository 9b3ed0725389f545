// Misuse of conditions that must not compile: each expected error is a promise to the caller.
import { compileCondition, parseCondition } from "../../src/criteria/compile-condition.ts";
import type { Condition } from "../../src/criteria/condition.ts";
import type { Predicate } from "../../src/criteria/field.ts";
import {
  choiceOf,
  listField,
  NUMBER,
  orderedField,
  plainField,
  TEXT,
} from "../../src/criteria/fields.ts";
import {
  buildAudience,
  type CustomerProfiles,
  joinProfiles,
  type ProfileCondition,
} from "../../src/profile/index.ts";

interface Member {
  readonly points: number;
  readonly tier?: "silver" | "gold";
  readonly tags: readonly string[];
}

const vocabulary = {
  "member.points": orderedField(NUMBER, (member: Member) => member.points),
  "member.tier": plainField(choiceOf(["silver", "gold"]), (member: Member) => member.tier),
  "member.tags": listField(TEXT, (member: Member) => member.tags),
};

// The subject is known from the vocabulary.
export const holds: Predicate<Member> = compileCondition(
  {
    all: [
      { field: "member.points", gte: 100, lt: 1000 },
      { none: [{ field: "member.tier", in: ["gold"] }] },
      {
        any: [
          { field: "member.tags", contains: "vip" },
          { field: "member.tier", exists: false },
        ],
      },
    ],
  },
  vocabulary,
);

// @ts-expect-error a predicate of members is none of numbers
export const wrong: Predicate<number> = compileCondition({ all: [] }, vocabulary);

// @ts-expect-error there is no such field
compileCondition({ field: "member.point", gte: 100 }, vocabulary);

// @ts-expect-error there is no such operator
compileCondition({ field: "member.points", atLeast: 100 }, vocabulary);

// @ts-expect-error numbers are compared with numbers
compileCondition({ field: "member.points", gte: "100" }, vocabulary);

// @ts-expect-error texts have no order
compileCondition({ field: "member.tier", gte: "silver" }, vocabulary);

// @ts-expect-error there is no such tier
compileCondition({ field: "member.tier", eq: "platinum" }, vocabulary);

// @ts-expect-error a list contains, it does not equal
compileCondition({ field: "member.tags", eq: "vip" }, vocabulary);

// @ts-expect-error a range has two ends
compileCondition({ field: "member.points", between: [1] }, vocabulary);

// @ts-expect-error one among a list
compileCondition({ field: "member.points", in: 3 }, vocabulary);

// @ts-expect-error a group is a list
compileCondition({ all: { field: "member.points", gte: 1 } }, vocabulary);

// @ts-expect-error one group at a time
compileCondition({ all: [], any: [] }, vocabulary);

// @ts-expect-error a group or a field
compileCondition({ all: [], field: "member.points" }, vocabulary);

// @ts-expect-error deep inside too
compileCondition({ all: [{ any: [{ field: "member.points", eq: true }] }] }, vocabulary);

declare const stored: unknown;

// @ts-expect-error what nobody has looked at is no condition yet
compileCondition(stored, vocabulary);

export const looked: Condition<typeof vocabulary> = parseCondition(stored, vocabulary);

declare const profiles: CustomerProfiles;

export const target: ProfileCondition = {
  all: [
    { field: "orders", gte: 2 },
    { field: "lastAt", lt: "2026-01-01" },
    { field: "predictions.alive", between: [0.2, 0.8] },
    { field: "attributes.country", in: ["DE", "FR"] },
    { field: "attributes.tags", containsAny: ["vip"] },
    { field: "surveys.nps.score", lte: 6 },
    { field: "surveys.nps.at", gte: "2026-01-01" },
    { field: "rfm.r", eq: 5 },
    { field: "customerId", in: ["ann", 7] },
  ],
};

// @ts-expect-error profiles have no such field
buildAudience(profiles, { name: "A", condition: { field: "ordres", gte: 2 } });

// @ts-expect-error predictions are numbers
buildAudience(profiles, { name: "A", condition: { field: "predictions.alive", gt: "0.5" } });

// @ts-expect-error times are texts
buildAudience(profiles, { name: "A", condition: { field: "lastAt", lt: new Date(0) } });

// @ts-expect-error segments have no order
buildAudience(profiles, { name: "A", condition: { field: "segment", lt: "B" } });

// @ts-expect-error an audience has a name
buildAudience(profiles, { condition: target });

// @ts-expect-error the base decides who is a customer
joinProfiles({ attributes: [] });
