"""Gamma-Gompertz/NBD in arbitrary precision: test/golden/clv/ggompertz-nbd*.json.

    python3 scripts/golden/ggompertz_reference.py            needs mpmath and numpy; half an hour with gmpy2

Bemmaor and Glady (2012), Management Science 58(5): purchases Poisson(lambda) while alive, lambda ~ Gamma(r, alpha);
lifetime F(t | eta) = 1 - exp(-eta (e^(bt) - 1)), eta ~ Gamma(s, beta), so that S(t) = (beta / (beta + e^(bt) - 1))^s.

Every integral is one over the time of death, in pieces around every length that the integrand knows, each by
Gauss-Legendre rules of two orders that must agree. No derivative is taken by hand: fits are by Newton's method on
central differences of the log-likelihood.
"""

import sys
import time
from functools import lru_cache

import numpy as np
from mpmath import mp, mpf

from reference_json import save

DIGITS = 20
NAMES = ("r", "alpha", "b", "s", "beta")


# ---------------------------------------------------------------- integrals


@lru_cache(maxsize=None)
def legendre(n, dps):
    """Nodes and weights on [0, 1], by Newton's method on the Legendre polynomial."""
    with mp.workdps(dps + 10):
        rule = []
        for k in range(n):
            x = mp.cos(mp.pi * (k + mpf(3) / 4) / (n + mpf(1) / 2))
            for _ in range(60):
                before, here = mpf(1), x
                for j in range(2, n + 1):
                    before, here = here, ((2 * j - 1) * x * here - (j - 1) * before) / j
                slope = n * (x * here - before) / (x * x - 1)
                step = here / slope
                x -= step
                if abs(step) < mpf(10) ** (-dps - 5):
                    break
            rule.append(((1 + x) / 2, 1 / ((1 - x * x) * slope * slope)))
        return rule


def composite(f, points, n):
    total = mpf(0)
    for left, right in zip(points, points[1:]):
        width = right - left
        total += width * mp.fsum(w * f(left + width * u) for u, w in legendre(n, mp.dps))
    return total


def landmarks(theta, shape, low, high, extra=()):
    """Where pieces end: multiples of every length, from `low`, from 0 and around the turn of S."""
    r, alpha, b, s, beta = theta
    lengths = [alpha, alpha / shape, 1 / b, 1 / (s * b), 1 / (b * (1 + s)), beta / b, beta / (b * s), *extra]
    rate = shape / (alpha + low) + s * b * mp.exp(b * low) / (beta + mp.expm1(b * low))
    lengths.append(1 / rate)
    points = set()
    for length in lengths:
        for k in range(-3, 8):
            points.add(low + length * mpf(2) ** k)
            points.add(length * mpf(2) ** k)
    turn = mp.log(beta) / b
    for k in range(-30, 31, 2):
        points.add(turn + k / b)
        points.add(turn + k / (b * s))
    return [low] + sorted(p for p in points if low < p < high) + [high]


def integral(f, points, tolerance=mpf("1e-24")):
    """Pieces are halved until rules of 16 and 24 points agree."""
    total = mpf(0)
    work = list(zip(points, points[1:]))
    whole = [composite(f, [a, c], 16) for a, c in work]
    scale = mp.fsum(abs(v) for v in whole)
    stack = [(a, c, v) for (a, c), v in zip(work, whole)]
    while stack:
        a, c, coarse = stack.pop()
        fine = composite(f, [a, c], 24)
        if abs(fine - coarse) <= tolerance * scale or abs(fine) <= tolerance * scale * mpf("1e-6"):
            total += fine
        else:
            m = (a + c) / 2
            stack.append((a, m, composite(f, [a, m], 16)))
            stack.append((m, c, composite(f, [m, c], 16)))
    return total


# ---------------------------------------------------------------- the model


def log_survival(theta, t):
    _, _, b, s, beta = theta
    return -s * mp.log1p(mp.expm1(b * t) / beta)


def density(theta, t):
    _, _, b, s, beta = theta
    return mp.exp(mp.log(b * s) + s * mp.log(beta) + b * t - (s + 1) * mp.log(beta + mp.expm1(b * t)))


