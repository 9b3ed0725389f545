import { checkChoice } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import { check } from "../core/expect.ts";
import { checkDay, checkObject } from "./check.ts";
import { checkDimension, checkName, RFM_FIELDS } from "./extra.ts";
import { checkCuts, checkSettings, triple } from "./settings.ts";
import type { RfmScorer, RfmTriple } from "./types.ts";

/** Refuses a scorer that cannot score: unsound settings, or cells without their cuts. */
export function checkScorer(scorer: RfmScorer, at: ErrorPath): void {
  checkObject(scorer, at, "a scorer from scoreRfm");
  const { kind, version, settings, thresholds, extra = [] } = scorer;
  check(kind === "rfm-scorer", "invalid_shape", [...at, "kind"], "rfm-scorer", kind);
  check(version === 1, "unsupported_version", [...at, "version"], 1, version);
  checkDay(scorer.asOf, at);
  checkSettings(settings, [...at, "settings"]);
  checkObject(thresholds, [...at, "thresholds"], "cuts of r, f and m");
  const { nested, bins } = settings;
  const cells = nested === "nested" ? { r: 1, f: bins.r, m: bins.r * bins.f } : undefined;
  triple((name) => {
    const path = [...at, "thresholds", name];
    const lists = thresholds[name];
    checkLength(lists, cells?.[name] ?? 1, path);
    lists.forEach((cuts, cell) => {
      checkLength(cuts, bins[name] - 1, [...path, cell]);
      checkCuts(cuts, [...path, cell], false);
    });
  });
  check(Array.isArray(extra), "invalid_shape", [...at, "extra"], "a list of dimensions", extra);
  const names = ["r", "f", "m"];
  extra.forEach((dimension, i) => {
    const path = [...at, "extra", i];
    checkObject(dimension, path, "a dimension");
    checkName(dimension.name, names, [...path, "name"]);
    if (dimension.field !== null) checkChoice(dimension.field, RFM_FIELDS, [...path, "field"]);
    checkDimension(dimension, path);
    checkLength(dimension.cuts, dimension.bins - 1, [...path, "cuts"]);
    checkCuts(dimension.cuts, [...path, "cuts"], false);
  });
  totalWeight(settings.weights, extra, [...at, "settings", "weights"]);
}

/** What a composite divides by. */
export function totalWeight(
  { r, f, m }: RfmTriple,
  extra: readonly { readonly weight: number }[],
  path: ErrorPath,
): number {
  const total = extra.reduce((sum, { weight }) => sum + weight, r + f + m);
  // More would overflow once the scores, of two digits at most, are weighed.
  check(total > 0 && total < 1e300, "out_of_range", path, "a sum above 0", total);
  return total;
}

function checkLength(list: readonly unknown[], length: number, path: ErrorPath): void {
  check(Array.isArray(list), "invalid_shape", path, "a list", list);
  check(list.length === length, "length_mismatch", path, `${length} entries`, list.length);
}
