import { summarizeOrders } from "clientele/customers";
import * as profile from "clientele/profile";
import { expect, test } from "vitest";
import { testOptionNames } from "../option-names.ts";

const orders = [
  { customerId: "ada", at: "2026-01-02", value: 10 },
  { customerId: "bob", at: "2026-01-05", value: 30 },
];
const base = summarizeOrders(orders, { asOf: "2026-01-31" });
const attributes = [{ customerId: "ada", attributes: { city: "Rome" } }];
const profiles = profile.joinProfiles({ base, attributes });

testOptionNames(
  profile,
  {
    assignHoldout: [["ada", "bob"], { share: 0.5, salt: "spring" }],
    buildAudience: [profiles, { name: "All", condition: { field: "orders", gte: 1 } }],
    isHeldOut: ["ada", { share: 0.5, salt: "spring" }],
    joinProfiles: [{ base, attributes }, { attributeTypes: { city: "text" } }],
  },
  ["compareAudiences", "parseProfileCondition"],
);

test("a part that is undefined is one left out", () => {
  const undecided = { scores: undefined, segments: undefined, predictions: undefined };
  const parts = { base, attributes, surveys: undefined, ...undecided };
  expect(profile.joinProfiles(parts)).toEqual(profiles);
});
