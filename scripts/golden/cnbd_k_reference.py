"""Reference values for BG/CNBD-k and MBG/CNBD-k, in 50-digit arithmetic, from the definition of the models.

Writes test/golden/clv/cnbd-k.json. Probabilities and expectations are negative binomial sums; for long horizons these
come from a route of their own: given the drop-out probability p, E[(1-p)^purchases] is a sum over the k-th
roots of unity of complex powers, and the rest one integral over p. Takes some ten minutes; with --check a
few more, in which both routes are compared, for discounted purchases too.
"""

import json
import sys
from pathlib import Path

import mpmath as mp
import numpy as np

mp.mp.dps = 50
OUT = Path(__file__).resolve().parents[2] / "test" / "golden" / "clv" / "cnbd-k.json"


def log_likelihood(kind, k, r, alpha, a, b, x, tx, age):
    """ln of the density of (x, t_x) by t_x, over the t_x^(x-1)/Gamma(x) that BG/NBD leaves out."""
    m = 1 if kind == "mbg-cnbd-k" else 0
    s = r + k * x
    alive = sum(
        mp.gamma(s + j) / mp.gamma(r) * alpha**r * (age - tx) ** j / (mp.factorial(j) * (alpha + age) ** (s + j))
        for j in range(k)
    )
    total = mp.beta(a, b + x + m) / mp.beta(a, b) * alive
    gone = 0
    if x + m > 0:
        gone = mp.beta(a + 1, b + x + m - 1) / mp.beta(a, b) * mp.gamma(s) / mp.gamma(r) * alpha**r / (alpha + tx) ** s
    result = mp.log(total + gone)
    if x > 0:
        result += (k * x - 1) * mp.log(tx) - mp.loggamma(k * x) - ((x - 1) * mp.log(tx) - mp.loggamma(x))
    return result, total / (total + gone)


def check_likelihood():
    """The same by integrating over the rate and the drop-out probability."""
    for kind, k, r, alpha, a, b, x, tx, age in [
        ("bg-cnbd-k", 3, 0.7, 5.0, 0.9, 2.5, 4, 20.0, 30.0),
        ("mbg-cnbd-k", 2, 1.7, 3.0, 1.9, 2.5, 0, 0.0, 30.0),
        ("mbg-cnbd-k", 5, 1.7, 3.0, 0.9, 0.5, 2, 11.0, 12.0),
    ]:
        m = 1 if kind == "mbg-cnbd-k" else 0
        stay = mp.quad(lambda p: p ** (a - 1) * (1 - p) ** (b + x + m - 1), [0, 0.5, 1]) / mp.beta(a, b)
        leave = 0
        if x + m > 0:
            leave = mp.quad(lambda p: p**a * (1 - p) ** (b + x + m - 2), [0, 0.5, 1]) / mp.beta(a, b)

        def given_rate(l):
            prior = alpha**r * l ** (r - 1) * mp.exp(-alpha * l) / mp.gamma(r)
            idle = sum(mp.exp(-l * (age - tx)) * (l * (age - tx)) ** j / mp.factorial(j) for j in range(k))
            seen = 1
            if x > 0:
                seen = l ** (k * x) * mp.mpf(tx) ** (k * x - 1) * mp.exp(-l * tx) / mp.gamma(k * x)
                seen /= mp.mpf(tx) ** (x - 1) / mp.gamma(x)
            return prior * seen * (stay * idle + leave)

        with mp.workdps(20):
            integral = mp.log(mp.quad(given_rate, [0, 0.1, 0.5, 1, 2, 4, 8, 20]))
            closed = log_likelihood(kind, k, r, alpha, a, b, x, tx, age)[0]
            assert abs(integral - closed) < 1e-9, (integral, closed)


