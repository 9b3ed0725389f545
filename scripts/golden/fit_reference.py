"""Maximum-likelihood fits of the simulated data sets in 45-digit arithmetic: test/golden/clv/fits.json.

    python3 scripts/golden/fit_reference.py            needs mpmath; minutes with gmpy2

Newton's method on the exact log-likelihood in log-parameters, until the largest gradient entry is below
1e-25. Where there is no interior optimum, the best log-likelihood within |log parameter| <= bound is given
for growing bounds instead.
"""

import time

from mpmath import mp, mpf

from reference_json import load_rows, save
from reference_models import MODELS, hessian, maximize, pareto_nbd

DIGITS = 20
BOUNDS = (4, 6, 8, 10, 12, 30)

FITS = [
    ("bg-nbd-daily", "bg-nbd"),
    ("bg-nbd-continuous", "bg-nbd"),
    ("bg-nbd-small", "bg-nbd"),
    ("bg-nbd-a-plus-b-below-one", "bg-nbd"),
    ("bg-nbd-heavy", "bg-nbd"),
    ("gamma-gamma", "gamma-gamma"),
    ("gamma-gamma-infinite-mean", "gamma-gamma"),
    ("mbg-nbd-daily", "mbg-nbd"),
    ("bg-nbd-daily", "mbg-nbd"),
    ("bg-nbd-daily", "nbd"),
    ("pareto-nbd-daily", "nbd"),
    ("bg-bb", "bg-bb"),
    ("pareto-nbd-daily", "pareto-nbd"),
    ("bg-nbd-daily", "pareto-nbd"),
]

RUNAWAYS = [
    ("bg-nbd-loyal", "bg-nbd",
     "the number of purchases varies less than Poisson and nobody leaves: r and alpha grow together, a -> 0",
     [[5, 5, -3, 3], [0, 0, 0, 0]]),
    ("bg-nbd-zero-one", "bg-nbd",
     "with 0 or 1 repeats the likelihood knows a / (a + b) alone, and it grows towards a / (a + b) = 1; r and alpha are known",
     [[-1, 4, 0, 0], [0, 3, 2, -2], [2, 6, -1, 1]]),
    ("gamma-gamma-few", "gamma-gamma",
     "one purchase a customer: p grows and v shrinks along a ridge, p v constant",
     [[2, 1, 2], [4, 1, 0]]),
]

STARTS = {
    "bg-nbd": {"r": 0.5, "alpha": 5, "a": 1, "b": 2},
    "mbg-nbd": {"r": 0.5, "alpha": 5, "a": 1, "b": 2},
    "pareto-nbd": {"r": 0.5, "alpha": 10, "s": 1, "beta": 20},
    "nbd": {"r": 0.5, "alpha": 10},
    "bg-bb": {"alpha": 1, "beta": 1, "gamma": 1, "delta": 2},
    "gamma-gamma": {"p": 4, "q": 3, "v": 20},
}


def log_likelihood(model, rows, nodes):
    if model == "pareto-nbd":
        return lambda theta: pareto_nbd(theta, rows, nodes)
    return lambda theta: MODELS[model][0](theta, rows)


def head(name, model, data, rows):
    facts = {"data": name, "model": model}
    if model != "gamma-gamma":
        facts["timeUnit"] = "opportunity" if model == "bg-bb" else "week"
    return {**facts, "customers": data["customers"], "patterns": len(rows)}


def matrix(M):
    return [[M[i, j] for j in range(M.cols)] for i in range(M.rows)]


def fit(name, model):
    began = time.time()
    mp.dps = 20
    data, rows = load_rows(name)
    names = MODELS[model][1]
    start = [mp.log(STARTS[model][k]) for k in names]
    theta, jet, _ = maximize(log_likelihood(model, rows, 24), start, tolerance=mpf("1e-8"))
    mp.dps = 45
    data, rows = load_rows(name)
    theta, jet, _ = maximize(log_likelihood(model, rows, 48), theta, tolerance=mpf("1e-25"))
    gradient = max(abs(g) for g in jet.g)
    H = hessian(jet)
    cov = (-H) ** -1
    smallest = min(mp.eigsy(-H, eigvals_only=True))
    assert gradient < mpf("1e-20") and smallest > 0, (name, model, gradient, smallest)
    params = [mp.exp(t) for t in theta]
    k = len(params)
    natural = [[cov[i, j] * params[i] * params[j] for j in range(k)] for i in range(k)]

    at = [mp.log(STARTS[model][key]) for key in names]
    there = log_likelihood(model, rows, 48)(at)
    print(f"{name} / {model}: {mp.nstr(jet.v, 12)}  {[mp.nstr(p, 8) for p in params]}  "
          f"gradient {mp.nstr(gradient, 2)}, least eigenvalue {mp.nstr(smallest, 3)}, {time.time() - began:.0f} s", flush=True)
    return {
        **head(name, model, data, rows),
        "optimum": "interior",
        "params": dict(zip(names, params)),
        "logLikelihood": jet.v,
        "standardErrors": {key: mp.sqrt(natural[i][i]) for i, key in enumerate(names)},
        "covariance": natural,
        "hessianLog": matrix(H),
        "elsewhere": {
            "params": dict(STARTS[model]),
            "logLikelihood": there.v,
            "gradientLog": list(there.g),
        },
    }


def runaway(name, model, reason, starts):
    mp.dps = 60
    data, rows = load_rows(name)
    names = MODELS[model][1]
    profile = []
    for bound in BOUNDS:
        tries = list(starts)
        if profile:
            tries.append(profile[-1]["logParams"])
        found = [maximize(log_likelihood(model, rows, 0), [max(-bound, min(bound, t)) for t in start],
                          box=bound, tolerance=mpf("1e-20")) for start in tries]
        theta, jet, _ = max(found, key=lambda f: f[1].v)
        profile.append({"bound": bound, "logLikelihood": jet.v, "logParams": theta})
        print(f"{name} / {model} within {bound}: {[mp.nstr(f[1].v, 14) for f in found]} {[mp.nstr(t, 6) for t in theta]}",
              flush=True)
    return {
        **head(name, model, data, rows),
        "optimum": "none",
        "reason": reason,
        "logParamNames": list(names),
        "supremum": profile[-1]["logLikelihood"],
        "profile": profile,
    }


if __name__ == "__main__":
    body = {
        "about": "Maximum-likelihood fits in 45-digit arithmetic by scripts/golden/fit_reference.py; see README.md",
        "fits": [fit(*f) for f in FITS],
        "runaways": [runaway(*f) for f in RUNAWAYS],
    }
    save("fits.json", body, DIGITS)
