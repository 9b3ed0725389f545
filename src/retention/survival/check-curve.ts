import { check, checkFinite, checkNonNegative, checkObject, isObject } from "../../core/checks.ts";
import type { ErrorPath } from "../../core/errors.ts";
import { type AnyPoints, isPointRows, type KaplanMeierPointColumns } from "./curve.ts";

const COUNTS = ["time", "atRisk", "events", "survival"] as const;
const BOUNDS = [
  ["standardError", "standardErrorValid"],
  ["lower", "intervalValid"],
  ["upper", "intervalValid"],
] as const;

/** Refuses what is no curve: a stored one may have come back with holes. */
export function checkCurve<Curve extends { readonly points: AnyPoints; readonly n: number }>(
  curve: Curve,
): Curve {
  const points: AnyPoints = checkObject(curve, "a Kaplan-Meier curve").points;
  const isColumns = isObject(points) && "survival" in points;
  const expected = "the points of a Kaplan-Meier curve";
  check(isPointRows(points) || isColumns, "invalid_shape", ["points"], expected, points);
  checkNonNegative(curve.n, ["n"]);
  if (isPointRows(points)) {
    for (const [row, point] of points.entries()) {
      check(isObject(point), "invalid_shape", ["points", row], "a point of the curve", point);
      for (const name of COUNTS) checkCount(name, point[name], ["points", row, name]);
      for (const [name] of BOUNDS) {
        if (point[name] !== null) checkFinite(point[name], ["points", row, name]);
      }
    }
  } else checkColumns(points);
  return curve;
}

function checkColumns(points: KaplanMeierPointColumns): void {
  const length = points.time?.length;
  for (const name of [...COUNTS, ...BOUNDS.flat()]) {
    const column: unknown = points[name];
    const isColumn = isObject(column) && column.length === length && length !== undefined;
    check(isColumn, "invalid_shape", ["points", name], `a column of ${length} numbers`, column);
  }
  for (let row = 0; row < length; row++) {
    for (const name of COUNTS) checkCount(name, points[name][row], ["points", name, row]);
    for (const [name, mask] of BOUNDS) {
      if (points[mask][row] === 1) checkFinite(points[name][row], ["points", name, row]);
    }
  }
}

function checkCount(name: string, value: unknown, path: ErrorPath): void {
  const count = checkNonNegative(value, path);
  if (name === "survival") check(count <= 1, "out_of_range", path, "at most 1", count);
}
