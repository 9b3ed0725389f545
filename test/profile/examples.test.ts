import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { exampleOfPage, examplesOfSource } from "../docs/extract.ts";
import { countClaims, runExample } from "../docs/run.ts";

const PAGE = "docs/guides/audiences.md";
const examples = [
  ...readdirSync("src/profile").flatMap((name) =>
    examplesOfSource(`src/profile/${name}`, readFileSync(`src/profile/${name}`, "utf8")),
  ),
  exampleOfPage(PAGE, readFileSync(PAGE, "utf8")),
].filter((it) => it !== undefined);

test.each(examples.map((it) => [`${it.path}:${it.line}`, it.text]))("%s", async (_, text) => {
  expect(countClaims(text)).toBeGreaterThan(0);
  await runExample(text, (specifier) => import(/* @vite-ignore */ specifier));
});
