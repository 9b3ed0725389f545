"""High-precision values of the special functions, as JSON on standard output.

    python3 scripts/golden/special_functions.py > test/golden/special-functions.json

Arguments are drawn from a seeded generator and from the corners of each domain; they are exact
doubles. Every value is computed twice, with 60 and with 120 working digits, and kept only where
both agree to 30; it is written with 25. An optional argument multiplies the number of draws.
"""

import json
import math
import random
import statistics
import sys

import mpmath
import scipy.special
from mpmath import mp, mpf

DRAWS = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
rng = random.Random(20240229)


def log_uniform(low, high):
    return 10.0 ** rng.uniform(math.log10(low), math.log10(high))


def draws(count, draw):
    return [draw() for _ in range(round(count * DRAWS))]


def around(x):
    return [math.nextafter(x, 0), x, math.nextafter(x, math.inf)]


def normal_cdf(z):
    return mpmath.erfc(-z / mpmath.sqrt(2)) / 2


def gamma_lower(s, x):
    """P(s, x) by the positive series, or from the upper tail where that is shorter."""
    if x > s + 60 and x > 40:
        return 1 - gamma_upper(s, x)
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** (-mp.dps - 5):
        n += 1
        term *= x / (s + n)
        total += term
    return total * mpmath.exp(s * mpmath.log(x) - x - mpmath.loggamma(s + 1))


def gamma_upper(s, x):
    if x > s + 60 and x > 40:
        return mpmath.gammainc(s, x, mpmath.inf, regularized=True)
    # The series loses what the tail is small by: carry as many digits more.
    with mp.extradps(40 + int(max(0, (x - s) * 0.5))):
        return 1 - gamma_lower(s, x)


def beta_lower(x, a, b):
    """I_x(a, b) by x^a (1-x)^b / (a B(a, b)) F(a + b, 1; a + 1; x), or from the other tail."""
    if x <= 0.5:
        return beta_series(x, a, b)
    with mp.extradps(340):
        return 1 - beta_series(1 - x, b, a)


def beta_series(x, a, b):
    term = total = mpf(1)
    n = 0
    while term > total * mpf(10) ** (-mp.dps - 5):
        term *= (a + b + n) / (a + 1 + n) * x
        n += 1
        total += term
    log_beta = mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)
    return total / a * mpmath.exp(a * mpmath.log(x) + b * mpmath.log(1 - x) - log_beta)


def log_beta(a, b):
    with mp.extradps(40):
        return mpmath.loggamma(a) + mpmath.loggamma(b) - mpmath.loggamma(a + b)


def log_gamma_difference(x, n):
    with mp.extradps(60):
        return mpmath.loggamma(x + n) - mpmath.loggamma(x)


def quantile(cdf, derivative, p, start):
    """Newton's method on the log-odds scale from a double that is nearly right."""
    u = start
    for _ in range(12):
        step = (cdf(u) - p) / derivative(u)
        u -= step
        if abs(step) < abs(u) * mpf(10) ** (-mp.dps + 8):
            break
    return u


def normal_quantile(p):
    return quantile(normal_cdf, mpmath.npdf, p, mpf(statistics.NormalDist().inv_cdf(float(p))))


def inverse_gamma(p, s):
    start = mpf(float(scipy.special.gammaincinv(float(s), float(p))))
    return quantile(
        lambda x: gamma_lower(s, x),
        lambda x: mpmath.exp((s - 1) * mpmath.log(x) - x - mpmath.loggamma(s)),
        p,
        start,
    )


def inverse_beta(p, a, b):
    start = mpf(float(scipy.special.betaincinv(float(a), float(b), float(p))))
    return quantile(
        lambda x: beta_lower(x, a, b),
        lambda x: mpmath.exp((a - 1) * mpmath.log(x) + (b - 1) * mpmath.log(1 - x) - log_beta(a, b)),
        p,
        start,
    )


def gauss_2f1(a, b, c, z):
    return mpmath.hyp2f1(a, b, c, z, maxterms=10**7, maxprec=10**6)


def bg_nbd_arguments():
    r = log_uniform(1e-3, 1e3)
    x = rng.choice([0, 0, 0, 1, 2, 3, rng.randrange(4, 30), rng.randrange(30, 2001)])
    a = log_uniform(1e-3, 1e3)
    b = log_uniform(1e-3, 1e4)
    return (r + x + 1, a, a + b + x, -log_uniform(1e-6, 1e4))


def bg_nbd_usual_arguments():
    r = log_uniform(0.05, 10)
    x = rng.choice([0, 0, 1, 2, rng.randrange(3, 20)])
    a = log_uniform(0.05, 10)
    b = log_uniform(0.05, 50)
    return (r + x + 1, a, a + b + x, -log_uniform(0.01, 5))


