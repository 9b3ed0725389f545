"""Pareto/NBD where numbers are extreme: log-likelihood and gradient of single histories, discounted purchases
until a finite horizon, probabilities of many purchases and in a tiny time. About a minute.

Each by integrals of plain products over log time in 42 digits, whose error estimates are asserted; the
likelihood also by Gauss' hypergeometric function (Fader & Hardie 2005) where that can be summed.
"""

from mpmath import mp, mpf

from reference_json import save
from reference_predictions import agree, integrate, panels

DIGITS = 20


def over_log_time(f, end, decay):
    """Integral of f over (0, end), which falls off on the time scale `decay` to begin with."""
    low, high = mp.log(min(end, decay)) - 100, mp.log(end)
    points = panels(low, high, [mp.log(min(end, decay)), high])
    return integrate(lambda w: mp.exp(w) * f(mp.exp(w)), points)


def history(r, alpha, s, beta, x, tx, T):
    """(log-likelihood, its gradient by the logarithms of r, alpha, s and beta)."""
    r, alpha, s, beta, tx, T = map(mpf, (r, alpha, s, beta, tx, T))
    p, top = r + x, -(r + x) * mp.log(alpha + tx) - s * mp.log(beta + tx)
    alive = mp.exp(-p * mp.log(alpha + T) - s * mp.log(beta + T) - top)
    slopes = [alive * g for g in (-mp.log(alpha + T), -p / (alpha + T), -mp.log(beta + T), -s / (beta + T))]
    total = alive
    if T > tx:
        def density(u):
            return s * mp.exp(-p * mp.log(alpha + tx + u) - (s + 1) * mp.log(beta + tx + u) - top)

        parts = [lambda y: mpf(1), lambda y: mp.log(alpha + y), lambda y: p / (alpha + y),
                 lambda y: mp.log(beta + y), lambda y: (s + 1) / (beta + y)]
        decay = 1 / (p / (alpha + tx) + (s + 1) / (beta + tx))
        gone, *moments = [over_log_time(lambda u: density(u) * part(tx + u), T - tx, decay) for part in parts]
        total += gone
        for i, moment in enumerate(moments):
            slopes[i] -= moment
        slopes[2] += gone / s
        if p + s < 100 and max(alpha, beta) < 1000 * min(alpha, beta):
            agree(total, alive + gone_by_2f1(p, alpha, s, beta, tx, T) / mp.exp(top), 25, "2F1")
    prefix = [mp.psi(0, p) - mp.psi(0, r) + mp.log(alpha), r / alpha, mp.log(beta), s / beta]
    gradient = [theta * (a + b / total) for theta, a, b in zip((r, alpha, s, beta), prefix, slopes)]
    value = mp.loggamma(p) - mp.loggamma(r) + r * mp.log(alpha) + s * mp.log(beta) + top + mp.log(total)
    return value, gradient


def gone_by_2f1(p, alpha, s, beta, tx, T):
    """s times the integral of (alpha+y)^-p (beta+y)^-(s+1) from tx to T."""
    def upward(y):
        if alpha >= beta:
            return mp.hyp2f1(p + s, s + 1, p + s + 1, (alpha - beta) / (alpha + y)) * (alpha + y) ** (-p - s)
        return mp.hyp2f1(p + s, p, p + s + 1, (beta - alpha) / (beta + y)) * (beta + y) ** (-p - s)

    return s / (p + s) * (upward(tx) - upward(T))


def discounted(r, alpha, s, beta, x, T, delta, h):
    r, alpha, s, beta, T, delta, h = map(mpf, (r, alpha, s, beta, T, delta, h))
    B = beta + T
    decay = 1 / (delta + s / B)
    return (r + x) / (alpha + T) * over_log_time(lambda t: mp.exp(-delta * t - s * mp.log1p(t / B)), h, decay)


def count(r, alpha, s, beta, x, T, h, n):
    """P(n) of a customer alive at T."""
    r, alpha, s, beta, T, h = map(mpf, (r, alpha, s, beta, T, h))
    p, A, B = r + x, alpha + T, beta + T
    log_ways = mp.loggamma(p + n) - mp.loggamma(p) - mp.loggamma(n + 1)

    def buying(u):
        return mp.exp(log_ways - p * mp.log1p(u / A) + n * mp.log(u / (A + u)))

    def leaving(u):
        return s / (B + u) * mp.exp(-s * mp.log1p(u / B)) * buying(u)

    # in log u the logarithm of u leaving(u) is concave: its peak, then panels around it
    low, high = mp.log(h) - 120, mp.log(h)

    def rising(w):
        u = mp.exp(w)
        return n + 1 - (s + 1) * u / (B + u) - (p + n) * u / (A + u) > 0

    left, right = low, high
    for _ in range(200):
        middle = (left + right) / 2
        left, right = (middle, right) if rising(middle) else (left, middle)
    gone = integrate(lambda w: mp.exp(w) * leaving(mp.exp(w)), panels(low, high, [left, high], mpf(1) / 16))
    return mp.exp(-s * mp.log1p(h / B)) * buying(h) + gone