def check_roots():
    """Sums over counts of events and over roots of unity agree, as do the two ways to discount."""
    for kind, k, x, tx, t in [("bg-cnbd-k", 2, 7, 22.5, 52), ("mbg-cnbd-k", 5, 2, 20, 9)]:
        living = Living(kind, k, 0.8, 3.5, 0.7, 2.4, x, tx, 38)
        survival, purchases = living.expected(t)
        assert abs(survival / living.survival_by_roots(t) - 1) < 1e-20
        assert abs(purchases / living.purchases_by_roots(t) - 1) < 1e-20
    for horizon in (None, 26):
        with mp.workdps(30):
            living = Living("bg-cnbd-k", 2, 0.8, 3.5, 0.7, 2.4, 1, 10, 30)
            one, other = living.discounted(0.02, horizon), living.discounted_by_roots(0.02, horizon)
            assert abs(one / other - 1) < 1e-15, (one, other)


class Living:
    """A customer who is alive: stage weights, and what she does given p."""

    def __init__(self, kind, k, r, alpha, a, b, x, tx, age):
        self.k, self.s = k, mp.mpf(r) + k * x
        self.clock, self.a = mp.mpf(alpha) + mp.mpf(age), mp.mpf(a)
        self.b = mp.mpf(b) + x + (1 if kind == "mbg-cnbd-k" else 0)
        u = (mp.mpf(age) - mp.mpf(tx)) / self.clock
        w = [mp.rf(self.s, j) / mp.factorial(j) * u**j for j in range(k)]
        self.w = [v / mp.fsum(w) for v in w]
        self.u, self.idle = u, mp.mpf(age) - mp.mpf(tx)

    def over_p(self, f):
        """E over p ~ Beta(a, b), free of the singularities at both ends."""
        a, b = self.a, self.b
        points = sorted({mp.mpf(0), mp.mpf(1) / 2} | {mp.mpf(1) / 2 * mp.mpf(10) ** -e for e in (1, 2, 3)})
        low = mp.quad(lambda w: f(w ** (1 / a)) * (1 - w ** (1 / a)) ** (b - 1) / a, [p**a for p in points])
        high = mp.quad(lambda w: f(1 - w ** (1 / b)) * (1 - w ** (1 / b)) ** (a - 1) / b, [p**b for p in points])
        return (low + high) / mp.beta(a, b)

    def roots(self, q):
        """c_l and v_l of q^floor(m/k) = sum_l c_l v_l^m."""
        k = self.k
        z = q ** (mp.mpf(1) / k)
        for l in range(k):
            turn = mp.expjpi(mp.mpf(2 * l) / k)
            c = mp.fsum(z ** (-rho) * turn ** (-rho) for rho in range(k)) / k
            yield c, z * turn

    def over_p_of_roots(self, power, share):
        """E over p of share(1 - sum c v^j power(1 - v, s + j)): all that happens given p."""

        def given(p):
            p = max(p, mp.mpf(10) ** -25)
            with mp.workdps(80):
                value = mp.mpf(0)
                for c, v in self.roots(1 - p):
                    value += mp.re(c * mp.fsum(w * v**j * power(1 - v, self.s + j) for j, w in enumerate(self.w)))
                return share(value, p)

        return self.over_p(given)

    def expected(self, t):
        """P(alive) and purchases at t from sums over the counts of events; by roots where those are too many."""
        if t > 1000:
            return self.survival_by_roots(t), self.purchases_by_roots(t)
        k, s, a, b = self.k, self.s, self.a, self.b
        q = mp.mpf(t) / (self.clock + t)
        terms = [w * (1 - q) ** (s + j) for j, w in enumerate(self.w)]
        stay, made, survival, purchases, n = mp.mpf(1), mp.mpf(0), mp.mpf(0), mp.mpf(0), 0
        while True:
            block = mp.mpf(0)
            for m in range(n * k, (n + 1) * k):
                for j in range(min(k, m + 1)):
                    block += terms[j]
                    terms[j] *= (s + m) / (m - j + 1) * q
            survival += block * stay
            purchases += block * made
            if n * k > s * t / self.clock and block * (made + 1) < (purchases + (n == 0)) * mp.mpf(10) ** -32 * (1 - q):
                return survival, purchases
            made += stay
            stay *= (b + n) / (a + b + n)
            n += 1

    def survival_by_roots(self, t):
        t = mp.mpf(t)
        return self.over_p_of_roots(lambda c, s: (1 + t / self.clock * c) ** -s, lambda v, p: v)

    def purchases_by_roots(self, t):
        t = mp.mpf(t)
        return self.over_p_of_roots(lambda c, s: (1 + t / self.clock * c) ** -s, lambda v, p: (1 - v) / p)

    def discounted(self, delta, horizon):
        """Purchase n counts z^(nk-j) P(Erlang(nk-j, rate + delta) <= horizon), z = rate/(rate + delta), over rates."""
        k, s, a, b = self.k, self.s, self.a, self.b
        delta, clock = mp.mpf(delta), self.clock
        s0 = mp.fsum(mp.rf(s, j) / mp.factorial(j) * self.u**j for j in range(k))

        def given(rate):
            z = rate / (rate + delta)
            if horizon is None:
                tail = mp.hyp2f1(1, b, a + b, z**k)
                counts = [z ** (k - j) * tail for j in range(k)]
            else:
                y = (rate + delta) * horizon
                most = int(y + 18 * mp.sqrt(y) + 60)
                pmf = [mp.exp(-y)]
                for m in range(most):
                    pmf.append(pmf[-1] * y / (m + 1))
                for m in range(most, 0, -1):
                    pmf[m - 1] += pmf[m]
                counts = []
                for j in range(k):
                    total, stay, n = mp.mpf(0), mp.mpf(1), 1
                    while n * k - j <= most:
                        total += stay * z ** (n * k - j) * pmf[n * k - j]
                        stay *= (b + n - 1) / (a + b + n - 1)
                        n += 1
                    counts.append(total)
            return mp.fsum(c * (rate * self.idle) ** j / mp.factorial(j) for j, c in enumerate(counts))

        def at(v):
            x = mp.exp(v)
            return mp.exp(s * v - x - mp.loggamma(s)) * given(x / clock)

        step = min(mp.mpf("0.1"), 1 / (3 * mp.sqrt(s)))
        total = mp.mpf(0)
        for direction in (1, -1):
            v = mp.log(s + 1) + (0 if direction == 1 else -step)
            while True:
                term = at(v)
                total += term
                if term < total * mp.mpf(10) ** -28:
                    break
                v += direction * step
        return total * step / s0

    def discounted_by_roots(self, delta, horizon):
        """The same as e^(-dH) E(H) + d int e^(-dt) E(t) dt, given p in exponential integrals."""
        delta = mp.mpf(delta)
        finite = horizon is not None

        def power(c, s):
            c = c / self.clock
            value = delta / c * mp.exp(delta / c) * mp.expint(s, delta / c)
            if finite:
                end = 1 + c * horizon
                value -= delta / c * mp.exp(delta / c) * end ** (1 - s) * mp.expint(s, delta * end / c)
                value += mp.exp(-delta * horizon) * end**-s
            return value

        return self.over_p_of_roots(power, lambda v, p: (1 - v) / p)

    def probabilities(self, t, numbers):
        k, s, a, b = self.k, self.s, self.a, self.b
        with mp.workdps(400):
            p = self.clock / (self.clock + mp.mpf(t))
            # The weights anew: far out a chance is what their sum differs from one by.
            weights = [mp.rf(s, j) / mp.factorial(j) * (self.idle / self.clock) ** j for j in range(k)]
            whole = mp.fsum(weights)
            most = (max(numbers) + 1) * k
            pmf = [mp.mpf(0)] * most
            for j, w in enumerate(weights):
                term = w / whole * p ** (s + j)
                for n in range(most - j):
                    pmf[n + j] += term
                    term *= (s + j + n) / (n + 1) * (1 - p)
            out = []
            for n in numbers:
                below = mp.fsum(pmf[: n * k])
                exactly = mp.fsum(pmf[n * k : (n + 1) * k])
                value = mp.beta(a, b + n) / mp.beta(a, b) * exactly
                if n > 0:
                    value += mp.beta(a + 1, b + n - 1) / mp.beta(a, b) * (1 - below)
                out.append(value)
            return out