def bg_nbd_classic_arguments():
    r = log_uniform(0.05, 100)
    x = rng.choice([0, 1, 2, rng.randrange(3, 300)])
    a = log_uniform(1.01, 30)
    b = log_uniform(0.05, 100)
    return (r + x, b + x, a + b + x - 1, rng.uniform(0, 1) ** 2)


def pareto_nbd_arguments():
    r = log_uniform(0.05, 100)
    s = log_uniform(0.05, 100)
    x = rng.choice([0, 1, 2, rng.randrange(3, 300)])
    return (r + s + x, s + 1, r + s + x + 1, rng.uniform(0, 1))


def large_arguments():
    b = log_uniform(1e-3, 5e3)
    return (log_uniform(1, 5e3), b, b + log_uniform(1e-3, 5e3), -log_uniform(1e-6, 1e6))


def negative_arguments():
    b = rng.uniform(-1, 0)
    z = rng.choice([-log_uniform(1e-3, 1e4), rng.uniform(0, 0.99)])
    return (log_uniform(0.1, 1e3), b, log_uniform(0.01, 1e3), z)


BG_NBD_CORNERS = [
    (r + x + 1, a, a + b + x, -y)
    for r in (1e-3, 1e3)
    for x in (0, 1, 2000)
    for a in (1e-3, 1.0, 1e3)
    for b in (1e-3, 1e4)
    for y in (1e-6, 1.0, 1e4)
]


def beta_shapes():
    return (log_uniform(1e-3, 1e5), log_uniform(1e-3, 1e5))


def beta_point(shapes):
    """Mostly within some standard deviations of the mean, sometimes anywhere."""
    a, b = shapes
    if rng.random() < 0.3:
        return rng.random()
    logit = math.log(a / b) + rng.gauss(0, 3) * math.sqrt(1 / a + 1 / b)
    return min(1 - 2.0**-53, max(1e-280, 1 / (1 + math.exp(min(600, -logit)))))


def gamma_point(s):
    if rng.random() < 0.3:
        return log_uniform(1e-6, 600)
    return max(1e-280, s * math.exp(max(-600, rng.gauss(0, 3) / math.sqrt(s))))


def beta_arguments():
    shapes = beta_shapes()
    return (beta_point(shapes), *shapes)


def gamma_arguments():
    s = log_uniform(1e-4, 1e5)
    return (s, gamma_point(s))


def probability():
    kind = rng.random()
    return rng.random() if kind < 0.6 else log_uniform(1e-20, 1) if kind < 0.8 else 1 - log_uniform(1e-12, 1)


TINY_STEPS = [10.0**-k for k in range(1, 16)]

