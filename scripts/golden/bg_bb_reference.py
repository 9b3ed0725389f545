"""Predictions of the BG/BB model where other code loses digits: writes test/golden/clv/bg-bb-predictions.json.

From the formulas of Fader, Hardie & Shang (2010) in 50-digit arithmetic. "Alive" is alive at the next
opportunity; all but `alive` are given that. Needs Python 3.11 and mpmath 1.3; about a minute.
"""

import json
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 50
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "clv" / "bg-bb-predictions.json"

MODELS = {
    "donors": (1.2035223516, 0.7497163582, 0.6567182084, 2.7834422326),
    "gamma-one": (0.5, 2, 1, 7),
    "gamma-near-one": (0.5, 2, 1.000000001, 7),
    "finite-mean": (2, 5, 3.5, 40),
    "faithful": (1.5, 0.5, 0.01, 30),
    "fickle": (0.05, 0.02, 8, 0.03),
    "alike": (800, 2400, 300, 90000),
}
CUSTOMERS = [(0, 0, 0), (0, 0, 6), (2, 4, 6), (6, 6, 6), (1, 1, 20), (40, 50, 52), (2000, 2100, 2600)]
WINDOWS = [(0, 1), (0, 5), (3, 11), (0, 500), (100, 130), (0, 5000), (4000, 40000)]
DISCOUNTS = [(0.1, None), (0.0003, None), (1e-7, None), (0.02, 60), (0.0003, 3650), (5, None), (1e-7, 20000)]
COUNTS = [(1, [0, 1]), (5, [0, 1, 3, 5]), (60, [0, 7, 30, 60]), (300, [0, 100, 299])]


def survived(g, base, steps):
    return mp.exp(mp.loggamma(base + steps) - mp.loggamma(base) - mp.loggamma(g + base + steps) + mp.loggamma(g + base))


def summed(g, base, start, end):
    """Sum of the above over steps = start .. end - 1."""
    here = base + start
    h = end - start
    if g == 1:
        total = here * (mp.digamma(here + h) - mp.digamma(here))
    else:
        ratio = mp.exp(mp.loggamma(here + h) - mp.loggamma(here) - mp.loggamma(g - 1 + here + h) + mp.loggamma(g - 1 + here))
        total = (here + g - 1) * (1 - ratio) / (g - 1)
    return survived(g, base, start) * total


def discounted(g, base, rate, end):
    """Sum over i = 1 .. end (or for ever) of e^(-rate i) survived(i - 1): term by term where that ends soon, else
    in closed form."""
    z = mp.exp(-mpf(rate))
    total, term = mpf(0), z
    for i in range(1, 100_000 if g > 100 else 5_001):
        total += term
        if i == end or term < total * mpf(10) ** -40:
            return total
        term *= z * (base + i - 1) / (base + g + i - 1)
    whole = z * mp.hyp2f1(1, base, base + g, z)
    if end is None:
        return whole
    return whole - z ** (end + 1) * survived(g, base, end) * mp.hyp2f1(1, base + end, base + end + g, z)


def alive(a, b, g, d, x, last, n):
    stays = mp.exp(log_beta(a + x, b + n - x) + log_beta(g, d + n))
    leaves = sum(mp.exp(log_beta(a + x, b + m - x) + log_beta(g + 1, d + m)) for m in range(last, n))
    return stays / (stays + leaves) * (d + n) / (g + d + n)


def log_beta(p, q):
    return mp.loggamma(p) + mp.loggamma(q) - mp.loggamma(p + q)


def count(a, b, g, base, horizon, n):
    total = mpf(0)
    for k in range(max(1, n), horizon + 1):
        weight = survived(g, base, k - 1) - (survived(g, base, k) if k < horizon else 0)
        total += weight * mp.binomial(k, n) * mp.exp(log_beta(a + n, b + k - n) - log_beta(a, b))
    return total


def number(value):
    return mp.nstr(value, 25, min_fixed=0, max_fixed=0)


records = []
for name, params in MODELS.items():
    a, b, g, d = (mpf(p) for p in params)
    for x, last, n in CUSTOMERS:
        base = d + n + 1
        mean = (a + x) / (a + b + n)
        record = [
            f'"model": "{name}", "frequency": {x}, "recency": {last}, "age": {n}',
            f'"alive": {number(alive(a, b, g, d, x, last, n))}',
            '"survival": [' + ", ".join(f"[{h}, {number(survived(g, base, h))}]" for h in (1, 60, 5000)) + "]",
            '"purchases": [' + ", ".join(f"[{s}, {e}, {number(mean * summed(g, base, s, e))}]" for s, e in WINDOWS) + "]",
            '"discounted": [' + ", ".join(
                f'[{rate!r}, {"null" if end is None else end}, {number(mean * discounted(g, base, rate, end))}]'
                for rate, end in DISCOUNTS) + "]",
            '"counts": [' + ", ".join(
                f"[{h}, {k}, {number(count(a + x, b + n - x, g, base, h, k))}]" for h, ks in COUNTS for k in ks) + "]",
        ]
        records.append("    { " + ", ".join(record) + " }")
    print(name, flush=True)

models = ",\n".join(
    f'    "{name}": {{ "alpha": {p[0]!r}, "beta": {p[1]!r}, "gamma": {p[2]!r}, "delta": {p[3]!r} }}' for name, p in MODELS.items())
text = ('{\n  "about": "BG/BB predictions; scripts/golden/bg_bb_reference.py",\n  "models": {\n' + models
        + '\n  },\n  "customers": [\n' + ",\n".join(records) + "\n  ]\n}\n")
json.loads(text)
TARGET.write_text(text)
