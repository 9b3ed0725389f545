import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import { type SchemaIssue, translateIssue } from "./issue.ts";

/** The data as the noun that a schema describes; or the first thing wrong, all in the details. */
export function parseWith<Noun>(schema: z.ZodMiniType<Noun>, data: unknown): Noun {
  const result = read(schema, data);
  if ("noun" in result) return result.noun;
  const { issues, ...rest } = result;
  const [{ code, message, path }] = issues;
  throw new InputError(code, message, path, { issues, ...rest });
}

interface Refusal {
  readonly issues: readonly [SchemaIssue, ...SchemaIssue[]];
  readonly cause?: unknown;
}

function read<Noun>(schema: z.ZodMiniType<Noun>, data: unknown): { readonly noun: Noun } | Refusal {
  const fallback = { code: "invalid_shape", path: [], message: "the data cannot be read" };
  try {
    const result = z.safeParse(schema, data, { reportInput: true });
    if (result.success) return { noun: result.data };
    const [first = fallback, ...more] = result.error.issues.flatMap(translateIssue);
    return { issues: [first, ...more] };
  } catch (cause) {
    // A getter or a proxy among the data may throw whatever it likes.
    return { issues: [fallback], cause };
  }
}
