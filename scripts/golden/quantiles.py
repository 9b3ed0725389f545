"""Reference values for sample quantiles, types 1, 2 and 4 to 9 of Hyndman and Fan (1996).

    python3 scripts/golden/quantiles.py > test/golden/quantiles.json

Each value follows the definition in exact fractions and is rounded once; probabilities are the
fractions that they stand for (0.6 is 3/5). NumPy (2.4) computes every value again: the script fails
unless it agrees.
"""

import json
import math
import random
from fractions import Fraction

import numpy as np

METHODS = {
    1: "inverted_cdf",
    2: "averaged_inverted_cdf",
    4: "interpolated_inverted_cdf",
    5: "hazen",
    6: "weibull",
    7: "linear",
    8: "median_unbiased",
    9: "normal_unbiased",
}

ALPHA_BETA = {
    4: (Fraction(0), Fraction(1)),
    5: (Fraction(1, 2), Fraction(1, 2)),
    6: (Fraction(0), Fraction(0)),
    7: (Fraction(1), Fraction(1)),
    8: (Fraction(1, 3), Fraction(1, 3)),
    9: (Fraction(3, 8), Fraction(3, 8)),
}


def exact_quantile(values, p, kind):
    xs = sorted(Fraction(x) for x in values)
    n = len(xs)

    def at(k):
        return xs[min(max(k, 1), n) - 1]

    if kind <= 2:
        position = n * p
        j = math.floor(position)
        weight = Fraction(1) if position > j else Fraction(kind - 1, 2)
    else:
        alpha, beta = ALPHA_BETA[kind]
        position = alpha + p * (n + 1 - alpha - beta)
        j = math.floor(position)
        weight = position - j
    return (1 - weight) * at(j) + weight * at(j + 1)


def cents(source, n):
    return [round(source.lognormvariate(3.5, 1.2), 2) for _ in range(n)]


def samples():
    source = random.Random(20240607)
    yield "one value", [7.5]
    yield "two values", [3.0, 1.0]
    yield "ten whole numbers", [float(x) for x in [4, 8, 15, 16, 23, 42, 1, 2, 9, 30]]
    yield "eleven with ties", [1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 1.0, 5.0, 8.0, 1.0, 2.0]
    yield "all equal", [2.25] * 7
    yield "36 in cents", cents(source, 36)
    yield "both signs", [round(source.uniform(-50, 50), 3) for _ in range(25)]


def main():
    probabilities = [Fraction(k, b) for b in (3, 5, 20) for k in range(1, b)]
    probabilities = sorted({Fraction(0), Fraction(1), Fraction(1, 100), *probabilities})
    cases = []
    for name, values in samples():
        quantiles = {}
        for kind, method in METHODS.items():
            row = []
            for p in probabilities:
                value = float(exact_quantile(values, p, kind))
                again = float(np.quantile(values, float(p), method=method))
                close = math.isclose(value, again, rel_tol=1e-12, abs_tol=1e-12)
                assert close, (name, kind, p, value, again)
                row.append(value)
            quantiles[kind] = row
        cases.append({"name": name, "values": values, "quantiles": quantiles})
    golden = {
        "source": "scripts/golden/quantiles.py, exact fractions; agrees with NumPy " + np.__version__,
        "probabilities": [float(p) for p in probabilities],
        "cases": cases,
    }
    print(json.dumps(golden))


main()
