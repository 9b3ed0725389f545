"""Checks on the reference fits themselves.

    python3 scripts/golden/check_reference.py [path/to/cdnow_sample.txt]            needs mpmath

1. Gradients and Hessians against central differences in 80-digit arithmetic.
2. The quadrature of the Pareto/NBD against its hypergeometric closed form.
3. The donation table of Fader, Hardie, Shang (2010), and, given the CDNOW sample (not part of this
   repository, see brucehardie.com/datasets), fits known from independent solvers.
"""

import datetime
import sys
from collections import Counter, defaultdict

from mpmath import mp, mpf

from fit_reference import STARTS
from reference_json import load_rows
from reference_models import MODELS, hessian, maximize, pareto_nbd

DONORS = """0,0:3464 1,1:1091 1,2:277 1,3:129 1,4:78 1,5:119 1,6:129 2,2:613 2,3:255 2,4:155 2,5:173 2,6:234
3,3:322 3,4:181 3,5:225 3,6:357 4,4:240 4,5:284 4,6:512 5,5:335 5,6:728 6,6:1203"""

# parameters, log-likelihood, standard errors, to all printed digits
CDNOW = {
    "bg-nbd": (".2425945224 4.4136020190 .7929220172 2.4259067768", "-9582.42920667", ".012557 .37822 .18573 .70541"),
    "mbg-nbd": (".5248431591 6.1830852796 .8913593907 1.6140022402", "-9582.13571555", ".083268 .69562 .15479 .53749"),
    "pareto-nbd": (".5532770469 10.5776834633 .6062399891 11.6687352888", "-9594.97617894",
                   ".0476279 .8427225 .1872813 6.2111136"),
    "gamma-gamma": ("6.2495722713 3.7442246671 15.4435209626", "-4055.91769480", "1.1901 .29013 4.1594"),
    "nbd": (".3847661357 12.0720228448", "-9763.65761467", ".020985 .808723"),
}
DONATIONS = ("1.2035223516 .7497163582 .6567182084 2.7834422326", "-33225.58127435", ".069391 .029448 .051010 .320819")


def same(found, printed):
    """Equal to one unit of the last printed digit."""
    decimals = len(printed.split(".")[1])
    return abs(found - mpf(printed)) <= mpf(10) ** -decimals


def check_derivatives():
    mp.dps = 80
    step = mpf(10) ** -25
    for name, model in (("bg-nbd-small", "bg-nbd"), ("bg-nbd-small", "mbg-nbd"), ("bg-nbd-small", "nbd"),
                        ("bg-nbd-small", "pareto-nbd"), ("bg-bb", "bg-bb"), ("gamma-gamma-few", "gamma-gamma")):
        fun = MODELS[model][0]
        rows = load_rows(name)[1][:40]
        theta = [mp.log(STARTS[model][k]) + mpf("0.1") for k in MODELS[model][1]]
        jet = fun(theta, rows)
        H = hessian(jet)
        worst = mpf(0)
        for i in range(len(theta)):
            up, down = list(theta), list(theta)
            up[i] += step
            down[i] -= step
            above, below = fun(up, rows), fun(down, rows)
            worst = max(worst, abs((above.v - below.v) / (2 * step) - jet.g[i]))
            for j in range(len(theta)):
                worst = max(worst, abs((above.g[j] - below.g[j]) / (2 * step) - H[i, j]))
        assert worst < mpf(10) ** -40, (model, worst)
        print(f"{model}: derivatives within {mp.nstr(worst, 2)} of central differences")


