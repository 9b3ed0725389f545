"""Reference values of the numeric kernel, from their definitions in long arithmetic.

    python3 scripts/golden/numeric.py > test/golden/numeric.json

Needs mpmath (1.3) alone. The random streams are whole-number arithmetic, written again here.
"""

import json
import random
import struct

import mpmath as mp

mp.mp.dps = 60


# Matrices


def spectrum(name, rows):
    """Eigenvalues of a symmetric matrix of float64 entries, ascending."""
    # The graded matrix spends 40 digits on its range alone.
    with mp.workdps(120):
        values = mp.eigsy(mp.matrix(rows), eigvals_only=True)
        return {
            "name": name,
            "n": len(rows),
            "matrix": [entry for row in rows for entry in row],
            "eigenvalues": sorted(float(value) for value in values),
        }


def random_symmetric(n, seed):
    source = random.Random(seed)
    rows = [[0.0] * n for _ in range(n)]
    for i in range(n):
        for j in range(i + 1):
            rows[i][j] = rows[j][i] = source.uniform(-1, 1)
    return rows


def hilbert(n):
    return [[1.0 / (i + j + 1) for j in range(n)] for i in range(n)]


def nearly_singular(n, gap):
    """Ones everywhere, a little more on the diagonal."""
    return [[1.0 + (gap if i == j else 0.0) for j in range(n)] for i in range(n)]


def graded():
    scale = [1e10, 1.0, 1e-10]
    base = [[2.0, 0.5, 0.25], [0.5, 3.0, -0.5], [0.25, -0.5, 1.0]]
    return [[base[i][j] * scale[i] * scale[j] for j in range(3)] for i in range(3)]


def spectra():
    return [
        spectrum("random 2", random_symmetric(2, 1)),
        spectrum("random 4", random_symmetric(4, 2)),
        spectrum("random 9", random_symmetric(9, 3)),
        spectrum("Hilbert 4", hilbert(4)),
        spectrum("Hilbert 10", hilbert(10)),
        spectrum("nearly singular", nearly_singular(5, 2.0**-40)),
        spectrum("graded", graded()),
    ]


# Quadrature


def gauss_legendre(n):
    """Nodes and weights on [-1, 1], by Newton's method on the Legendre polynomial."""

    def value_and_slope(x):
        before, value = mp.mpf(1), x
        for k in range(2, n + 1):
            before, value = value, ((2 * k - 1) * x * value - (k - 1) * before) / k
        return value, n * (x * value - before) / (x * x - 1)

    nodes = []
    for k in range(n):
        x = -mp.cos(mp.pi * (4 * k + 3) / (4 * n + 2))
        for _ in range(12):
            value, slope = value_and_slope(x)
            x -= value / slope
        nodes.append(x)
    weights = [2 / ((1 - x * x) * value_and_slope(x)[1] ** 2) for x in nodes]
    return {"nodes": [float(x) for x in nodes], "weights": [float(w) for w in weights]}


# Random streams: xoshiro128** (Blackman and Vigna) seeded by the finalizer of MurmurHash3.

MASK = 0xFFFFFFFF


def rotate_left(word, bits):
    return ((word << bits) | (word >> (32 - bits))) & MASK


