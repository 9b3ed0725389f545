/**
 * The properties of both. What a spread makes stays in every bundle, since it might run a getter; a
 * call that is marked as pure is left out where nobody asks for its outcome.
 */
export function extended<const One extends object, const Other extends object>(
  one: One,
  other: Other,
): Readonly<One & Other> {
  return { ...one, ...other };
}
