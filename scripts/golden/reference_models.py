"""Log-likelihoods of the customer-lifetime-value models in arbitrary precision, with exact gradient and
Hessian in the logarithms of the parameters, and a Newton solver. Needs mpmath (gmpy2 makes it faster).

Derivatives come from second-order jets (value, gradient, Hessian carried through every operation), so that
nothing is derived by hand but the integrand of the Pareto/NBD.

Sources of the formulas
    BG/NBD        Fader, Hardie, Lee (2005), Marketing Science 24(2), eq. 6
    MBG/NBD       Batislam, Denizel, Filiztekin (2007), IJRM 24(3)
    Pareto/NBD    Schmittlein, Morrison, Colombo (1987); the mixture over the time of death, integrated numerically
    NBD           Ehrenberg (1959)
    BG/BB         Fader, Hardie, Shang (2010), Marketing Science 29(6), eq. 5
    Gamma-Gamma   Fader, Hardie (2013), eq. 1
"""

from functools import lru_cache

from mpmath import mp, mpf


# ---------------------------------------------------------------- second-order jets


class Jet:
    """A number with its gradient and Hessian (packed lower triangle) in k variables."""

    __slots__ = ("v", "g", "h")

    def __init__(self, v, g, h):
        self.v, self.g, self.h = v, g, h

    def chain(self, v, d1, d2):
        g = self.g
        h = []
        at = 0
        for i in range(len(g)):
            t = d2 * g[i]
            for j in range(i + 1):
                h.append(d1 * self.h[at] + t * g[j])
                at += 1
        return Jet(v, [d1 * x for x in g], h)

    def __add__(self, o):
        if isinstance(o, Jet):
            return Jet(self.v + o.v, [x + y for x, y in zip(self.g, o.g)], [x + y for x, y in zip(self.h, o.h)])
        return Jet(self.v + o, self.g, self.h)

    __radd__ = __add__

    def __neg__(self):
        return Jet(-self.v, [-x for x in self.g], [-x for x in self.h])

    def __sub__(self, o):
        return self + (-o)

    def __rsub__(self, o):
        return -self + o

    def __mul__(self, o):
        if not isinstance(o, Jet):
            return Jet(self.v * o, [x * o for x in self.g], [x * o for x in self.h])
        v, w, g, q = self.v, o.v, self.g, o.g
        h = []
        at = 0
        for i in range(len(g)):
            for j in range(i + 1):
                h.append(self.h[at] * w + o.h[at] * v + g[i] * q[j] + g[j] * q[i])
                at += 1
        return Jet(v * w, [x * w + y * v for x, y in zip(g, q)], h)

    __rmul__ = __mul__

    def log(self):
        i = 1 / self.v
        return self.chain(mp.log(self.v), i, -i * i)

    def lgamma(self):
        return self.chain(mp.loggamma(self.v), mp.digamma(self.v), mp.psi(1, self.v))


def log_sum(terms):
    """log(sum(exp(term)))."""
    top = max(t.v for t in terms)
    weights = [mp.exp(t.v - top) for t in terms]
    total = sum(weights)
    weights = [w / total for w in weights]
    k = len(terms[0].g)
    g = [sum(w * t.g[i] for w, t in zip(weights, terms)) for i in range(k)]
    h = []
    at = 0
    for i in range(k):
        for j in range(i + 1):
            h.append(sum(w * (t.h[at] + t.g[i] * t.g[j]) for w, t in zip(weights, terms)) - g[i] * g[j])
            at += 1
    return Jet(top + mp.log(total), g, h)


