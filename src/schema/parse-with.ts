import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import { faultsIn, type SchemaIssue, translateIssue } from "./issue.ts";

/** The data as the noun that a schema describes; or the first thing wrong, more in the details. */
export function parseWith<Noun>(schema: z.ZodMiniType<Noun>, data: unknown): Noun {
  const result = read(schema, data);
  if ("noun" in result) return result.noun;
  const [{ code, message, path }] = result.issues;
  throw new InputError(code, message, path, { ...result });
}

/** So many faults are told; of a file that is all wrong nobody reads more. */
const MOST_ISSUES = 100;

interface Refusal {
  /** How many faults there are. */
  readonly count: number;
  readonly issues: readonly [SchemaIssue, ...SchemaIssue[]];
  readonly cause?: unknown;
}

function read<Noun>(schema: z.ZodMiniType<Noun>, data: unknown): { readonly noun: Noun } | Refusal {
  const fallback = { code: "invalid_shape", path: [], message: "the data cannot be read" };
  try {
    const result = z.safeParse(schema, data, { reportInput: true });
    if (result.success) return { noun: result.data };
    const { issues } = result.error;
    const count = issues.reduce((sum, issue) => sum + faultsIn(issue), 0);
    const [first = fallback, ...more] = issues.slice(0, MOST_ISSUES).flatMap(translateIssue);
    return { count, issues: [first, ...more.slice(0, MOST_ISSUES - 1)] };
  } catch (cause) {
    // A getter or a proxy among the data may throw whatever it likes.
    return { count: 1, issues: [fallback], cause };
  }
}