FUNCTIONS = {
    "logGamma": (
        mpmath.loggamma,
        [(x,) for edge in (0.5, 1, 1.5, 2, 2.5, 3.5, 10) for x in around(edge)]
        + [(at + sign * step,) for at in (1, 2) for sign in (1, -1) for step in TINY_STEPS]
        + [(1e-300,), (1e300,), (2.5e305,), (5e-324,)]
        + draws(120, lambda: (log_uniform(1e-300, 1e300),))
        + draws(150, lambda: (rng.uniform(0, 15),)),
    ),
    "logGammaDifference": (
        log_gamma_difference,
        draws(200, lambda: (log_uniform(10, 1e15), log_uniform(1e-12, 1e6)))
        + draws(100, lambda: (log_uniform(1e-3, 10), log_uniform(1e-12, 1)))
        + draws(100, lambda: (log_uniform(1e-3, 1e3), float(rng.randrange(2, 3000)))),
    ),
    "digamma": (
        mpmath.digamma,
        [(1.4616321449683622 + sign * step,) for sign in (1, -1) for step in TINY_STEPS]
        + [(x,) for x in around(1.4616321449683622) + around(10) + [1e-300, 1e300]]
        + draws(100, lambda: (log_uniform(1e-300, 1e300),))
        + draws(150, lambda: (rng.uniform(0, 15),)),
    ),
    "trigamma": (
        lambda x: mpmath.psi(1, x),
        [(x,) for x in around(10) + [1e-150, 1e300]]
        + draws(100, lambda: (log_uniform(1e-150, 1e300),))
        + draws(150, lambda: (rng.uniform(0, 15),)),
    ),
    "logBeta": (
        log_beta,
        [(1e10, 0.5), (1e15, 3.0), (1e300, 1e300), (1e-300, 1e-300), (1e-300, 1e300), (10.0, 10.0)]
        + [(1.0, 1 + sign * step) for sign in (1, -1) for step in TINY_STEPS]
        + draws(150, lambda: (log_uniform(1e-10, 1e15), log_uniform(1e-10, 1e15)))
        + draws(150, lambda: (log_uniform(0.01, 100), log_uniform(0.01, 100))),
    ),
    "regularizedGammaP": (
        gamma_lower,
        draws(300, gamma_arguments) + [(1e7, 1e7), (1e7, 9.99e6), (1e7, 1.0005e7), (0.5, 1e-300)],
    ),
    "regularizedGammaQ": (
        gamma_upper,
        draws(300, gamma_arguments)
        + [(1e7, 1e7), (1e7, 9.99e6), (1e7, 1.0005e7), (1e-10, 0.5), (1e-10, 1.0), (0.5, 700.0)],
    ),
    "inverseRegularizedGammaP": (
        inverse_gamma,
        draws(150, lambda: (probability(), log_uniform(0.02, 1e4))),
    ),
    "regularizedBeta": (
        beta_lower,
        draws(350, beta_arguments)
        + [(0.5, 1e6, 1e6), (0.4999, 1e6, 1e6), (1e-6, 3.0, 1e6), (0.9, 1.0, 1e-10), (0.9, 1e-10, 1.0)],
    ),
    "inverseRegularizedBeta": (
        inverse_beta,
        draws(100, lambda: (probability(), log_uniform(0.05, 1e4), log_uniform(0.05, 1e4)))
        + draws(60, lambda: (rng.choice([0.025, 0.975, 0.005, 0.995]), rng.randrange(0, 300) + 0.5, rng.randrange(0, 300) + 0.5))
        + draws(60, lambda: (rng.choice([0.025, 0.975, 0.005, 0.995]), float(rng.randrange(1, 300)), float(rng.randrange(1, 300)))),
    ),
    "normalCdf": (
        normal_cdf,
        [(z,) for z in around(2) + around(-2) if z] + [(-2.0,), (-37.5,), (37.5,), (-1e-300,), (8.2,)]
        + draws(120, lambda: (rng.uniform(-37.5, 8.2),))
        + draws(120, lambda: (rng.gauss(0, 2),)),
    ),
    "normalQuantile": (
        normal_quantile,
        [(p,) for p in around(0.075) + around(0.925) + [1e-300, 2.0**-1022, 0.5 + 1e-15, 0.5 - 1e-15]]
        + draws(100, lambda: (log_uniform(1e-300, 0.5),))
        + draws(100, lambda: (rng.random(),))
        + draws(30, lambda: (1 - log_uniform(1e-16, 0.5),)),
    ),
    "gauss2F1": (
        gauss_2f1,
        BG_NBD_CORNERS
        + draws(400, bg_nbd_arguments)
        + draws(150, bg_nbd_usual_arguments)
        + draws(100, bg_nbd_classic_arguments)
        + draws(100, pareto_nbd_arguments)
        + draws(100, large_arguments)
        + draws(60, negative_arguments),
    ),
}


def value(function, arguments):
    """The value to 25 digits, or None where it leaves the doubles or does not settle."""
    results = []
    for digits in (60, 120):
        mp.dps = digits
        try:
            results.append(mpmath.re(function(*(mpf(argument) for argument in arguments))))
        except (ValueError, mpmath.libmp.NoConvergence, ZeroDivisionError) as error:
            print("skipped", function.__name__, arguments, error, file=sys.stderr)
            return None
    low, high = results
    if not 1e-290 < abs(high) < 1.7e308:
        return None
    if abs(low - high) > abs(high) * mpf(10) ** -30:
        print("unsettled", function.__name__, arguments, file=sys.stderr)
        return None
    return mpmath.nstr(high, 25, min_fixed=0, max_fixed=0)


def main():
    names = sys.argv[2:] or FUNCTIONS
    values = {}
    for name in names:
        function, arguments = FUNCTIONS[name]
        rows = ([*row, value(function, row)] for row in arguments)
        values[name] = [row for row in rows if row[-1] is not None]
        print(name, len(values[name]), "of", len(arguments), file=sys.stderr)
    header = {
        "source": "scripts/golden/special_functions.py",
        "mpmath": mpmath.__version__,
        "digits": 25,
        "values": "arguments, then the value, a row",
    }
    lines = [f'"{key}": {json.dumps(text)},' for key, text in header.items()]
    for name, rows in values.items():
        lines.append(f'"{name}": [\n' + ",\n".join(json.dumps(row) for row in rows) + "\n],")
    print("{\n" + "\n".join(lines)[:-1] + "\n}")


main()