def text(value):
    return None if value is None else mp.nstr(value, 25, min_fixed=0, max_fixed=0)


CASES = [
    # kind, k, r, alpha, a, b, x, tx, age, horizons
    ("bg-cnbd-k", 2, 0.8, 3.5, 0.7, 2.4, 0, 0, 0, [1, 52]),
    ("bg-cnbd-k", 2, 0.8, 3.5, 0.7, 2.4, 0, 0, 30, [0.001, 39]),
    ("bg-cnbd-k", 2, 0.8, 3.5, 0.7, 2.4, 7, 22.5, 38, [4, 52, 5000]),
    ("mbg-cnbd-k", 2, 0.8, 3.5, 0.7, 2.4, 0, 0, 0, [1, 52]),
    ("mbg-cnbd-k", 2, 0.8, 3.5, 1, 2.4, 0, 0, 30, [39]),
    ("mbg-cnbd-k", 3, 1.4, 2.5, 0.4, 0.5, 3, 20, 38, [0.5, 39]),
    ("bg-cnbd-k", 3, 0.25, 1.5, 0.01, 0.3, 1, 8, 30, [39, 5000]),
    ("bg-cnbd-k", 3, 1.4, 2.5, 1, 3, 12, 36, 38, [10, 400]),
    ("mbg-cnbd-k", 5, 2.2, 2.0, 1.6, 6.5, 5, 30, 40, [3, 60]),
    ("bg-cnbd-k", 5, 0.3, 0.05, 0.8, 3, 0, 0, 0, [39, 5000]),
    ("mbg-cnbd-k", 5, 3.0, 1.0, 30, 90, 20, 19, 20, [1e-6, 20]),
    ("bg-cnbd-k", 3, 1.4, 2.5, 0.9, 40, 200, 99, 100, [52, 5000]),
    ("bg-cnbd-k", 12, 1.4, 1.0, 0.5, 4, 2000, 99.95, 100, [10]),
    ("mbg-cnbd-k", 12, 0.6, 0.2, 0.7, 2, 3, 20, 25, [5, 52]),
]


