"""Makes test/golden/clv/beta-geometric.json: what the BG/NBD and MBG/NBD say in random worlds, extremes included.

From the closed forms of Fader, Hardie & Lee (2005) and Batislam, Denizel & Filiztekin (2007) in 40 digits and more.

    python3 scripts/golden/beta_geometric_reference.py

Needs mpmath; takes about a minute.
"""

import json
import pathlib
import random

from mpmath import beta, betainc, diff, exp, hyp2f1, inf, log, loggamma, mp, mpf, nstr, quad

TARGET = pathlib.Path(__file__).resolve().parents[2] / "test/golden/clv/beta-geometric.json"
DIGITS = 40
TOLD = 17

rng = random.Random(20070901)


def between(low, high):
    """Log-uniform, to six digits."""
    return float(f"{low * (high / low) ** rng.random():.6g}")


def world():
    opening = rng.choice([0, 1])
    params = {
        "r": between(0.01, 20) if rng.random() < 0.8 else between(20, 800),
        "alpha": between(0.01, 100),
        "a": between(0.005, 30) if rng.random() < 0.75 else rng.choice([1.0, 1.0000001, 0.999, 2.0]),
        "b": between(0.01, 60),
    }
    frequency = rng.choice([0, 0, 1, 2, 5, 26, 100, 500, 2000])
    age = between(0.5, 300) if frequency or rng.random() < 0.7 else 0.0
    recency = 0.0 if frequency == 0 else age if rng.random() < 0.3 else float(f"{age * rng.uniform(0.1, 1):.6g}")
    return {
        "kind": ["bg-nbd", "mbg-nbd"][opening],
        "params": params,
        "frequency": frequency,
        "recency": recency,
        "age": age,
    }


def opening_of(row):
    return 1 if row["kind"] == "mbg-nbd" else 0


def living(row):
    """(s, A, a, B) of a customer who is alive."""
    params, x = row["params"], row["frequency"]
    return (
        mpf(params["r"]) + x,
        mpf(params["alpha"]) + mpf(row["age"]),
        mpf(params["a"]),
        mpf(params["b"]) + x + opening_of(row),
    )


def purchases(s, A, a, B, t):
    """The paper's closed form, in digits enough for its cancellations."""
    with mp.workdps(120):
        if a == 1:
            a = a + mpf(10) ** -60
        return (a + B - 1) / (a - 1) * (1 - hyp2f1(s, a - 1, a + B - 1, -t / A))


def discounted(s, A, a, B, delta, horizon):
    with mp.workdps(22):
        rate = lambda u: exp(u - delta * exp(u)) * s / A * hyp2f1(s + 1, a, a + B, -exp(u) / A)
        end = log(min(horizon, 60 / delta))
        start = min(log(A / (s + 1)), log(1 / delta), end) - 50
        return quad(rate, [start + (end - start) * k / 24 for k in range(25)])


def probability(s, A, a, B, horizon, n):
    w = horizon / (A + horizon)
    exactly = exp(loggamma(s + n) - loggamma(s) - loggamma(n + 1) + n * log(w) + s * log(1 - w))
    stayed = beta(a, B + n) / beta(a, B) * exactly
    if n == 0:
        return stayed
    return stayed + beta(a + 1, B + n - 1) / beta(a, B) * betainc(n, s, 0, w, regularized=True)


def log_likelihood(row, r, alpha, a, b):
    x, t, T = row["frequency"], mpf(row["recency"]), mpf(row["age"])
    n = x + opening_of(row)
    plain = loggamma(r + x) - loggamma(r) + r * log(alpha) - (r + x) * log(alpha + T)
    if n == 0:
        return plain
    chances = loggamma(b + n) + loggamma(a + b) - loggamma(a + b + n) - loggamma(b)
    return plain + chances + log(1 + a / (b + n - 1) * ((alpha + T) / (alpha + t)) ** (r + x))


def histories(count):
    for _ in range(count):
        row = world()
        point = [mpf(value) for value in row["params"].values()]
        with mp.workdps(80):
            value = log_likelihood(row, *point)
            slopes = [
                diff(lambda at, i=i: log_likelihood(row, *point[:i], at, *point[i + 1 :]), point[i])
                for i in range(4)
            ]
        yield row | {"logLikelihood": told(value), "gradient": [told(slope) for slope in slopes]}


def expectations(count):
    for _ in range(count):
        row = world()
        start = rng.choice([0.0, between(0.01, 500)])
        end = start + between(0.001, 5000)
        s, A, a, B = living(row)
        if a + B == 1:
            continue
        with mp.workdps(120):
            bought = purchases(s, A, a, B, mpf(end)) - (purchases(s, A, a, B, mpf(start)) if start else 0)
        stays = hyp2f1(s, a, a + B, -mpf(end) / A)
        yield row | {"from": start, "to": end, "purchases": told(bought), "survival": told(stays)}


def discounts(count):
    for _ in range(count):
        row = world()
        delta = between(1e-5, 1)
        horizon = None if rng.random() < 0.5 else between(0.1, 2000)
        value = discounted(*living(row), mpf(delta), inf if horizon is None else mpf(horizon))
        yield row | {"delta": delta, "horizon": horizon, "purchases": told(value)}


def counts(count):
    while count > 0:
        row = world()
        horizon = between(0.01, 2000)
        s, A, a, B = living(row)
        if s * horizon / A > 1e5:
            continue
        count -= 1
        numbers = [0, 1, 2, rng.randint(3, 30), rng.randint(31, 300)]
        values = [told(probability(s, A, a, B, mpf(horizon), n)) for n in numbers]
        yield row | {"horizon": horizon, "numbers": numbers, "probabilities": values}


def told(value):
    return float(nstr(value, TOLD))


if __name__ == "__main__":
    mp.dps = DIGITS
    lists = {
        "histories": histories(120),
        "expectations": expectations(160),
        "discounts": discounts(40),
        "counts": counts(80),
    }
    lines = ",\n".join(
        f'  "{name}": [\n' + ",\n".join(f"    {json.dumps(row)}" for row in rows) + "\n  ]" for name, rows in lists.items()
    )
    about = "BG/NBD and MBG/NBD in random worlds, by scripts/golden/beta_geometric_reference.py"
    TARGET.write_text(f'{{\n  "about": "{about}",\n{lines}\n}}\n')
