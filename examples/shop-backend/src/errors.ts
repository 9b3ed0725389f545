import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { ZodError } from "zod";
import { isConflict, sqlState } from "./conflicts.ts";

/** Whose fault it was, and what of it may be told. */
export function answerError(error: Error, c: Context) {
  if (error instanceof HTTPException) return error.getResponse();
  if (error instanceof SyntaxError)
    return c.json({ code: "invalid_json", message: error.message }, 400);
  if (error instanceof ZodError) {
    const [{ code, path, message }] = error.issues;
    return c.json({ code, path, message }, 400);
  }
  // A request that makes no sense to the engine, with the path of what is wrong in it.
  if (error.name === "InputError" && "code" in error && "path" in error) {
    const { code, path, message } = error;
    return c.json({ code, path, message }, 400);
  }
  // Text that Postgres cannot keep, such as the character zero.
  if (sqlState(error)?.startsWith("22")) return c.json({ code: "invalid_text" }, 400);
  if (isConflict(error)) {
    return c.json({ code: "busy", message: "too many at once; send it again" }, 503);
  }
  console.error(error);
  return c.json({ code: "internal" }, 500);
}