class Xoshiro128:
    def __init__(self, state):
        self.state = list(state)

    def uint32(self):
        s = self.state
        result = (rotate_left((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 9) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate_left(s[3], 11)
        return result

    def next(self):
        high = self.uint32() >> 5
        return ((high << 26) | (self.uint32() >> 6)) / 2.0**53

    def split(self):
        return Xoshiro128(hash_words([3] + [self.uint32() for _ in range(4)]))


def mix(word):
    word = ((word ^ (word >> 16)) * 0x85EBCA6B) & MASK
    word = ((word ^ (word >> 13)) * 0xC2B2AE35) & MASK
    return word ^ (word >> 16)


def hash_words(words):
    lanes = [0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A]
    for word in words:
        lanes = [mix(((lane + 0x9E3779B9) & MASK) ^ word) for lane in lanes]
    return lanes


def seeded(seed):
    if isinstance(seed, str):
        units = struct.unpack("<%dH" % (len(seed.encode("utf-16-le")) // 2), seed.encode("utf-16-le"))
        return Xoshiro128(hash_words([2, len(units), *units]))
    return Xoshiro128(hash_words([1, *struct.unpack(">II", struct.pack(">d", seed))]))


def streams():
    reference = Xoshiro128([1, 2, 3, 4])
    cases = []
    for seed in [0, 1, 2, -1, 42, 0.5, 1e300, "", "1", "clientele", "Zoë 😀"]:
        words = seeded(seed)
        numbers = seeded(seed)
        parent = seeded(seed)
        child = parent.split()
        cases.append(
            {
                "seed": seed,
                "uint32": [words.uint32() for _ in range(6)],
                "next": [numbers.next() for _ in range(4)],
                "split": [child.uint32() for _ in range(4)],
                "afterSplit": [parent.uint32() for _ in range(2)],
            }
        )
    return {"state1234": [reference.uint32() for _ in range(10)], "seeds": cases}


# Distributions


def beta_cdf(x, a, b, y=None):
    """I_x(a, b), y = 1 - x, by a series of positive terms on the side of the smaller argument."""
    x, a, b = mp.mpf(x), mp.mpf(a), mp.mpf(b)
    y = 1 - x if y is None else y
    if x > 0.5:
        return 1 - beta_cdf(y, b, a, x)
    if x == 0:
        return mp.mpf(0)
    term = total = mp.mpf(1)
    k = 0
    while term > total * mp.eps:
        term *= (a + b + k) / (a + 1 + k) * x
        total += term
        k += 1
    log_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.exp(a * mp.log(x) + b * mp.log(y) - log_beta) / a * total


def t_tail(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    both = df + t * t
    tail = beta_cdf(df / both, df / 2, mp.mpf(1) / 2, t * t / both) / 2
    return tail if t >= 0 else 1 - tail


def chi_square_tail(x, df):
    return mp.gammainc(mp.mpf(df) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)


def gamma_cdf(x, shape):
    return mp.gammainc(mp.mpf(shape), 0, x, regularized=True)


def solve(rising, low, high):
    """The root of a rising function: by bisection to a thousandth, then by regula falsi."""
    low, high = mp.mpf(low), mp.mpf(high)
    while high - low > mp.mpf("1e-3") * max(abs(low), abs(high)):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return mp.findroot(rising, (low, high), solver="anderson", tol=1e-60, maxsteps=99)


def t_quantile(p, df):
    return solve(lambda t: t_tail(-t, df) - mp.mpf(p), -16 if df > 2 else -1000, 17)


def gamma_quantile(p, shape):
    return mp.exp(solve(lambda u: gamma_cdf(mp.exp(u), shape) - mp.mpf(p), -700, mp.log(shape + 1000)))


def beta_quantile(p, a, b):
    # From the end that the distribution leans to, and not far beyond it: the series is slow there.
    if a > b:
        return 1 - beta_quantile(1 - mp.mpf(p), b, a)
    high = mp.mpf(a) / (a + b)
    while beta_cdf(high, a, b) < p:
        high = (high + min(1, 4 * high)) / 2
    return solve(lambda x: beta_cdf(x, a, b) - mp.mpf(p), 0, high)


def log_poisson(k, mean):
    return k * mp.log(mp.mpf(mean)) - mp.mpf(mean) - mp.loggamma(mp.mpf(k) + 1)


def log_binomial(k, n, p):
    k, n, p = mp.mpf(k), mp.mpf(n), mp.mpf(p)
    choose = mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1)
    return choose + k * mp.log(p) + (n - k) * mp.log1p(-p)


def log_negative_binomial(k, r, p):
    k, r, p = mp.mpf(k), mp.mpf(r), mp.mpf(p)
    return mp.loggamma(r + k) - mp.loggamma(r) - mp.loggamma(k + 1) + r * mp.log(p) + k * mp.log1p(-p)


def table(function, arguments):
    return [[*list(row), float(function(*row))] for row in arguments]


def distributions():
    # At 0.2 degrees of freedom the quantiles are beyond the bracket.
    dfs = [0.2, 1, 2, 2.5, 5, 29, 300, 999, 1000, 1e4, 1e7]
    return {
        "studentTTail": table(t_tail, [(t, df) for df in dfs for t in (-2, 0.01, 0.7, 1, 1.96, 5)]),
        "studentTQuantile": table(
            t_quantile, [(p, df) for df in dfs[1:] for p in (1e-3, 0.025, 0.21, 0.4999, 0.75, 0.975)]
        ),
        "chiSquareTail": table(
            chi_square_tail,
            [(x, df) for df in (1, 2, 3, 10, 150) for x in (0.001, 0.5, 3.841458820694124, 40, 300)],
        ),
        "gammaQuantile": table(
            gamma_quantile,
            [(p, s) for s in (0.05, 0.5, 1, 2.5, 40, 1e4) for p in (1e-8, 0.025, 0.5, 0.975, 0.999999)],
        ),
        "betaQuantile": table(
            beta_quantile,
            [(p, a, b) for a, b in ((0.5, 0.5), (0.2, 3), (80.5, 20.5), (800, 4)) for p in (0.001, 0.5, 0.975)],
        ),
        "poissonLogPmf": table(
            log_poisson,
            [(k, m) for m in (0.001, 2.5, 40, 1e6) for k in (0, 1, 3, 14, 17, 60)]
            + [(1e6, 1e6), (1001000, 1e6), (1e15, 1e15), (2.5, 3.5)],
        ),
        "binomialLogPmf": table(
            log_binomial,
            [(k, 20, p) for p in (1e-9, 0.3, 0.999) for k in (0, 1, 7, 19, 20)]
            + [(5e5, 1e6, 0.5), (5e14, 1e15, 0.5), (3, 1e15, 1e-15), (2.25, 7.5, 0.4), (0.25, 0.5, 0.5)],
        ),
        "negativeBinomialLogPmf": table(
            log_negative_binomial,
            [(k, r, p) for r in (0.01, 0.5, 3, 200) for p in (0.01, 0.5, 0.99) for k in (0, 1, 8, 500)],
        ),
    }


# Intervals of a proportion


def critical(level):
    return mp.sqrt(2) * mp.erfinv(mp.mpf(level))


def clamp(lower, upper):
    return [float(max(lower, 0)), float(min(upper, 1))]


def wilson(x, n, level):
    z, x, n = critical(level), mp.mpf(x), mp.mpf(n)
    half = z * mp.sqrt(x * (n - x) / n + z * z / 4)
    return clamp((x + z * z / 2 - half) / (n + z * z), (x + z * z / 2 + half) / (n + z * z))


def around(center, n, z):
    half = z * mp.sqrt(center * (1 - center) / n)
    return clamp(center - half, center + half)


def agresti_coull(x, n, level):
    z = critical(level)
    return around((mp.mpf(x) + z * z / 2) / (mp.mpf(n) + z * z), mp.mpf(n) + z * z, z)


def wald(x, n, level):
    return around(mp.mpf(x) / mp.mpf(n), mp.mpf(n), critical(level))


def clopper_pearson(x, n, level):
    tail = (1 - mp.mpf(level)) / 2
    lower = 0 if x == 0 else beta_quantile(tail, x, mp.mpf(n) - x + 1)
    upper = 1 if x == n else beta_quantile(1 - tail, mp.mpf(x) + 1, mp.mpf(n) - x)
    return clamp(lower, upper)


def jeffreys(x, n, level):
    tail = (1 - mp.mpf(level)) / 2
    a, b = mp.mpf(x) + 0.5, mp.mpf(n) - x + 0.5
    return clamp(
        0 if x == 0 else beta_quantile(tail, a, b), 1 if x == n else beta_quantile(1 - tail, a, b)
    )


def intervals():
    methods = {
        "wilson": wilson,
        "agresti_coull": agresti_coull,
        "clopper_pearson": clopper_pearson,
        "jeffreys": jeffreys,
        "wald": wald,
    }
    cases = [
        (80, 100, 0.95),
        (0, 10, 0.95),
        (10, 10, 0.9),
        (1, 1, 0.99),
        (3.75, 8.5, 0.8),
        (2, 1_000_000, 0.95),
        (999_999, 1_000_000, 0.999),
    ]
    return [
        {"method": name, "successes": x, "n": n, "level": level, "ends": method(x, n, level)}
        for name, method in methods.items()
        for x, n, level in cases
    ]


def main():
    golden = {
        "spectra": spectra(),
        "quadrature": {"16": gauss_legendre(16), "24": gauss_legendre(24)},
        "streams": streams(),
        "distributions": distributions(),
        "intervals": intervals(),
    }
    print(json.dumps(golden, indent=1))


if __name__ == "__main__":
    main()
