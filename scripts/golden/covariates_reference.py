"""Fits with covariates, made independently: plain log-likelihoods in numpy, dense quadrature, Newton steps
on numerical derivatives. Writes test/golden/clv/covariates.json. Needs numpy and scipy.

    python3 scripts/golden/covariates_reference.py
"""

import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import betaln, gammaln

OUT = Path(__file__).parents[2] / "test" / "golden" / "clv" / "covariates.json"
NODES, WEIGHTS = np.polynomial.legendre.leggauss(40)


def simulate(seed, customers, lifetime):
    """Customers of a Pareto/NBD world (or one of Beta drop-out), in weeks; app is 0 or 1, basket continuous."""
    rng = np.random.default_rng(seed)
    app = rng.integers(0, 2, customers).astype(float)
    basket = np.round(rng.normal(40, 12, customers), 1)
    eta = 0.6 * app + 0.015 * (basket - 40)
    rate = rng.gamma(0.9, 1, customers) / (6 * np.exp(-eta))
    age = rng.integers(20, 90, customers).astype(float)
    if lifetime == "pareto":
        leaving = rng.gamma(0.8, 1, customers) / (14 * np.exp(0.5 * app))
        death = rng.exponential(1, customers) / leaving
        dropout = np.zeros(customers)
    else:
        death = np.full(customers, np.inf)
        odds = 0.8 / 2.5 * np.exp(-0.7 * app)
        share = odds / (1 + odds)
        dropout = rng.beta(3.3 * share, 3.3 * (1 - share))
    frequency, recency = [], []
    for i in range(customers):
        t, x, last = 0.0, 0, 0.0
        while True:
            t += rng.exponential(1) / rate[i]
            if t > min(age[i], death[i]):
                break
            x, last = x + 1, t
            if rng.random() < dropout[i]:
                break
        frequency.append(x)
        recency.append(min(age[i], float(f"{last:.6g}")) if x else 0.0)
    spend = np.round(rng.gamma(3 * np.maximum(frequency, 1), 1) / np.maximum(frequency, 1)
                     / rng.gamma(4, 1, customers) * 30 * np.exp(0.3 * app), 2)
    return {
        "frequency": frequency,
        "recency": recency,
        "age": age.tolist(),
        "monetaryValue": [float(s) if x else 0.0 for s, x in zip(spend, frequency)],
        "covariates": {"app": app.tolist(), "basket": basket.tolist()},
    }


def purchases(r, alpha, x):
    return gammaln(r + x) - gammaln(r) + r * np.log(alpha)


def ll_bg(r, alpha, a, b, x, tx, T, first=0):
    n = x + first
    alive = betaln(a, b + n) - (r + x) * np.log(alpha + T)
    gone = np.where(n > 0, betaln(a + 1, b + np.maximum(n, 1) - 1) - (r + x) * np.log(alpha + tx), -np.inf)
    return purchases(r, alpha, x) - betaln(a, b) + np.logaddexp(alive, gone)


def integral(log_density, alpha, r, x, tx, T):
    """ln of the integral of density(y) (alpha+y)^-(r+x) from tx to T, in log(alpha + y), cut in 8 panels."""
    low, high = np.log(alpha + tx), np.log(alpha + T)
    total = np.full(len(x), -np.inf)
    for k in range(8):
        a = low + (high - low) * k / 8
        half = (high - low) / 16
        u = a[:, None] + half[:, None] * (1 + NODES[None, :])
        y = np.exp(u) - alpha[:, None]
        terms = log_density(y) - (r + x[:, None] - 1) * u + np.log(WEIGHTS)[None, :]
        with np.errstate(divide="ignore"):
            part = np.logaddexp.reduce(terms, axis=1) + np.log(half)
        total = np.logaddexp(total, part)
    return total


def ll_pareto(r, alpha, s, beta, x, tx, T):
    alive = s * (np.log(beta) - np.log(beta + T)) - (r + x) * np.log(alpha + T)
    b, log_s = beta[:, None], np.log(s)
    gone = integral(lambda y: log_s + s * np.log(b) - (s + 1) * np.log(b + y), alpha, r, x, tx, T)
    return purchases(r, alpha, x) + np.logaddexp(alive, gone)


def ll_ggompertz(r, alpha, rate, s, beta, x, tx, T):
    alive = s * (np.log(beta) - np.log(beta + np.expm1(rate * T))) - (r + x) * np.log(alpha + T)
    b = beta[:, None]
    gone = integral(
        lambda y: np.log(rate * s) + s * np.log(b) + rate * y - (s + 1) * np.log(b + np.expm1(rate * y)),
        alpha, r, x, tx, T)
    return purchases(r, alpha, x) + np.logaddexp(alive, gone)


def ll_gg(p, q, v, x, m):
    return (gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v) + (p * x - 1) * np.log(m)
            + p * x * np.log(x) - (p * x + q) * np.log(v + x * m))


def tilt(a, b, eta):
    odds = a / b * np.exp(eta)
    return (a + b) * odds / (1 + odds), (a + b) / (1 + odds)


def maximize(f, start):
    """f of a vector to be maximized: BFGS, then Newton on differences of fourth order."""
    g = lambda z: -f(z)
    at = minimize(g, np.asarray(start, float), method="BFGS", options={"gtol": 1e-7, "maxiter": 4000}).x
    n = len(at)
    h = 2e-3
    eye = np.eye(n)

    def gradient(z):
        return np.array([(8 * (g(z + h * e) - g(z - h * e)) - g(z + 2 * h * e) + g(z - 2 * h * e)) / (12 * h)
                         for e in eye])

    def hessian(z):
        return np.array([[(8 * (d(z + h * e, k) - d(z - h * e, k)) - d(z + 2 * h * e, k) + d(z - 2 * h * e, k))
                          / (12 * h) for e in eye] for k in range(n)])

    d = lambda z, k: (8 * (g(z + h * eye[k]) - g(z - h * eye[k])) - g(z + 2 * h * eye[k])
                      + g(z - 2 * h * eye[k])) / (12 * h)
    H = hessian(at)
    for _ in range(4):
        at = at - np.linalg.solve(H, gradient(at))
    H = hessian(at)
    return at, -g(at), np.sqrt(np.diag(np.linalg.inv(H)))


