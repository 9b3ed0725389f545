"""Sandwich covariances of BG/NBD fits in 40-digit arithmetic: test/golden/clv/robust.json.

    python3 scripts/golden/robust_reference.py    needs mpmath; run after fit_reference.py; a minute

At the optimum of fits.json, by log-parameters: H from differences of the whole log-likelihood, scores from differences
of each customer's (White 1982), then covariance of the parameters themselves by the delta method.
"""

import json

from mpmath import exp, log, loggamma, matrix, mp, mpf, sqrt

from reference_json import GOLDEN, load_rows, save

mp.dps = 40
STEP = mpf(10) ** -10
NAMES = ["r", "alpha", "a", "b"]


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def one(theta, x, tx, age):
    """Fader, Hardie & Lee (2005, eq. 6) in its first form."""
    r, alpha, a, b = theta
    shared = loggamma(r + x) - loggamma(r) + r * log(alpha) - log_beta(a, b)
    alive = exp(log_beta(a, b + x) - (r + x) * log(alpha + age) + shared)
    gone = exp(log_beta(a + 1, b + x - 1) - (r + x) * log(alpha + tx) + shared) if x > 0 else 0
    return log(alive + gone)


def shifted(point, *moves):
    moved = list(point)
    for i, step in moves:
        moved[i] += step
    return [exp(value) for value in moved]


def robust(name, params):
    _, rows = load_rows(name)
    point = [log(mpf(params[parameter])) for parameter in NAMES]
    hessian, scatter = matrix(4, 4), matrix(4, 4)
    for x, tx, age, weight in rows:
        def at(*moves):
            return one(shifted(point, *moves), x, tx, age)

        score = [(at((i, STEP)) - at((i, -STEP))) / (2 * STEP) for i in range(4)]
        for i in range(4):
            for j in range(4):
                scatter[i, j] += weight * score[i] * score[j]
                if j < i:
                    continue
                corners = (
                    at((i, STEP), (j, STEP)) - at((i, STEP), (j, -STEP))
                    - at((i, -STEP), (j, STEP)) + at((i, -STEP), (j, -STEP))
                )
                hessian[i, j] -= weight * corners / (4 * STEP**2)
    for i in range(4):
        for j in range(i):
            hessian[i, j] = hessian[j, i]
    inverse = hessian**-1
    inner = inverse * scatter * inverse
    size = [exp(value) for value in point]
    covariance = [[inner[i, j] * size[i] * size[j] for j in range(4)] for i in range(4)]
    return {
        "data": name,
        "covariance": covariance,
        "standardErrors": {parameter: sqrt(covariance[i][i]) for i, parameter in enumerate(NAMES)},
    }


def main():
    fits = json.loads((GOLDEN / "fits.json").read_text(), parse_float=str)["fits"]
    records = []
    for fit in fits:
        if fit["model"] == "bg-nbd" and fit["data"] in ("bg-nbd-small", "bg-nbd-a-plus-b-below-one"):
            records.append(robust(fit["data"], fit["params"]))
            print(records[-1]["data"], records[-1]["standardErrors"])
    save("robust.json", records, 16)


if __name__ == "__main__":
    main()
