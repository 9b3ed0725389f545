"""Reads the simulated data sets and writes numbers of arbitrary precision as JSON number literals."""

import json
from pathlib import Path

from mpmath import mp, mpf

GOLDEN = Path(__file__).resolve().parents[2] / "test" / "golden" / "clv"


def load_rows(name):
    """(file, rows): histories as (frequency, recency, age, weight) in weeks or opportunities, spends as
    (frequency, mean, 1). Stored doubles are taken exactly; the division by 7 is exact too."""
    data = json.loads((GOLDEN / f"{name}.json").read_text())
    if data["model"] == "gamma-gamma":
        rows = [(x, mpf(m), 1) for x, m in zip(data["frequency"], data["monetaryValue"])]
    else:
        per = data.get("unitsPerWeek", 1)
        columns = zip(data["frequency"], data["recency"], data["age"], data["weight"])
        rows = [(x, mpf(t) / per, mpf(age) / per, w) for x, t, age, w in columns]
    return data, rows


def literal(value, digits, indent=0, compact=False):
    """JSON text; mpf with `digits` significant digits, lists of scalars on one line."""
    pad, inner = "  " * indent, "  " * (indent + 1)
    if isinstance(value, mpf):
        if not mp.isfinite(value):
            raise ValueError("not finite")
        return mp.nstr(value, digits, strip_zeros=True)
    if isinstance(value, dict):
        parts = [f"{json.dumps(k)}: {literal(v, digits, indent + 1, compact)}" for k, v in value.items()]
        if compact or all(not isinstance(v, (dict, list)) for v in value.values()):
            return "{ " + ", ".join(parts) + " }"
        return "{\n" + ",\n".join(inner + p for p in parts) + f"\n{pad}}}"
    if isinstance(value, (list, tuple)):
        if compact or all(not isinstance(v, (dict, list, tuple)) for v in value):
            return "[" + ", ".join(literal(v, digits, 0, True) for v in value) + "]"
        return "[\n" + ",\n".join(inner + literal(v, digits, indent + 1, compact) for v in value) + f"\n{pad}]"
    return json.dumps(value)


def save(name, value, digits):
    text = literal(value, digits) + "\n"
    json.loads(text)
    path = GOLDEN / name
    path.write_text(text)
    print(f"{path.name}: {len(text) / 1000:.1f} kB")
