import type * as z from "zod/mini";
import { checkFinite, show } from "../core/checks.ts";
import { type ErrorPath, InputError, isClienteleError } from "../core/errors.ts";

/** What is wrong with data from outside, and where. */
export interface SchemaIssue {
  readonly code: string;
  readonly path: ErrorPath;
  readonly message: string;
}

/** What the check of a domain finds wrong, its path counted from what it was given. */
export function issueOf(check: () => unknown): SchemaIssue | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!isClienteleError(error)) throw error;
    const { code, path, message } = error;
    // An error's message begins with its path, which here comes by itself.
    const prefix = path.length === 0 ? "" : new InputError(code, "", path).message;
    return { code, path, message: message.slice(prefix.length) };
  }
}

/** As many as {@link translateIssue} makes of it. */
export function faultsIn(issue: z.core.$ZodIssue): number {
  return issue.code === "unrecognized_keys" ? issue.keys.length : 1;
}

/** zod's issue in this package's own words. */
export function translateIssue(issue: z.core.$ZodIssue): SchemaIssue[] {
  const { input } = issue;
  const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
  const one = (code: string, expected: string, got = input) => [
    { code, path, message: `expected ${expected}, got ${show(got)}` },
  ];
  switch (issue.code) {
    case "custom":
      return [{ code: String(issue.params?.code), path, message: issue.message }];
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        code: "unknown_key",
        path: [...path, key],
        message: "expected no such key: a misspelt one, or one of another version",
      }));
    case "invalid_value":
      return path.at(-1) === "version"
        ? one("unsupported_version", `version ${issue.values.join(" or ")}`)
        : one("invalid_option", issue.values.map(show).join(" or "));
    case "invalid_union":
      return issue.discriminator === undefined
        ? one("invalid_shape", "another kind of value")
        : one("unknown_model", kindsOf(issue), kindOf(input));
    case "invalid_type": {
      const { expected } = issue;
      const fault = expected === "number" ? issueOf(() => checkFinite(input, [])) : undefined;
      const article = expected === "array" || expected === "object" ? "an" : "a";
      return fault === undefined
        ? one("invalid_shape", `${article} ${expected}`)
        : [{ ...fault, path }];
    }
    default:
      return one("invalid_shape", "another shape");
  }
}

function kindsOf(issue: z.core.$ZodIssueInvalidUnion): string {
  return "options" in issue ? (issue.options ?? []).map(show).join(" or ") : "one kind";
}

function kindOf(input: unknown): unknown {
  return typeof input === "object" && input !== null && "kind" in input ? input.kind : undefined;
}