def parts(theta, x, tx, T):
    """Alive at T and gone before, the two halves of the likelihood."""
    r, alpha, b, s, beta = theta
    rising = mp.exp(mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha))
    alive = rising * mp.exp(log_survival(theta, T) - (r + x) * mp.log(alpha + T))
    if tx == T:
        return alive, mpf(0)
    f = lambda t: density(theta, t) * mp.exp(-(r + x) * mp.log(alpha + t))
    gone = rising * integral(f, landmarks(theta, r + x, tx, T))
    return alive, gone


def exactly(values):
    return [mpf(float(v)) for v in values]


def histories():
    """Log-likelihoods of single customers, over a grid of hard parameters and histories."""
    params = {
        "cdnow-like": (0.55, 0.27, 0.001, 0.6, 0.0003),
        "ridge": (0.55, 0.27, 1e-7, 0.6, 3e-8),
        "growing": (0.8, 0.1, 8.0, 0.9, 25.0),
        "steep": (1.5, 0.3, 400.0, 0.5, 1e5),
        "late": (0.4, 0.02, 30.0, 2.0, 9e6),
        "heavy": (3.0, 0.002, 2.0, 0.03, 0.5),
        "beta-one": (0.9, 0.4, 3.0, 1.2, 1.0),
        "beta-near-one": (0.9, 0.4, 3.0, 1.2, 1.0001),
        "tiny-beta": (0.9, 0.4, 3.0, 0.2, 2e-7),
        "tiny-alpha": (0.2, 2e-7, 5.0, 1.0, 40.0),
        "alike": (5e4, 2e4, 1.5, 3e4, 6e4),
        "fast": (0.7, 0.3, 5e4, 0.01, 0.2),
        "everlasting": (0.5, 0.2, 0.5, 1e-6, 2.0),
        "fickle": (2.0, 0.5, 20.0, 4e4, 3e5),
    }
    cases = [(0, 0, 0), (0, 0, 1), (0, 0, 0.05), (1, 0.01, 1), (1, 1, 1), (3, 0.4, 0.9), (12, 0.13, 1), (80, 0.97, 1), (2000, 0.6, 0.61)]
    rows = []
    for name, values in params.items():
        theta = exactly(values)
        for x, tx, T in cases:
            alive, gone = parts(theta, x, *exactly((tx, T)))
            both = alive + gone
            rows.append([name, x, tx, T, mp.log(both), alive / both])
        print(name, flush=True)
    return {"params": {k: dict(zip(NAMES, v)) for k, v in params.items()}, "histories": rows}


# ---------------------------------------------------------------- predictions


def ahead(theta, x, T):
    """The parameters of those who are alive at T."""
    r, alpha, b, s, beta = theta
    return (r + x, alpha + T, b, s, (beta + mp.expm1(b * T)) * mp.exp(-b * T))


def expected(theta, start, end, delta=mpf(0)):
    r, alpha, b, s, beta = theta
    f = lambda t: mp.exp(log_survival(theta, t) - delta * t)
    extra = [1 / delta] if delta else []
    return r / alpha * integral(f, landmarks(theta, mpf(1), start, end, extra))


def forever(theta, delta):
    """Until less than 1e-26 of the whole is left."""
    r, alpha, b, s, beta = theta
    end = 1 / (s * b + delta) * 70 + max(mpf(0), mp.log(beta) / b)
    return expected(theta, mpf(0), end, delta)


def counts(theta, h, numbers):
    r, alpha, b, s, beta = theta

    def nb(n, t):
        if t == 0:
            return mpf(n == 0)
        return mp.exp(
            mp.loggamma(r + n) - mp.loggamma(r) - mp.loggamma(n + 1)
            - r * mp.log1p(t / alpha) + n * mp.log(t / (alpha + t))
        )

    points = landmarks(theta, r + max(numbers), mpf(0), h, [alpha * n / r for n in numbers if n])
    out = []
    for n in numbers:
        out.append(mp.exp(log_survival(theta, h)) * nb(n, h) + integral(lambda t: density(theta, t) * nb(n, t), points))
    return out


