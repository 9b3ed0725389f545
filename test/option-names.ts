import { describe, expect, test } from "vitest";

/** Arguments that do for each verb, the options last. */
type Calls = Readonly<Record<string, readonly unknown[]>>;
type Module = Readonly<Record<string, unknown>>;

/** How the verbs of a subpath read the names of their options. */
export function testOptionNames(
  subpath: Module,
  calls: Calls,
  withoutOptions: readonly string[],
): void {
  test("every verb is called, or takes no options", () => {
    const verbs = Object.entries(subpath).filter(([, one]) => typeof one === "function");
    expect(verbs.map(([name]) => name).toSorted()).toEqual(
      [...Object.keys(calls), ...withoutOptions].toSorted(),
    );
  });

  describe("an option under a name that is none is refused by that name", () => {
    test.each(Object.keys(calls))("%s", (name) => {
      const { call, options } = openCall(subpath, calls, name);
      expect(() => call(options)).not.toThrow();
      expect(() => call({ ...options, misspelt: 1 })).toThrow(
        expect.objectContaining({ code: "invalid_option", path: ["misspelt"] }),
      );
    });
  });

  describe("an option that is undefined is one left out", () => {
    test.each(Object.keys(calls))("%s", (name) => {
      const { call, options } = openCall(subpath, calls, name);
      const names = namesTold(() => call({ ...options, misspelt: 1 }));
      expect(names).toEqual(expect.arrayContaining(Object.keys(options)));
      const undecided = Object.fromEntries(names.map((one) => [one, undefined]));
      expect(call({ ...undecided, ...options })).toEqual(call(options));
    });
  });
}

function openCall(subpath: Module, calls: Calls, name: string) {
  const verb = subpath[name];
  if (typeof verb !== "function") expect.fail("no verb");
  const rest = calls[name]?.slice(0, -1) ?? [];
  return {
    call: (options: object): unknown => verb(...rest, options),
    options: { ...Object.assign({}, calls[name]?.at(-1)) },
  };
}

/** The names of a verb's options, by its own refusal of another. */
function namesTold(misspelt: () => unknown): readonly string[] {
  try {
    misspelt();
  } catch (error) {
    const told = error instanceof Error ? /expected one of (.+), got/.exec(error.message) : null;
    if (told?.[1] !== undefined) return told[1].replaceAll('"', "").split(", ");
  }
  return expect.fail("no list of options");
}