HISTORIES = [
    *[((10.465, 0.00798565181, 3.0516, 2.82), h) for h in ((400, 5, 6), (500, 1, 37), (500, 4, 37))],
    *[((0.5143, 2.8845, 0.2856, 14.1087), h) for h in (
        (221, 103.42857, 103.57143), (254, 97.14286, 97.28571), (161, 94.71429, 98), (204, 98.57143, 99.42857))],
    *[((0.55, 10.56, 0.61, 11.64), h) for h in (
        (0, 0, 0), (0, 0, 39), (1, 1e-6, 39), (7, 38.999999, 39), (2, 39, 39), (2000, 5, 39), (2000, 39, 39))],
    # one parameter after the other near the bounds of the search, e^-16 and e^16, on a clock of length 1
    *[((*(0.5, 0.3, 0.6, 0.4)[:i], bound, *(0.5, 0.3, 0.6, 0.4)[i + 1:]), h)
      for i in range(4) for bound in (1.2e-7, 8e6) for h in ((0, 0, 0.9), (3, 0.4, 1))],
    # and two of them
    ((8e6, 5e6, 0.5, 0.3), (3, 0.4, 1)),
    ((8e6, 8e6, 8e6, 8e6), (3, 0.4, 1)),
    ((0.5, 0.3, 8e6, 8e6), (3, 0.4, 1)),
    ((8e6, 1.2e-7, 0.5, 0.3), (40, 0.4, 0.7)),
    ((0.5, 1.2e-7, 0.7, 1.2e-7), (0, 0, 1)),
    ((0.5, 1.2e-7, 0.7, 3e-4), (0, 0, 1)),
    ((0.5, 3e-4, 0.7, 1.2e-7), (0, 0, 1)),
    ((0.5, 3e-4, 1.2, 1.2e-7), (2, 1e-5, 1)),
]
MODEL = (0.5532770469, 10.5776834633, 0.6062399891, 11.6687352888)
FAST = (10.465, 0.00798565181, 3.0516, 2.82)
DISCOUNTED = [(params, *rest) for params in (MODEL, (0.6, 9, 1, 14), FAST, (0.5, 3, 40, 8))
              for rest in ((2, 38, 0.15 / 52, 52), (0, 0, 0.15 / 52, 5000), (2000, 39, 1.5, 1e-6), (1, 10, 30, 5),
                           (1, 10, 1e-9, 300))]
# the slowest of discounts, over the longest of lifetimes
DISCOUNTED += [((0.5, 3, s, 8), 1, 10, 1e-20, 1e25) for s in (1.2, 0.3)]
COUNTS = [
    *[(MODEL, 0, 0, h, n) for h in (1e-6, 39, 2000) for n in (1, 3, 40, 500)],
    *[(FAST, 500, 37, h, n) for h in (1e-6, 5, 300) for n in (1, 40, 500, 3000)],
    *[((5, 400, 2, 0.5), 3, 0, h, n) for h in (1, 100, 5000) for n in (1, 10, 100)],
    *[((5, 0.5, 2, 400), 3, 0, h, n) for h in (1, 100) for n in (1, 10, 100)],
    *[((0.05, 1e-3, 0.02, 50), 0, 0, 1e5, n) for n in (1, 10)],
]


def main():
    histories = []
    for params, (x, tx, T) in HISTORIES:
        value, gradient = history(*params, x, tx, T)
        histories.append({"params": list(params), "frequency": x, "recency": tx, "age": T,
                          "logLikelihood": value, "gradientLog": gradient})
    discounts = [{"params": list(params), "frequency": x, "age": T, "delta": delta, "horizon": h,
                  "discountedPurchases": discounted(*params, x, T, delta, h)}
                 for params, x, T, delta, h in DISCOUNTED]
    counts = [{"params": list(params), "frequency": x, "age": T, "horizon": h, "count": n,
               "probability": count(*params, x, T, h, n)} for params, x, T, h, n in COUNTS]
    about = "Pareto/NBD by scripts/golden/pareto_reference.py; params r alpha s beta; purchases given alive"
    save("pareto-nbd-extremes.json",
         {"about": about, "histories": histories, "discountedPurchases": discounts, "purchaseCounts": counts}, DIGITS)


if __name__ == "__main__":
    main()
