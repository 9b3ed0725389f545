"""Predictions of the customer-lifetime-value models in arbitrary precision, most of them computed twice.

Given the history (x, tx, T) of a customer who is alive at T, the purchase rate is Gamma(r + x, alpha + T) and
    BG/NBD       the drop-out probability is Beta(a, b + x)
    MBG/NBD      the drop-out probability is Beta(a, b + x + 1)
    Pareto/NBD   the drop-out rate is Gamma(s, beta + T)

Sources: Fader, Hardie, Lee (2005) for BG/NBD; Batislam et al. (2007) for MBG/NBD; Schmittlein et al. (1987) for
Pareto/NBD; Fader, Hardie, Shang (2010) for BG/BB; Fader & Hardie (2013) for Gamma-Gamma.
"""

from mpmath import mp, mpf

mp.dps = 42
GL = "gauss-legendre"


def agree(one, other, digits, what):
    scale = max(abs(one), abs(other))
    if scale > 0 and abs(one - other) > scale * mpf(10) ** -digits:
        raise AssertionError(f"{what}: {mp.nstr(one, 35)} against {mp.nstr(other, 35)}")
    return one


# ---------------------------------------------------------------- quadrature


def panels(low, high, centers, first=1):
    """Break points from low to high, doubling in width away from each center, from `first` on."""
    points = {mpf(low), mpf(high)}
    for c in centers:
        points.add(mpf(c))
        width = mpf(first)
        while width < high - low:
            points |= {c - width, c + width}
            width *= 2
    return sorted(p for p in points if low <= p <= high)


def integrate(f, points):
    # the rule stops by absolute error, so the integrand is brought to the order of 1 first
    sampled = (a + (b - a) * i / 8 for a, b in zip(points, points[1:]) for i in range(1, 8))
    size = max(abs(f(y)) for y in sampled)
    if size == 0:
        return mpf(0)
    value, error = mp.quad(lambda y: f(y) / size, points, method=GL, error=True, maxdegree=9)
    value, error = value * size, error * size
    if error > abs(value) * mpf("1e-30"):
        raise AssertionError(f"quadrature error {mp.nstr(error, 3)} of {mp.nstr(value, 10)}")
    return value


def beta_mean(f, a, B, centers=()):
    """E[f(p)] for p ~ Beta(a, B), in y = logit p, f bounded at 0."""
    log_beta = mp.loggamma(a) + mp.loggamma(B) - mp.loggamma(a + B)
    low, high = -90 / a - 30, 90 / B + 30

    def integrand(y):
        e = mp.exp(-abs(y))
        lp = -mp.log1p(e) + (0 if y > 0 else y)
        lq = lp - y
        weight = a * lp + B * lq - log_beta
        return mp.exp(weight) * f(mp.exp(lp)) if weight > -130 else mpf(0)

    mode = mp.log(a / B)
    while low < -200 and integrand(low / 2) < mpf("1e-50"):
        low /= 2
    return integrate(integrand, panels(low, high, [mode, mpf(0), *centers]))


def gamma_mean(f, shape, rate, centers=()):
    """E[f(l)] for l ~ Gamma(shape, rate), in y = log l."""
    const = shape * mp.log(rate) - mp.loggamma(shape)
    center = mp.log(shape / rate)
    low, high = center - 100 / shape - 30, center + mp.log(400 / shape + 40)

    def integrand(y):
        l = mp.exp(y)
        return mp.exp(const + shape * y - rate * l) * f(l)

    return integrate(integrand, panels(low, high, [center, *centers], min(1, 4 / mp.sqrt(shape))))


def over_time(f, scale, length, start=0):
    """Integral of f over (start, length) in log(scale + t)."""
    low, high = mp.log(scale + start), mp.log(scale + length)
    if start > 0:
        return integrate(lambda v: f(mp.exp(v) - scale) * mp.exp(v), [low, high])
    pieces = min(16, 1 + int(4 * (high - low)))
    points = [low + (high - low) * i / pieces for i in range(pieces + 1)]
    return integrate(lambda v: f(mp.exp(v) - scale) * mp.exp(v), points)


# ---------------------------------------------------------------- BG/NBD and MBG/NBD