def predictions():
    models = {
        "growing": (0.8, 6.0, 0.08, 0.9, 8.0),
        "pareto-like": (0.5532770469, 10.5776834633, 1e-8, 0.6062399891, 1.16687352888e-7),
        "falling": (1.5, 4.0, 0.03, 0.5, 0.3),
        "steep": (1.2, 9.0, 6.0, 0.4, 1e6),
        "loyal": (3.0, 2.0, 0.002, 0.05, 5.0),
    }
    customers = [(0, 0, 0), (0, 0, 38.86), (2, 30.43, 38.86), (26, 30.86, 31), (2000, 90, 100)]
    alive, between, discounted, number = [], [], [], []
    for name, values in models.items():
        theta = exactly(values)
        for x, tx, T in customers:
            a, g = parts(theta, x, *exactly((tx, T)))
            alive.append([name, x, tx, T, a / (a + g)])
            now = ahead(theta, x, mpf(float(T)))
            for t in (0.01, 10.0, 300.0):
                alive[-1].append(mp.exp(log_survival(now, mpf(t))))
            for start, end in ((0, 0.001), (0, 39), (39, 52), (0, 5000)):
                between.append([name, x, tx, T, start, end, expected(now, mpf(start), mpf(end))])
            for delta, end in ((0.15 / 52, 52), (0.15 / 52, None), (0, None)):
                d = mpf(float(delta))
                value = forever(now, d) if end is None else expected(now, mpf(0), mpf(end), d)
                discounted.append([name, x, tx, T, float(delta), end, value])
        for (x, tx, T), h, numbers in (
            ((0, 0, 0), 39.0, [0, 1, 2, 10, 60, 300]),
            ((2, 30.43, 38.86), 10.0, [0, 1, 5, 40]),
            ((26, 30.86, 31), 5000.0, [0, 1, 30, 250]),
            ((2000, 90, 100), 12.0, [0, 1, 100, 240, 400]),
            ((2, 30.43, 38.86), 0.01, [0, 1, 3]),
        ):
            now = ahead(theta, x, mpf(float(T)))
            number.append([name, x, tx, T, h, numbers, counts(now, mpf(h), numbers)])
        print(name, flush=True)
    return {
        "models": {k: dict(zip(NAMES, v)) for k, v in models.items()},
        "alive": alive,
        "between": between,
        "discounted": discounted,
        "counts": number,
    }


# ---------------------------------------------------------------- fits


def simulate(truth, ages, size, seed):
    """Customers on a grid of weeks: a purchase belongs to the week that it falls in."""
    r, alpha, b, s, beta = truth
    random = np.random.default_rng(seed)
    table = {}
    for i in range(size):
        T = ages[i % len(ages)]
        rate = random.gamma(r) / alpha
        death = np.log1p(random.exponential() / (random.gamma(s) / beta)) / b
        weeks, at = set(), 0.0
        while True:
            at += random.exponential() / rate
            if at > min(death, T):
                break
            weeks.add(int(np.ceil(at)))
        key = (len(weeks), max(weeks) if weeks else 0, T)
        table[key] = table.get(key, 0) + 1
    return sorted(table.items())


def log_likelihood(theta, rows, pieces, nodes):
    """Panels of equal length in log(c + t), c below the nearer of the two poles before time 0. Customers of the same
    recency and age share all but a whole power of 1 / (alpha + t)."""
    r, alpha, b, s, beta = theta
    pole = -mp.log1p(-beta) / b if beta < 1 else 1 / b
    c = min(alpha, pole, 1 / b)
    rule = legendre(nodes, mp.dps)
    start = r * mp.log(alpha)
    rising = {x: mp.loggamma(r + x) - mp.loggamma(r) + start for x in {x for (x, _, _), _ in rows}}
    times = {}
    for (x, tx, T), weight in rows:
        times.setdefault((tx, T), []).append((x, weight))
    total = mpf(0)
    for (tx, T), customers in times.items():
        ends = [(mp.exp(log_survival(theta, T) - r * mp.log(alpha + T)), 1 / (alpha + T))]
        low = mp.log(c + tx)
        width = (mp.log(c + T) - low) / pieces
        for k in range(pieces if T > tx else 0):
            for u, w in rule:
                y = mp.exp(low + width * (k + u))
                t = y - c
                power = mp.exp(b * t)
                odds = mp.log((beta + power - 1) / beta)
                dying = b * s * power / (beta + power - 1) * mp.exp(-s * odds - r * mp.log(alpha + t))
                ends.append((w * width * y * dying, 1 / (alpha + t)))
        for x, weight in customers:
            total += weight * (rising[x] + mp.log(mp.fsum(part * share**x for part, share in ends)))
    return total


