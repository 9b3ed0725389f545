"""Fits and predictions of the contractual models (shifted beta geometric, beta-discrete-Weibull) in 60-digit
arithmetic: writes test/golden/retention/contractual.json. From the papers' formulas; derivatives by
central differences, which at 60 digits are good to 30. Needs Python 3.11 and mpmath 1.3; a few minutes.

Fader & Hardie (2007), Journal of Interactive Marketing 21(1); Fader et al. (2018), ditto 43; Fader & Hardie
(2010), Marketing Science 29(1).
"""

import json
from functools import lru_cache
from pathlib import Path

from mpmath import mp, mpf

mp.dps = 60
TARGET = Path(__file__).resolve().parents[2] / "test" / "golden" / "retention" / "contractual.json"

# Fader & Hardie (2007), table 1, years 0 to 7; and cohorts of their own lengths, one of them with a year
# without a loss.
DATA = {
    "high-end": [[1000, 869, 743, 653, 593, 551, 517, 491]],
    "regular": [[1000, 631, 468, 382, 326, 289, 262, 241]],
    "cohorts": [[1000, 869, 743, 653, 593, 551, 517, 491, 468], [800, 610, 510, 510, 420, 388, 365], [1200, 930, 790], [50]],
}
STARTS = {"shifted-beta-geometric": (0.7, 2), "beta-discrete-weibull": (0.4, 1, 1.3)}
NAMES = ("alpha", "beta", "c")


def log_survival(params, t):
    alpha, beta = params[0], params[1]
    c = params[2] if len(params) == 3 else mpf(1)
    if t == 0:
        return mpf(0)
    y = mpf(t) ** c
    return mp.loggamma(beta + y) - mp.loggamma(alpha + beta + y) - mp.loggamma(beta) + mp.loggamma(alpha + beta)


def log_likelihood(params, cohorts):
    total = mpf(0)
    for survivors in cohorts:
        share = [mp.exp(log_survival(params, t)) for t in range(len(survivors))]
        for t in range(1, len(survivors)):
            lost = survivors[t - 1] - survivors[t]
            if lost:
                total += lost * mp.log(share[t - 1] - share[t])
        total += survivors[-1] * mp.log(share[-1])
    return total


def derivatives(logs, cohorts):
    h = mpf(10) ** -15
    f = lambda *shift: log_likelihood([mp.exp(v + s) for v, s in zip(logs, shift)], cohorts)
    k = len(logs)
    unit = lambda i: [h if j == i else mpf(0) for j in range(k)]
    middle = f(*[mpf(0)] * k)
    gradient, hessian = [], mp.matrix(k, k)
    for i in range(k):
        up, down = f(*unit(i)), f(*[-s for s in unit(i)])
        gradient.append((up - down) / (2 * h))
        hessian[i, i] = (up - 2 * middle + down) / h**2
        for j in range(i):
            plus = [a + b for a, b in zip(unit(i), unit(j))]
            cross = [a - b for a, b in zip(unit(i), unit(j))]
            mixed = f(*plus) - f(*cross) - f(*[-s for s in cross]) + f(*[-s for s in plus])
            hessian[i, j] = hessian[j, i] = mixed / (4 * h**2)
    return middle, mp.matrix(gradient), hessian


def fit(kind, cohorts):
    logs = [mp.log(v) for v in STARTS[kind]]
    for _ in range(200):
        value, gradient, hessian = derivatives(logs, cohorts)
        try:
            mp.cholesky(-hessian)
            step = mp.lu_solve(-hessian, gradient)
        except ValueError:
            step = gradient / mp.norm(gradient) / 10
        size = mp.norm(step, mp.inf)
        if size > 0.5:
            step *= 0.5 / size
        while log_likelihood([mp.exp(v + s) for v, s in zip(logs, step)], cohorts) < value and size > 1e-12:
            step /= 2
        logs = [v + s for v, s in zip(logs, step)]
        if size < mpf(10) ** -14:
            break
    else:
        raise RuntimeError("no convergence")
    value, _, hessian = derivatives(logs, cohorts)
    covariance = mp.inverse(-hessian)
    params = [mp.exp(v) for v in logs]
    return params, value, [p * mp.sqrt(covariance[i, i]) for i, p in enumerate(params)]


MODELS = {
    "high-end": (0.6680883511, 3.8060949641),
    "regular-weibull": (0.4556139894, 0.7793255084, 1.2834512858),
    "finite-mean": (3.5, 40),
    "near-infinite-mean": (1.001, 2),
    "falling": (6, 0.4, 0.3),
    "rising": (0.05, 2000, 2.5),
    "alike": (500, 20000, 1.1),
    "faithful": (0.001, 9000000, 0.02),
}
RENEWALS = [0, 1, 5, 300]
# Discount of a period and horizon, null for none.
SUMS = [(0, 1), (0, 12), (0, 5000), (0, None), (0.1, None), (0.1, 8), (0.003, None), (0.0003, 20000), (2.5, None)]
FAR = 2000