class BetaGeometric:
    def __init__(self, kind, params, frequency, recency, age):
        self.modified = kind == "mbg-nbd"
        r, alpha, a, b = (mpf(params[k]) for k in ("r", "alpha", "a", "b"))
        x, tx, T = mpf(frequency), mpf(recency), mpf(age)
        self.a, self.A, self.R = a, alpha + T, r + x
        self.B = b + x + (1 if self.modified else 0)
        left = mpf(0)
        if x > 0 or self.modified:
            left = a / (self.B - 1) * ((alpha + T) / (alpha + tx)) ** (r + x)
        self.pa = 1 / (1 + left)
        self.pa = agree(self.pa, self.pa_by_mixing(r, alpha, a, b, frequency, tx, T), 35, "P(alive)")
        n = x + (1 if self.modified else 0)
        self.log_likelihood = (
            mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) - (r + x) * mp.log(alpha + T)
            + mp.loggamma(b + n) - mp.loggamma(a + b + n) - mp.loggamma(b) + mp.loggamma(a + b) - mp.log(self.pa))

    def pa_by_mixing(self, r, alpha, a, b, x, tx, T):
        """From the likelihood of the two fates, the products over purchases written out by beta functions."""
        n = x + (1 if self.modified else 0)
        alive = mp.beta(a, b + n) * (alpha + T) ** (-r - x)
        gone = mp.beta(a + 1, b + n - 1) * (alpha + tx) ** (-r - x) if n > 0 else mpf(0)
        return alive / (alive + gone)

    def centers(self, h):
        return [mp.log(self.A / (h * (1 + self.R)))] if h > 0 else []

    def purchases_given(self, p, h):
        """E over the rate of (1 - exp(-rate p h)) / p."""
        return -mp.expm1(-self.R * mp.log1p(p * h / self.A)) / p

    def expected(self, h):
        h = mpf(h)
        by_p = self.pa * beta_mean(lambda p: self.purchases_given(p, h), self.a, self.B, self.centers(h))
        by_time = self.pa * over_time(self.rate, self.A, h)
        agree(by_p, by_time, 28, f"expected by time, h = {h}")
        third = self.a + self.B - 1
        if self.a != 1 and abs(third - mp.nint(third)) > mpf("1e-6"):
            with mp.workdps(mp.dps + 40):
                # textbook: Fader, Hardie, Lee (2005) eq. 10
                closed = third / (self.a - 1) * self.pa * (1 - (self.A / (self.A + h)) ** self.R * mp.hyp2f1(
                    self.R, self.B, third, h / (self.A + h)))
            agree(by_p, closed, 28, f"expected in closed form, h = {h}")
        return by_p

    def rate(self, t):
        """Expected purchases a unit of time, t after now, of a customer alive now."""
        with mp.workdps(mp.dps + 10):
            return self.R / self.A * mp.hyp2f1(self.R + 1, self.a, self.a + self.B, -t / self.A)

    def alive_at(self, h):
        h = mpf(h)
        by_p = beta_mean(lambda p: (1 + p * h / self.A) ** -self.R, self.a, self.B, self.centers(h))
        closed = mp.hyp2f1(self.R, self.a, self.a + self.B, -h / self.A)
        return self.pa * agree(by_p, closed, 28, "alive later")

    def discounted(self, delta):
        """Purchases to infinity, discounted continuously by delta a unit of time."""
        delta = mpf(delta)
        if delta == 0:
            return self.pa * (self.a + self.B - 1) / (self.a - 1) if self.a > 1 else None

        def given(rate):
            # E over p of rate / (delta + rate p)
            return rate / delta * mp.hyp2f1(1, self.a, self.a + self.B, -rate / delta)

        by_rate = self.pa * gamma_mean(given, self.R, self.A)
        # beyond the end what is left is less than 1e-40
        end = 110 / delta
        low, high = mp.log(self.A), mp.log(self.A + end)
        points = sorted({*(low + (high - low) * i / 24 for i in range(25)), *(
            mp.log(self.A + c / delta) for c in (1, 2, 4, 8, 16, 32, 64))})
        by_time = self.pa * integrate(lambda v: mp.exp(-delta * (mp.exp(v) - self.A)) * self.rate(mp.exp(v) - self.A) * mp.exp(v),
                            points)
        return agree(by_rate, by_time, 24, "discounted residual")

    def value(self, months, discount):
        """Sum over k of (E(k m) - E((k-1) m)) / (1 + d)^(k/12), one integral over p."""
        m = mpf("30.4375") / 7
        factors = [(1 + mpf(discount)) ** (-mpf(k) / 12) for k in range(1, months + 1)]

        def total(p):
            sums, before = mpf(0), mpf(0)
            for k, factor in enumerate(factors, 1):
                now = self.purchases_given(p, k * m)
                sums += factor * (now - before)
                before = now
            return sums

        by_p = self.pa * beta_mean(total, self.a, self.B, self.centers(months * m))
        by_time = sum(f * over_time(self.rate, self.A, k * m, (k - 1) * m) for k, f in enumerate(factors, 1))
        return agree(by_p, self.pa * by_time, 28, "lifetime value")

    def counts(self, h, numbers):
        """P(exactly n purchases within h), Fader, Hardie, Lee (2005) eq. 8 with the parameters updated."""
        h = mpf(h)
        a, B, R, A = self.a, self.B, self.R, self.A
        out = {}
        with mp.workdps(140):
            q = h / (A + h)
            below = mpf(0)
            for n in range(max(numbers) + 1):
                exact = mp.exp(mp.loggamma(R + n) - mp.loggamma(R) - mp.loggamma(n + 1)) * (A / (A + h)) ** R * q ** n
                chance = mp.beta(a, B + n) / mp.beta(a, B) * exact
                if n > 0:
                    chance += mp.beta(a + 1, B + n - 1) / mp.beta(a, B) * (1 - below)
                below += exact
                if n in numbers:
                    out[n] = self.pa * chance + (1 - self.pa if n == 0 else 0)
        for n in (min(numbers), max(numbers)):
            stay, leave = mp.beta(a, B + n) / mp.beta(a, B), mp.beta(a + 1, B + n - 1) / mp.beta(a, B) if n else 0

            def given(rate):
                u = rate * h
                return stay * mp.exp(-u + n * mp.log(u) - mp.loggamma(n + 1)) + (
                    leave * mp.gammainc(n, 0, u, regularized=True) if n else 0)

            by_rate = self.pa * gamma_mean(given, R, A, [mp.log((R + n) / (A + h))]) + (1 - self.pa if n == 0 else 0)
            agree(out[n], by_rate, 24, f"P(X = {n})")
        return out


