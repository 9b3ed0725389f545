"""Simulated customers for the golden tests of the customer-lifetime-value models.

Every data set is drawn from the definition of its own model, with a fixed seed, and written as compact
JSON to test/golden/clv/. Formats: test/golden/clv/README.md.

    python3 scripts/golden/simulate_reference.py            needs numpy

Sources of the definitions
    BG/NBD        Fader, Hardie, Lee (2005), Marketing Science 24(2), 275-284
    MBG/NBD       Batislam, Denizel, Filiztekin (2007), IJRM 24(3), 201-209
    Pareto/NBD    Schmittlein, Morrison, Colombo (1987), Management Science 33(1), 1-24
    BG/BB         Fader, Hardie, Shang (2010), Marketing Science 29(6), 1086-1108
    Gamma-Gamma   Fader, Hardie (2013), "The Gamma-Gamma model of monetary value"
"""

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parents[2] / "test" / "golden" / "clv"


# ---------------------------------------------------------------- histories, times in weeks


def poisson_until(rng, rate, length):
    """Event times of a Poisson process within (0, length)."""
    times, t = [], 0.0
    while True:
        t += rng.exponential(1 / rate)
        if t >= length:
            return times
        times.append(t)


def bg_nbd_times(rng, r, alpha, a, b, length, dropout_at_zero=False):
    """Repeat purchases: after each one the customer leaves with probability p."""
    rate, p = rng.gamma(r, 1 / alpha), rng.beta(a, b)
    if dropout_at_zero and rng.random() < p:
        return []
    times, t = [], 0.0
    while True:
        t += rng.exponential(1 / rate) if rate > 0 else math.inf
        if t >= length:
            return times
        times.append(t)
        if rng.random() < p:
            return times


def pareto_nbd_times(rng, r, alpha, s, beta, length):
    rate, churn = rng.gamma(r, 1 / alpha), rng.gamma(s, 1 / beta)
    alive_for = rng.exponential(1 / churn) if churn > 0 else math.inf
    return poisson_until(rng, rate, min(length, alive_for)) if rate > 0 else []


# ---------------------------------------------------------------- summaries


def calendar_days(rng, customers, weeks, first_weeks, draw):
    """(frequency, recency, age) in whole days, purchases of one day being one.

    The first day is 0, the last one seen is 7 * weeks - 1, inclusive; first purchases fall in the first
    `first_weeks` weeks.
    """
    last_day = 7 * weeks - 1
    rows = []
    for _ in range(customers):
        first = rng.uniform(0, first_weeks)
        days = sorted({math.floor(7 * first)} | {math.floor(7 * (first + t)) for t in draw(weeks - first)})
        rows.append((len(days) - 1, days[-1] - days[0], last_day - days[0]))
    return rows


def continuous(rng, customers, weeks, first_weeks, draw, digits=None, per_week=1):
    rows = []
    for _ in range(customers):
        length = weeks - rng.uniform(0, first_weeks)
        times = draw(length)
        last = times[-1] if times else 0.0
        scaled = [last * per_week, length * per_week]
        recency, age = scaled if digits is None else [round(v, digits) for v in scaled]
        rows.append((len(times), recency, age))
    return rows


# ---------------------------------------------------------------- writing