def predictions():
    records = []
    for kind, k, r, alpha, a, b, x, tx, age, horizons in CASES:
        values = [mp.mpf(v) for v in (r, alpha, a, b)]
        logl, alive = log_likelihood(kind, k, *values, x, mp.mpf(tx), mp.mpf(age))
        living = Living(kind, k, r, alpha, a, b, x, tx, age)
        record = {
            "kind": kind,
            "params": {"k": k, "r": r, "alpha": alpha, "a": a, "b": b},
            "frequency": x,
            "recency": tx,
            "age": age,
            "logLikelihood": text(logl),
            "alive": text(alive),
            "ahead": [],
            "discounted": [],
        }
        for t in horizons:
            numbers = [0, 1, 2, 3, 5, 10, 30]
            survival, purchases = living.expected(t)
            record["ahead"].append(
                {
                    "horizon": t,
                    "survival": text(survival),
                    "purchases": text(purchases),
                    "numbers": numbers,
                    "probabilities": [text(v) for v in living.probabilities(t, numbers)],
                }
            )
            print(kind, k, x, t, record["ahead"][-1]["purchases"], flush=True)
        if x < 100:
            for delta, horizon in [(0.003, None), (0.003, 26), (1e-5, None), (2, None)]:
                with mp.workdps(35):
                    value = living.discounted(delta, horizon)
                record["discounted"].append({"delta": delta, "horizon": horizon, "value": text(value)})
                print("  discounted", delta, horizon, text(value), flush=True)
        records.append(record)
    return records


def simulate(kind, k, r, alpha, a, b, customers, seed):
    rng = np.random.default_rng(seed)
    rows = {}
    for _ in range(customers):
        age = int(rng.integers(27 * 7, 39 * 7)) / 7
        rate, p = rng.gamma(r) / alpha, rng.beta(a, b)
        x, tx, time = 0, 0.0, 0.0
        alive = not (kind == "mbg-cnbd-k" and rng.random() < p)
        while alive:
            time += rng.gamma(k) / rate
            day = round(time * 7) / 7
            if time > age:
                break
            if day > tx and day <= age:
                x, tx = x + 1, day
            alive = rng.random() >= p
        key = (x, round(tx * 7), round(age * 7))
        rows[key] = rows.get(key, 0) + 1
    return sorted(rows.items())