# ---------------------------------------------------------------- Pareto/NBD


class Pareto:
    def __init__(self, params, frequency, recency, age):
        r, alpha, s, beta = (mpf(params[k]) for k in ("r", "alpha", "s", "beta"))
        x, tx, T = mpf(frequency), mpf(recency), mpf(age)
        self.R, self.A, self.s, self.Bt = r + x, alpha + T, s, beta + T

        def relative(y):
            """Density of leaving at y against the weight of being alive at T."""
            return s / (beta + y) * ((alpha + T) / (alpha + y)) ** (r + x) * ((beta + T) / (beta + y)) ** s

        gone = mpf(0)
        if T > tx:
            width, points = (T - tx), {mpf(tx), T}
            for k in range(1, 40):
                points.add(tx + width * mpf(2) ** -k)
            gone = integrate(relative, sorted(points))
        self.pa = 1 / (1 + gone)
        if T > tx:
            with mp.workdps(mp.dps + 60):
                closed = self.primitive(r, alpha, s, beta, x, tx) - self.primitive(r, alpha, s, beta, x, T)
                closed *= s * (alpha + T) ** (r + x) * (beta + T) ** s
            agree(gone, closed, 28, "Pareto/NBD P(alive)")
        self.log_likelihood = (
            mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) - (r + x) * mp.log(alpha + T)
            + s * mp.log(beta / (beta + T)) - mp.log(self.pa))

    @staticmethod
    def primitive(r, alpha, s, beta, x, y):
        """Integral over (y, infinity) of (alpha+u)^-(r+x) (beta+u)^-(s+1)."""
        n = r + x + s
        return (alpha + y) ** -n / n * mp.hyp2f1(n, s + 1, n + 1, (alpha - beta) / (alpha + y))

    def survives(self, h):
        return (self.Bt / (self.Bt + h)) ** self.s

    def alive_at(self, h):
        return self.pa * self.survives(mpf(h))

    def expected(self, h):
        h = mpf(h)
        by_time = self.pa * over_time(lambda t: self.R / self.A * self.survives(t), self.Bt, h)
        if self.s == 1:
            closed = self.Bt * mp.log1p(h / self.Bt)
        else:
            closed = self.Bt / (self.s - 1) * -mp.expm1((1 - self.s) * mp.log1p(h / self.Bt))
        return agree(closed * self.pa * self.R / self.A, by_time, 28, "Pareto/NBD expected")

    def discounted(self, delta):
        delta = mpf(delta)
        if delta == 0:
            return self.pa * self.R / self.A * self.Bt / (self.s - 1) if self.s > 1 else None
        closed = self.pa * self.R / self.A * self.Bt * mp.hyperu(1, 2 - self.s, delta * self.Bt)
        low, high = mp.log(self.Bt), mp.log(self.Bt + 110 / delta)
        points = sorted({*(low + (high - low) * i / 24 for i in range(25)), *(
            mp.log(self.Bt + c / delta) for c in (1, 2, 4, 8, 16, 32, 64))})
        by_time = self.pa * self.R / self.A * integrate(
            lambda v: mp.exp(-delta * (mp.exp(v) - self.Bt)) * self.survives(mp.exp(v) - self.Bt) * mp.exp(v), points)
        return agree(closed, by_time, 24, "Pareto/NBD discounted")

    def value(self, months, discount):
        m = mpf("30.4375") / 7
        total, before = mpf(0), mpf(0)
        for k in range(1, months + 1):
            now = self.expected(k * m)
            total += (now - before) / (1 + mpf(discount)) ** (mpf(k) / 12)
            before = now
        return total

    def counts(self, h, numbers):
        """Mixture over the time of leaving."""
        h = mpf(h)
        out = {}
        for n in numbers:
            const = mp.loggamma(self.R + n) - mp.loggamma(self.R) - mp.loggamma(n + 1)

            def exactly(y):
                if y == 0:
                    return mpf(1 if n == 0 else 0)
                return mp.exp(const + n * mp.log(y / (self.A + y)) - self.R * mp.log1p(y / self.A))

            leaving = lambda y: exactly(y) * self.s / (self.Bt + y) * (self.Bt / (self.Bt + y)) ** self.s
            mixed = exactly(h) * (self.Bt / (self.Bt + h)) ** self.s + over_time(leaving, min(self.A, self.Bt), h)
            out[n] = self.pa * mixed + (1 - self.pa if n == 0 else 0)
        return out