def write(name, head, columns):
    body = {**head, **columns}
    text = "{\n" + ",\n".join(f"{json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in body.items())
    path = OUT / f"{name}.json"
    path.write_text(text + "\n}\n")
    print(f"{path.name}: {path.stat().st_size / 1000:.1f} kB")


def write_histories(name, model, truth, seed, rows, stored_unit, about):
    units_per_week = {"day": 7, "week": 1}[stored_unit]
    groups = sorted(Counter(rows).items())
    columns = {
        "frequency": [k[0] for k, _ in groups],
        "recency": [k[1] for k, _ in groups],
        "age": [k[2] for k, _ in groups],
        "weight": [w for _, w in groups],
    }
    head = {
        "about": about,
        "model": model,
        "truth": truth,
        "seed": seed,
        "customers": len(rows),
        "storedUnit": stored_unit,
        "unitsPerWeek": units_per_week,
    }
    write(name, head, columns)


def write_spend(name, truth, seed, rows, about):
    rows = sorted(rows)
    head = {"about": about, "model": "gamma-gamma", "truth": truth, "seed": seed, "customers": len(rows)}
    write(name, head, {"frequency": [x for x, _ in rows], "monetaryValue": [m for _, m in rows]})


def bg_nbd(rng, truth, **options):
    return lambda length: bg_nbd_times(rng, truth["r"], truth["alpha"], truth["a"], truth["b"], length, **options)


# ---------------------------------------------------------------- the data sets


def make_bg_nbd():
    truth = {"r": 0.24, "alpha": 4.4, "a": 0.79, "b": 2.4}

    seed = 2005_0001
    rng = np.random.default_rng(seed)
    rows = calendar_days(rng, 4000, 39, 12, bg_nbd(rng, truth))
    write_histories("bg-nbd-daily", "bg-nbd", truth, seed, rows, "day",
                    "BG/NBD on calendar days, first purchases over 12 weeks, seen for 39 weeks")

    seed = 2005_0002
    rng = np.random.default_rng(seed)
    rows = continuous(rng, 1000, 39, 12, bg_nbd(rng, truth))
    write_histories("bg-nbd-continuous", "bg-nbd", truth, seed, rows, "week",
                    "BG/NBD in continuous time, first purchases over 12 weeks, seen for 39 weeks")

    seed = 2005_0003
    rng = np.random.default_rng(seed)
    small = {"r": 0.8, "alpha": 4.0, "a": 0.8, "b": 2.4}
    rows = calendar_days(rng, 60, 52, 12, bg_nbd(rng, small))
    write_histories("bg-nbd-small", "bg-nbd", small, seed, rows, "day", "BG/NBD, only 60 customers")

    seed = 2005_0004
    rng = np.random.default_rng(seed)
    fleeting = {"r": 0.6, "alpha": 3.0, "a": 0.25, "b": 0.35}
    rows = calendar_days(rng, 1500, 52, 12, bg_nbd(rng, fleeting))
    write_histories("bg-nbd-a-plus-b-below-one", "bg-nbd", fleeting, seed, rows, "day",
                    "BG/NBD with a + b < 1: the drop-out probability is near 0 or near 1")

    seed = 2005_0051
    rng = np.random.default_rng(seed)
    heavy = {"r": 0.7, "alpha": 0.12, "a": 0.6, "b": 12.0}
    rows = continuous(rng, 600, 78, 26, bg_nbd(rng, heavy), digits=3, per_week=7)
    write_histories("bg-nbd-heavy", "bg-nbd", heavy, seed, rows, "day",
                    "BG/NBD with heavy buyers; times in days to 3 decimals, nothing merged")

    seed = 2005_0006
    rng = np.random.default_rng(seed)

    def regular(length):
        times, t = [], 0.0
        while True:
            t += rng.gamma(6, 1 / 6)
            if t >= length:
                return times
            times.append(t)

    rows = calendar_days(rng, 200, 52, 4, regular)
    write_histories("bg-nbd-loyal", "none", {}, seed, rows, "day",
                    "a loyal, homogeneous base: everyone buys about weekly, nobody leaves; no interior optimum")

    seed = 2005_0007
    rng = np.random.default_rng(seed)
    rare = {"r": 0.5, "alpha": 60.0, "a": 0.8, "b": 2.4}
    rows = [row for row in calendar_days(rng, 500, 39, 12, bg_nbd(rng, rare)) if row[0] <= 1]
    write_histories("bg-nbd-zero-one", "bg-nbd", rare, seed, rows, "day",
                    "only 0 or 1 repeat purchases: the likelihood knows a / (a + b) alone")


def make_gamma_gamma():
    def spends(rng, truth, frequencies):
        for x in frequencies:
            scale = rng.gamma(truth["q"], 1 / truth["v"])
            yield int(x), round(float(np.mean(rng.gamma(truth["p"], 1 / scale, x))), 2)

    def repeats(rng, customers, low=1):
        weeks = rng.gamma(0.9, 1 / 0.35, customers)
        return low + rng.poisson(weeks)

    truth = {"p": 6.25, "q": 3.74, "v": 15.44}
    seed = 2013_0001
    rng = np.random.default_rng(seed)
    rows = list(spends(rng, truth, repeats(rng, 1200)))
    write_spend("gamma-gamma", truth, seed, rows, "Gamma-Gamma, mean spends rounded to cents")

    truth = {"p": 1.5, "q": 0.7, "v": 20.0}
    seed = 2013_0002
    rng = np.random.default_rng(seed)
    rows = list(spends(rng, truth, repeats(rng, 1000)))
    write_spend("gamma-gamma-infinite-mean", truth, seed, rows, "Gamma-Gamma with q < 1: infinite mean spend")

    truth = {"p": 6.25, "q": 3.74, "v": 15.44}
    seed = 2013_0003
    rng = np.random.default_rng(seed)
    rows = list(spends(rng, truth, np.ones(12, dtype=int)))
    write_spend("gamma-gamma-few", truth, seed, rows, "Gamma-Gamma, 12 customers of one repeat purchase each")


def make_others():
    truth = {"r": 0.52, "alpha": 6.2, "a": 0.89, "b": 1.6}
    seed = 2007_0001
    rng = np.random.default_rng(seed)
    rows = calendar_days(rng, 2000, 39, 12, bg_nbd(rng, truth, dropout_at_zero=True))
    write_histories("mbg-nbd-daily", "mbg-nbd", truth, seed, rows, "day",
                    "MBG/NBD on calendar days, first purchases over 12 weeks, seen for 39 weeks")

    truth = {"r": 0.55, "alpha": 10.6, "s": 0.61, "beta": 11.7}
    seed = 1987_0001
    rng = np.random.default_rng(seed)
    draw = lambda length: pareto_nbd_times(rng, truth["r"], truth["alpha"], truth["s"], truth["beta"], length)
    rows = calendar_days(rng, 2500, 52, 12, draw)
    write_histories("pareto-nbd-daily", "pareto-nbd", truth, seed, rows, "day",
                    "Pareto/NBD on calendar days, first purchases over 12 weeks, seen for 52 weeks")

    truth = {"alpha": 1.2, "beta": 0.75, "gamma": 0.66, "delta": 2.78}
    seed = 2010_0001
    rng = np.random.default_rng(seed)
    rows = []
    for _ in range(3000):
        opportunities = int(rng.integers(4, 9))
        p, theta = rng.beta(truth["alpha"], truth["beta"]), rng.beta(truth["gamma"], truth["delta"])
        frequency = recency = 0
        for period in range(1, opportunities + 1):
            if rng.random() < theta:
                break
            if rng.random() < p:
                frequency, recency = frequency + 1, period
        rows.append((frequency, recency, opportunities))
    groups = sorted(Counter(rows).items())
    head = {"about": "BG/BB, 4 to 8 purchase opportunities (age)", "model": "bg-bb", "truth": truth, "seed": seed,
            "customers": len(rows), "storedUnit": "opportunity"}
    write("bg-bb", head, {
        "frequency": [k[0] for k, _ in groups],
        "recency": [k[1] for k, _ in groups],
        "age": [k[2] for k, _ in groups],
        "weight": [w for _, w in groups],
    })


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    make_bg_nbd()
    make_gamma_gamma()
    make_others()
