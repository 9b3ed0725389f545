/**
 * A doubt that travels with a result.
 *
 * `code` is stable and meant for programs, `message` is meant for people.
 */
export interface Warning<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}