def fit(kind, k, truth, customers, seed):
    """Newton's method in log-parameters on differences in 50 digits; dates in days, parameters in weeks."""
    rows = simulate(kind, k, *truth, customers, seed)

    def total(logs):
        r, alpha, a, b = [mp.exp(v) for v in logs]
        m = 1 if kind == "mbg-cnbd-k" else 0
        counts = {}
        for (x, *_), _ in rows:
            if x not in counts:
                s = r + k * x
                stages = [mp.rf(s, j) / mp.factorial(j) for j in range(k)]
                log = mp.loggamma(s) - mp.loggamma(r) + r * mp.log(alpha)
                stay = mp.beta(a, b + x + m) / mp.beta(a, b)
                leave = mp.beta(a + 1, b + x + m - 1) / mp.beta(a, b) if x + m > 0 else mp.mpf(0)
                counts[x] = (s, stages, log, stay, leave)
        out = mp.mpf(0)
        for (x, tx, age), weight in rows:
            s, stages, log, stay, leave = counts[x]
            tx, age = mp.mpf(tx) / 7, mp.mpf(age) / 7
            u = (age - tx) / (alpha + age)
            alive = mp.polyval(stages[::-1], u) / (alpha + age) ** s
            value = log + mp.log(stay * alive + leave / (alpha + tx) ** s)
            if x > 0:
                value += (k - 1) * x * mp.log(tx) - mp.loggamma(k * x) + mp.loggamma(x)
            out += weight * value
        return out

    point = mp.matrix([mp.log(v) for v in truth])
    h = mp.mpf(10) ** -10
    unit = [mp.matrix([h if i == j else 0 for i in range(4)]) for j in range(4)]
    with mp.workdps(40):
        for _ in range(30):
            here = total(point)
            up = [total(point + e) for e in unit]
            down = [total(point - e) for e in unit]
            gradient = mp.matrix([(u - d) / (2 * h) for u, d in zip(up, down)])
            hessian = mp.matrix(4)
            for i in range(4):
                hessian[i, i] = (up[i] - 2 * here + down[i]) / h**2
                for j in range(i):
                    cross = total(point + unit[i] + unit[j]) - up[i] - up[j] + here
                    back = total(point - unit[i] - unit[j]) - down[i] - down[j] + here
                    hessian[i, j] = hessian[j, i] = (cross + back) / (2 * h**2)
            step = mp.lu_solve(hessian, -gradient)
            size = max(abs(v) for v in step)
            point += step * min(1, 1 / size)
            print("  ", mp.nstr(here, 15), mp.nstr(size, 3), flush=True)
            if size < 1e-17:
                break
        covariance = (-hessian) ** -1
    names = ["r", "alpha", "a", "b"]
    return {
        "kind": kind,
        "k": k,
        "truth": dict(zip(names, truth)),
        "customers": customers,
        "seed": seed,
        "patterns": {
            "frequency": [x for (x, _, _), _ in rows],
            "recency": [t for (_, t, _), _ in rows],
            "age": [t for (_, _, t), _ in rows],
            "weight": [w for _, w in rows],
        },
        "params": {n: text(mp.exp(v)) for n, v in zip(names, point)},
        "standardErrors": {n: text(mp.exp(point[i]) * mp.sqrt(covariance[i, i])) for i, n in enumerate(names)},
        "logLikelihood": text(total(point)),
    }


if __name__ == "__main__":
    check_likelihood()
    if "--check" in sys.argv:
        check_roots()
    fits = [
        fit("bg-cnbd-k", 3, (1.2, 2.0, 0.7, 2.2), 800, 7),
        fit("mbg-cnbd-k", 2, (0.9, 2.5, 0.8, 2.0), 800, 8),
    ]
    body = {"predictions": predictions(), "fits": fits}
    # Numbers as strings of 25 digits: written bare, so that JSON.parse rounds each once.
    dump = json.dumps(body, indent=None, separators=(",", ":"))
    import re

    dump = re.sub(r'"(-?\d[\d.]*e?[-+]?\d*)"(?!:)', r"\1", dump)
    json.loads(dump)
    OUT.write_text(dump + "\n")
    print(len(dump), "bytes", file=sys.stderr)