def differences(f, point, step):
    k = len(point)
    here = f(point)
    moved = lambda *moves: f([p + step * sum(d for j, d in moves if j == i) for i, p in enumerate(point)])
    up = [moved((i, 1)) for i in range(k)]
    down = [moved((i, -1)) for i in range(k)]
    gradient = [(up[i] - down[i]) / (2 * step) for i in range(k)]
    hessian = mp.matrix(k)
    for i in range(k):
        hessian[i, i] = (up[i] - 2 * here + down[i]) / step**2
        for j in range(i):
            cross = moved((i, 1), (j, 1)) - moved((i, 1), (j, -1)) - moved((i, -1), (j, 1)) + moved((i, -1), (j, -1))
            hessian[i, j] = hessian[j, i] = cross / (4 * step**2)
    return here, gradient, hessian


def fit(name, truth, ages, size, seed, start):
    began = time.time()
    rows = simulate(truth, ages, size, seed)
    mp.dps = 30
    value = lambda logs, pieces=3, nodes=36: log_likelihood([mp.exp(t) for t in logs], rows, pieces, nodes)
    point = [mp.log(mpf(v)) for v in start]
    for _ in range(20):
        here, gradient, hessian = differences(value, point, mpf("1e-7"))
        step = mp.lu_solve(-hessian, mp.matrix(gradient))
        gain = sum(g * d for g, d in zip(gradient, step))
        point = [p + d for p, d in zip(point, step)]
        print(name, mp.nstr(here, 15), mp.nstr(gain, 3), f"{time.time() - began:.0f} s", flush=True)
        # Errors square with each step, and this one has been taken.
        if gain < mpf("1e-9"):
            break
    covariance = (-hessian) ** -1
    params = [mp.exp(t) for t in point]
    exact = value(point, 6, 36)
    print("other rule", mp.nstr(exact - value(point), 3), flush=True)
    table = {
        "frequency": [x for (x, _, _), _ in rows],
        "recency": [tx for (_, tx, _), _ in rows],
        "age": [T for (_, _, T), _ in rows],
        "weight": [w for _, w in rows],
    }
    return {
        "name": name,
        "truth": dict(zip(NAMES, truth)),
        "seed": seed,
        "timeUnit": "week",
        "params": dict(zip(NAMES, params)),
        "logLikelihood": exact,
        "standardErrors": {k: p * mp.sqrt(covariance[i, i]) for i, (k, p) in enumerate(zip(NAMES, params))},
        **table,
    }


# Truth, ages, customers, seed, and where to start from: near the optimum, to spare steps of minutes each.
FITS = {
    "growing": ((0.8, 6.0, 0.08, 0.9, 8.0), (60, 75, 90, 100), 3000, 20120501, (1.0, 9.12, 0.0948, 0.778, 11.55)),
    "sharp": ((2.0, 8.0, 0.25, 0.6, 300.0), (40, 55, 70), 1500, 20120502, (2.76156597, 13.6510563, 0.267868647, 0.567637837, 521.103967)),
}

if __name__ == "__main__":
    mp.dps = 40
    what = sys.argv[1] if len(sys.argv) > 1 else "all"
    if what in ("all", "histories"):
        save("ggompertz-nbd-histories.json", histories(), DIGITS)
    if what in ("all", "predictions"):
        save("ggompertz-nbd-predictions.json", predictions(), DIGITS)
    if what in ("all", "fits"):
        save("ggompertz-nbd-fits.json", {"fits": [fit(name, *spec) for name, spec in FITS.items()]}, DIGITS)