@lru_cache(maxsize=None)
def log_survival_at(params, t):
    return log_survival(params, t)


def retained(params, renewals, x):
    return mp.exp(log_survival_at(params, renewals + x) - log_survival_at(params, renewals))


def midpoint_tail(f, start, end):
    """Sum of f over start + 1/2, … , end - 1/2 by Euler-Maclaurin; f smooth on the scale of 1."""
    g = lambda s: mp.exp(s) * f(mp.exp(s))
    points, at = [mp.log(start)], mp.log(start)
    last = mp.log(end)
    while at < last:
        at = min(last, at + mpf(1) / 2)
        points.append(at)
    slope = lambda x: (f(x + mpf("1e-10")) - f(x - mpf("1e-10"))) / mpf("2e-10")
    bend = lambda x: (f(x + 1) * mpf("0.5") - f(x + mpf("0.5")) + f(x - mpf("0.5")) - f(x - 1) * mpf("0.5")) * 8
    ends = (slope(end) - slope(start)) / 24 - 7 * (bend(end) - bend(start)) / 5760
    return mp.quad(g, points) - ends


def renewals_sum(params, renewals, discount, horizon):
    """Sum over j = 1 … horizon of S(r + j)/S(r) / (1 + d)^(j-1); None where infinite."""
    c = params[2] if len(params) == 3 else mpf(1)
    power = params[0] * c
    rate = mp.log1p(mpf(discount))
    f = lambda x: retained(params, renewals, x) * mp.exp(-rate * (x - 1))
    if horizon is None and discount == 0:
        if power <= 1:
            return None
        if c == 1:
            return (params[1] + renewals) / (params[0] - 1)
    total = mpf(0)
    for j in range(1, min(FAR, horizon or FAR) + 1):
        term = f(mpf(j))
        total += term
        if term < total * mpf(10) ** -35 * (rate if rate else mpf(10) ** -10):
            return total
    if horizon is not None and horizon <= FAR:
        return total
    start = FAR + mpf(1) / 2
    if horizon is not None or rate:
        end = min((horizon or mp.inf) + mpf(1) / 2, start + (90 / rate if rate else mp.inf))
        total += midpoint_tail(f, start, end)
    else:
        end = mp.exp(75 / min(c, mpf(1))) * 1000
        total += midpoint_tail(f, start, end) + f(end) * (renewals + end) / (power - 1)
    return total


def number(value):
    return "null" if value is None else mp.nstr(value, 25, min_fixed=0, max_fixed=0)


def record_of_fit(name, kind):
    params, value, errors = fit(kind, DATA[name])
    elsewhere = [mpf(v) for v in (0.9, 1.5, 0.8)][: len(params)]
    far, gradient, _ = derivatives([mp.log(v) for v in elsewhere], DATA[name])
    named = lambda values: "{ " + ", ".join(f'"{n}": {number(v)}' for n, v in zip(NAMES, values)) + " }"
    print(name, kind, flush=True)
    return (f'    {{ "data": "{name}", "model": "{kind}", "params": {named(params)}, "logLikelihood": {number(value)}, '
            f'"standardErrors": {named(errors)}, "elsewhere": {{ "params": {named(elsewhere)}, "logLikelihood": {number(far)}, '
            f'"gradientLog": [{", ".join(map(number, gradient))}] }} }}')


def record_of_model(name):
    mp.dps = 40
    log_survival_at.cache_clear()
    params = tuple(mpf(p) for p in MODELS[name])
    times = [1, 2, 7, 12, 100, 10000]
    survival = ", ".join(f"[{t}, {number(mp.exp(log_survival(params, t)))}, {number(retained(params, t - 1, 1))}]" for t in times)
    loss = ", ".join(f"[{t}, {number(1 - retained(params, t - 1, 1))}]" for t in times)
    sums = ", ".join(
        f'[{r}, {d!r}, {"null" if h is None else h}, {number(renewals_sum(params, r, d, h))}]' for r in RENEWALS for d, h in SUMS)
    print(name, flush=True)
    values = ", ".join(f'"{n}": {p!r}' for n, p in zip(NAMES, MODELS[name]))
    kind = "beta-discrete-weibull" if len(params) == 3 else "shifted-beta-geometric"
    return (f'    {{ "name": "{name}", "kind": "{kind}", "params": {{ {values} }},\n      "survival": [{survival}],\n'
            f'      "loss": [{loss}],\n      "renewals": [{sums}] }}')


fits = ",\n".join(record_of_fit(name, kind) for name in DATA for kind in STARTS)
models = ",\n".join(map(record_of_model, MODELS))
text = ('{\n  "about": "Contractual models; scripts/golden/contractual_reference.py",\n  "data": ' + json.dumps(DATA)
        + ',\n  "fits": [\n' + fits + '\n  ],\n  "models": [\n' + models + "\n  ]\n}\n")
json.loads(text)
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text(text)