def main():
    sets = {"pareto": simulate(11, 500, "pareto"), "beta": simulate(12, 500, "beta")}
    fits = []

    def fit(name, data, model, names, options, objective, start, linear):
        at, value, se = maximize(objective, start)
        natural = [v if i in linear else np.exp(v) for i, v in enumerate(at)]
        errors = [e if i in linear else e * np.exp(at[i]) for i, e in enumerate(se)]
        fits.append({"name": name, "data": data, "model": model, "options": options, "estimates": names,
                     "values": natural, "standardErrors": errors, "objective": value})
        print(name, dict(zip(names, np.round(natural, 5))), value)

    def columns(data):
        d = sets[data]
        return (np.array(d["frequency"], float), np.array(d["recency"]), np.array(d["age"]),
                np.array(d["covariates"]["app"]), np.array(d["covariates"]["basket"]))

    x, tx, T, app, basket = columns("pareto")
    both = {"transaction": ["app", "basket"], "lifetime": ["app"]}
    fit("pareto, both processes", "pareto", "pareto-nbd",
        ["r", "alpha", "s", "beta", "transaction.app", "transaction.basket", "lifetime.app"], both,
        lambda z: ll_pareto(np.exp(z[0]), np.exp(z[1] - z[4] * app - z[5] * (basket - 40)), np.exp(z[2]),
                            np.exp(z[3] - z[6] * app), x, tx, T).sum(),
        [0, 1.8, 0, 2.5, 0, 0, 0], {4, 5, 6})
    # Centered at 40 for the search: alpha is that of a basket of 0.
    fits[-1]["values"][1] *= np.exp(40 * fits[-1]["values"][5])
    fits[-1]["standardErrors"][1] = None
    fit("pareto, equal coefficients", "pareto", "pareto-nbd", ["r", "alpha", "s", "beta", "equal.app"],
        {"equal": ["app"]},
        lambda z: ll_pareto(np.exp(z[0]), np.exp(z[1] - z[4] * app), np.exp(z[2]), np.exp(z[3] - z[4] * app),
                            x, tx, T).sum(),
        [0, 1.8, 0, 2.5, 0], {4})
    fit("pareto, ridge", "pareto", "pareto-nbd",
        ["r", "alpha", "s", "beta", "transaction.app", "lifetime.app"],
        {"transaction": ["app"], "lifetime": ["app"], "ridge": 30},
        lambda z: ll_pareto(np.exp(z[0]), np.exp(z[1] - z[4] * app), np.exp(z[2]), np.exp(z[3] - z[5] * app),
                            x, tx, T).sum() - 15 * (z[4] ** 2 + z[5] ** 2),
        [0, 1.8, 0, 2.5, 0, 0], {4, 5})
    fit("ggompertz, both processes", "pareto", "ggompertz-nbd",
        ["r", "alpha", "b", "s", "beta", "transaction.app", "lifetime.app"],
        {"transaction": ["app"], "lifetime": ["app"]},
        lambda z: ll_ggompertz(np.exp(z[0]), np.exp(z[1] - z[5] * app), np.exp(z[2]), np.exp(z[3]),
                               np.exp(z[4] - z[6] * app), x, tx, T).sum(),
        [0, 1.8, -4, 0, 0, 0, 0], {5, 6})

    x, tx, T, app, basket = columns("beta")
    for model, first in (("bg-nbd", 0), ("mbg-nbd", 1)):
        def odds(z, first=first):
            a, b = tilt(np.exp(z[2]), np.exp(z[3]), z[5] * app)
            return ll_bg(np.exp(z[0]), np.exp(z[1] - z[4] * app), a, b, x, tx, T, first).sum()

        def separate(z, first=first):
            return ll_bg(np.exp(z[0]), np.exp(z[1] - z[4] * app), np.exp(z[2] + z[5] * app),
                         np.exp(z[3] + z[6] * app), x, tx, T, first).sum()

        fit(f"{model}, mean drop-out", "beta", model,
            ["r", "alpha", "a", "b", "transaction.app", "lifetime.app"],
            {"transaction": ["app"], "lifetime": ["app"]}, odds, [0, 1.8, 0, 1, 0, 0], {4, 5})
        fit(f"{model}, separate", "beta", model,
            ["r", "alpha", "a", "b", "transaction.app", "lifetimeA.app", "lifetimeB.app"],
            {"transaction": ["app"], "lifetime": ["app"], "dropout": "separate"}, separate,
            [0, 1.8, 0, 1, 0, 0, 0], {4, 5, 6})

    d = sets["beta"]
    taken = np.array(d["frequency"]) > 0
    n, m, z1 = np.array(d["frequency"])[taken], np.array(d["monetaryValue"])[taken], app[taken]
    fit("gamma-gamma", "beta", "gamma-gamma", ["p", "q", "v", "spend.app"], {"spend": ["app"]},
        lambda z: ll_gg(np.exp(z[0]), np.exp(z[1]), np.exp(z[2] + z[3] * z1), n, m).sum(),
        [1, 1, 3, 0], {3})
    OUT.write_text(json.dumps({"sets": sets, "fits": fits}, separators=(",", ":")) + "\n")


main()