def log_variables(theta):
    """The parameters exp(theta) as jets in theta, and their logarithms."""
    k = len(theta)
    params, logs = [], []
    for i, t in enumerate(theta):
        v = mp.exp(t)
        g = [mpf(0)] * k
        h = [mpf(0)] * (k * (k + 1) // 2)
        unit = list(g)
        unit[i] = mpf(1)
        logs.append(Jet(t, unit, list(h)))
        g[i] = v
        h[i * (i + 1) // 2 + i] = v
        params.append(Jet(v, g, h))
    return params, logs


def zero(k):
    return Jet(mpf(0), [mpf(0)] * k, [mpf(0)] * (k * (k + 1) // 2))


def cached(make):
    store = {}

    def get(key):
        if key not in store:
            store[key] = make(key)
        return store[key]

    return get


# ---------------------------------------------------------------- log-likelihoods
# Each takes theta (log-parameters) and rows (frequency, recency, age, weight) with exact mpf times.


def bg_nbd(theta, rows, modified=False):
    (r, alpha, a, b), (lr, lalpha, la, lb) = log_variables(theta)
    lg_r, lg_b, lg_ab = r.lgamma(), b.lgamma(), (a + b).lgamma()
    shift = 1 if modified else 0
    log_at = cached(lambda t: (alpha + t).log())

    @cached
    def count_part(x):
        base = (r + x).lgamma() - lg_r + r * lalpha + lg_ab - lg_b
        return base + (b + (x + shift)).lgamma() - (a + b + (x + shift)).lgamma()

    # the odds of B(a+1, b+x-1) against B(a, b+x); MBG/NBD has x+1 in the place of x
    log_odds = cached(lambda x: la - (b + (x + shift - 1)).log())
    total = zero(4)
    for x, tx, age, weight in rows:
        rx = r + x
        alive = -(rx * log_at(age))
        if x == 0 and not modified:
            mixed = alive
        else:
            mixed = log_sum([alive, log_odds(x) - rx * log_at(tx)])
        total = total + (count_part(x) + mixed) * weight
    return total


def mbg_nbd(theta, rows):
    return bg_nbd(theta, rows, modified=True)


def nbd(theta, rows):
    (r, alpha), (lr, lalpha) = log_variables(theta)
    lg_r = r.lgamma()
    log_at = cached(lambda t: (alpha + t).log())
    count_part = cached(lambda x: (r + x).lgamma() - lg_r + r * lalpha)
    total = zero(2)
    for x, tx, age, weight in rows:
        total = total + (count_part(x) - (r + x) * log_at(age)) * weight
    return total


@lru_cache
def gauss_legendre(n, bits):
    """Nodes and weights on [0, 1]."""
    nodes = []
    for i in range(n):
        z = mp.cos(mp.pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
        for _ in range(100):
            p0, p1 = mpf(1), z
            for j in range(2, n + 1):
                p0, p1 = p1, ((2 * j - 1) * z * p1 - (j - 1) * p0) / j
            slope = n * (z * p1 - p0) / (z * z - 1)
            step = p1 / slope
            z -= step
            if abs(step) < mpf(2) ** (-bits + 8):
                break
        nodes.append(((1 + z) / 2, 1 / ((1 - z * z) * slope * slope)))
    return nodes


def pareto_nbd(theta, rows, nodes=60):
    """log of  P(alive through T) part + integral over the time of death y in (tx, T)."""
    (r, alpha, s, beta), (lr, lalpha, ls, lbeta) = log_variables(theta)
    lg_r = r.lgamma()
    log_a = cached(lambda t: (alpha + t).log())
    log_b = cached(lambda t: (beta + t).log())
    count_part = cached(lambda x: (r + x).lgamma() - lg_r + r * lalpha + s * lbeta)
    rule = gauss_legendre(nodes, mp.prec)
    c = min(alpha.v, beta.v)
    R, A, S, B = r.v, alpha.v, s.v, beta.v

    def log_integral(x, tx, age):
        """log of the integral of (alpha + y)^-(r+x) (beta + y)^-(s+1), nodes uniform in log(c + y)."""
        low, width = mp.log(c + tx), mp.log((c + age) / (c + tx))
        top = -(R + x) * mp.log(A + tx) - (S + 1) * mp.log(B + tx)
        m0 = mpf(0)
        m1 = [mpf(0)] * 4
        m2 = [mpf(0)] * 10
        for node, weight in rule:
            cy = mp.exp(low + width * node)
            y = cy - c
            l1, l2, f1, f2 = mp.log(A + y), mp.log(B + y), A / (A + y), B / (B + y)
            w = weight * cy * mp.exp(-(R + x) * l1 - (S + 1) * l2 - top)
            g = (-R * l1, -(R + x) * f1, -S * l2, -(S + 1) * f2)
            h = (-R * l1, -R * f1, -(R + x) * f1 * (1 - f1), 0, 0, -S * l2, 0, 0, -S * f2, -(S + 1) * f2 * (1 - f2))
            m0 += w
            at = 0
            for i in range(4):
                m1[i] += w * g[i]
                for j in range(i + 1):
                    m2[at] += w * (h[at] + g[i] * g[j])
                    at += 1
        g = [m / m0 for m in m1]
        h = []
        at = 0
        for i in range(4):
            for j in range(i + 1):
                h.append(m2[at] / m0 - g[i] * g[j])
                at += 1
        return Jet(top + mp.log(m0 * width), g, h)

    total = zero(4)
    for x, tx, age, weight in rows:
        mixed = -((r + x) * log_a(age)) - s * log_b(age)
        if age > tx:
            mixed = log_sum([mixed, ls + log_integral(x, tx, age)])
        total = total + (count_part(x) + mixed) * weight
    return total


def bg_bb(theta, rows):
    (alpha, beta, gamma, delta), _ = log_variables(theta)
    lg_a, lg_b, lg_ab = alpha.lgamma(), beta.lgamma(), (alpha + beta).lgamma()
    lg_g, lg_d, lg_gd = gamma.lgamma(), delta.lgamma(), (gamma + delta).lgamma()
    up = {"a": cached(lambda n: (alpha + n).lgamma()), "b": cached(lambda n: (beta + n).lgamma()),
          "ab": cached(lambda n: (alpha + beta + n).lgamma()), "g": cached(lambda n: (gamma + n).lgamma()),
          "d": cached(lambda n: (delta + n).lgamma()), "gd": cached(lambda n: (gamma + delta + n).lgamma())}
    buying = cached(lambda k: up["a"](k[0]) + up["b"](k[1]) - up["ab"](k[0] + k[1]) - lg_a - lg_b + lg_ab)
    living = cached(lambda k: up["g"](k[0]) + up["d"](k[1]) - up["gd"](k[0] + k[1]) - lg_g - lg_d + lg_gd)
    total = zero(4)
    for x, tx, n, weight in rows:
        x, tx, n = int(x), int(tx), int(n)
        terms = [buying((x, n - x)) + living((0, n))]
        terms += [buying((x, tx - x + i)) + living((1, tx + i)) for i in range(n - tx)]
        total = total + log_sum(terms) * weight
    return total


def gamma_gamma(theta, rows):
    """Rows (frequency, mean spend, weight); log of eq. 1 of Fader & Hardie (2013)."""
    (p, q, v), (lp, lq, lv) = log_variables(theta)
    lg_q, qlv = q.lgamma(), q * lv
    count_part = cached(lambda x: (p * x + q).lgamma() - (p * x).lgamma() - lg_q + qlv)
    total = zero(3)
    for x, mean, weight in rows:
        one = count_part(x) + p * x * mp.log(x * mean) - (p * x + q) * (v + x * mean).log()
        total = total + (one - mp.log(mean)) * weight
    return total


MODELS = {
    "bg-nbd": (bg_nbd, ("r", "alpha", "a", "b")),
    "mbg-nbd": (mbg_nbd, ("r", "alpha", "a", "b")),
    "pareto-nbd": (pareto_nbd, ("r", "alpha", "s", "beta")),
    "nbd": (nbd, ("r", "alpha")),
    "bg-bb": (bg_bb, ("alpha", "beta", "gamma", "delta")),
    "gamma-gamma": (gamma_gamma, ("p", "q", "v")),
}


# ---------------------------------------------------------------- Newton


def hessian(jet):
    k = len(jet.g)
    H = mp.matrix(k, k)
    at = 0
    for i in range(k):
        for j in range(i + 1):
            H[i, j] = H[j, i] = jet.h[at]
            at += 1
    return H


def positive_definite(M):
    try:
        mp.cholesky(M)
        return True
    except ValueError:
        return False


def maximize(fun, theta, box=None, tolerance=None, steps=200):
    """Damped Newton ascent, within |theta| <= box if given; (theta, jet, free directions)."""
    tolerance = mpf(10) ** (-mp.dps // 2) if tolerance is None else tolerance
    theta = [mpf(t) for t in theta]
    jet = fun(theta)
    damping = mpf(0)
    for _ in range(steps):
        free = [i for i, t in enumerate(theta)
                if box is None or not (t >= box and jet.g[i] >= 0 or t <= -box and jet.g[i] <= 0)]
        if not free or max(abs(jet.g[i]) for i in free) < tolerance:
            return theta, jet, free
        H = hessian(jet)
        k = len(free)
        M = mp.matrix(k, k)
        for i in range(k):
            for j in range(k):
                M[i, j] = -H[free[i], free[j]]
        gained = False
        for _ in range(80):
            D = M.copy()
            for i in range(k):
                D[i, i] += damping
            if not positive_definite(D):
                damping = max(damping * 4, mpf("1e-6") * (1 + max(abs(M[i, i]) for i in range(k))))
                continue
            step = mp.lu_solve(D, mp.matrix([jet.g[i] for i in free]))
            longest = max(abs(s) for s in step)
            shrink = min(mpf(1), 2 / longest)
            trial = list(theta)
            for i, s in zip(free, step):
                trial[i] += s * shrink
                if box is not None:
                    trial[i] = max(-mpf(box), min(mpf(box), trial[i]))
            candidate = fun(trial)
            if candidate.v >= jet.v or longest < mpf("1e-12"):
                gained = True
                break
            damping = max(damping * 4, mpf("1e-6") * (1 + max(abs(M[i, i]) for i in range(k))))
        if not gained:
            return theta, jet, free
        theta, jet = trial, candidate
        damping = damping / 10 if damping > mpf("1e-8") else mpf(0)
    return theta, jet, free