def history(kind, params, customer):
    return Pareto(params, *customer) if kind == "pareto-nbd" else BetaGeometric(kind, params, *customer)


# ---------------------------------------------------------------- BG/BB


class BgBb:
    def __init__(self, params, x, tx, n):
        self.al, self.be, self.ga, self.de = (mpf(params[k]) for k in ("alpha", "beta", "gamma", "delta"))
        self.x, self.n = x, n
        al, be, ga, de = self.al, self.be, self.ga, self.de
        alive = mp.beta(al + x, be + n - x) * mp.beta(ga, de + n)
        gone = sum(mp.beta(al + x, be + tx - x + i) * mp.beta(ga + 1, de + tx + i) for i in range(n - tx))
        self.now = alive / (alive + gone)
        self.mean = (al + x) / (al + be + n)

    def alive_in(self, k):
        """P(alive in opportunity n + k); k = 1 is the next one."""
        return self.now * mp.exp(mp.loggamma(self.de + self.n + k) - mp.loggamma(self.de + self.n)
                                 - mp.loggamma(self.ga + self.de + self.n + k) + mp.loggamma(self.ga + self.de + self.n))

    def expected(self, h):
        by_sum = self.mean * sum(self.alive_in(k) for k in range(1, h + 1))
        ga, de, n = self.ga, self.de, self.n
        ratio = lambda m: mp.exp(mp.loggamma(1 + de + m) - mp.loggamma(ga + de + m))
        closed = self.mean * self.now * (ratio(n) - ratio(n + h)) / (ga - 1) * mp.exp(
            mp.loggamma(ga + de + n) - mp.loggamma(de + n))
        return agree(by_sum, closed, 28, "BG/BB expected")

    def discounted(self, d):
        """Sum over k of P(buys in opportunity n + k) / (1 + d)^k."""
        v = 1 / (1 + mpf(d))
        closed = self.mean * self.alive_in(1) * v * mp.hyp2f1(1, self.de + self.n + 1, self.ga + self.de + self.n + 1, v)
        by_sum = self.mean * mp.nsum(lambda k: self.alive_in(k) * v ** k, [1, mp.inf])
        return agree(closed, by_sum, 20, "BG/BB discounted")


# ---------------------------------------------------------------- Gamma-Gamma


def expected_spend(params, x, mean):
    """E[p / nu | history], nu ~ Gamma(p x + q, v + x mean); None where infinite. Fader & Hardie (2013) eq. 5."""
    p, q, v = (mpf(params[k]) for k in ("p", "q", "v"))
    shape, rate = p * x + q, v + x * mpf(mean)
    if shape <= 1:
        return None
    closed = p * rate / (shape - 1)
    if shape > 2:
        agree(closed, gamma_mean(lambda nu: p / nu, shape, rate), 26, "expected spend")
    return closed
