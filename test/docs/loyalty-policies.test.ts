import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { POLICY_DEFAULTS } from "../../src/loyalty/program/policies.ts";

test("the page of policies speaks of every policy, by its name or under that of its group", () => {
  const page = readFileSync("docs/loyalty/policies.md", "utf8");
  const section = (group: string) =>
    page
      .split(/^#{2,3} /m)
      .filter((text) => text.split("\n")[0].includes(`\`${group}`))
      .join("\n");
  const missing = Object.entries(POLICY_DEFAULTS).flatMap(([group, choices]) =>
    Object.keys(choices)
      .map((name) => [group, name])
      .filter(([, name]) => {
        if (page.includes(`${group}.${name}`)) return false;
        return !section(group).includes(`\`${name}`);
      })
      .map((path) => path.join(".")),
  );
  expect(missing).toEqual([]);
});