def check_pareto_quadrature():
    """Each log-likelihood against Gauss-Legendre with fewer nodes and against 2F1."""
    mp.dps = 40
    theta = [mp.log(mpf(t)) for t in ("0.4966", "9.8937", "0.8167", "19.1576")]
    r, alpha, s, beta = (mp.exp(t) for t in theta)
    worst = mpf(0)
    for x, tx, age, _ in load_rows("pareto-nbd-daily")[1][::12]:
        by_nodes = pareto_nbd(theta, [(x, tx, age, 1)], 48).v
        n = r + s + x

        def primitive(y):
            # alpha < beta
            return (beta + y) ** -n / n * mp.hyp2f1(n, r + x, n + 1, (beta - alpha) / (beta + y))

        with mp.workdps(60):
            mixed = (alpha + age) ** (-r - x) * (beta + age) ** -s + s * (primitive(tx) - primitive(age))
            closed = mp.loggamma(r + x) - mp.loggamma(r) + r * mp.log(alpha) + s * mp.log(beta) + mp.log(mixed)
        worst = max(worst, abs(by_nodes - closed))
    assert worst < mpf("1e-28"), worst
    print(f"pareto-nbd: quadrature within {mp.nstr(worst, 2)} of the closed form")


def check_fit(model, rows, printed):
    mp.dps = 20
    fun = (lambda t: pareto_nbd(t, rows, 30)) if model == "pareto-nbd" else (lambda t: MODELS[model][0](t, rows))
    theta, jet, _ = maximize(fun, [mp.log(STARTS[model][k]) for k in MODELS[model][1]], tolerance=mpf("1e-9"))
    cov = (-hessian(jet)) ** -1
    params = [mp.exp(t) for t in theta]
    errors = [p * mp.sqrt(cov[i, i]) for i, p in enumerate(params)]
    for found, text in zip([*params, jet.v, *errors], f"{printed[0]} {printed[1]} {printed[2]}".split()):
        assert same(found, text), (model, mp.nstr(found, 12), text)
    print(f"{model}: {mp.nstr(jet.v, 14)} and all printed digits met", flush=True)


def check_starts():
    """One optimum, whatever the start."""
    mp.dps = 20
    for name, model in (("bg-nbd-small", "bg-nbd"), ("gamma-gamma-infinite-mean", "gamma-gamma")):
        rows = load_rows(name)[1]
        k = len(MODELS[model][1])
        for start in ([0] * k, [2] * k, [-1, 2, 1, 0][:k], [1, -1, -2, 2][:k]):
            theta, jet, _ = maximize(lambda t: MODELS[model][0](t, rows), start, tolerance=mpf("1e-8"))
            print(f"{name}: from {start} to {mp.nstr(jet.v, 14)}")


def cdnow(path):
    totals = defaultdict(lambda: defaultdict(int))
    for line in open(path):
        fields = line.split()
        if fields:
            day = datetime.datetime.strptime(fields[2], "%Y%m%d").toordinal()
            totals[fields[1]][day] += round(float(fields[4]) * 100)
    end = datetime.date(1997, 9, 30).toordinal()
    rows, spends = Counter(), []
    for days in totals.values():
        seen = sorted(d for d in days if d <= end)
        rows[len(seen) - 1, mpf(seen[-1] - seen[0]) / 7, mpf(end - seen[0]) / 7] += 1
        if len(seen) > 1:
            cents = sum(days[d] for d in seen[1:])
            spends.append((len(seen) - 1, mpf(cents) / 100 / (len(seen) - 1), 1))
    assert len(rows) == 1016 and len(spends) == 946
    return [(*key, weight) for key, weight in rows.items()], spends


if __name__ == "__main__":
    check_derivatives()
    check_pareto_quadrature()
    check_starts()
    table = [(*map(int, key.split(",")), 6, int(n)) for key, n in (item.split(":") for item in DONORS.split())]
    check_fit("bg-bb", table, DONATIONS)
    if len(sys.argv) > 1:
        mp.dps = 40
        histories, spends = cdnow(sys.argv[1])
        for model, printed in CDNOW.items():
            check_fit(model, spends if model == "gamma-gamma" else histories, printed)
    else:
        print("no CDNOW file given: those fits are skipped")
