"""Predictions of the customer-lifetime-value models to 30 digits: test/golden/clv/predictions.json.

    python3 scripts/golden/predict_reference.py            needs mpmath; minutes with gmpy2

Expectations, values, discounted residuals and counts are computed twice by different mathematics and have to
agree to 28 digits (discounted residuals, counts: 24; BG/BB: 20): an integral over the posterior of the drop-out
probability against a hypergeometric closed form or an integral over time. The counts of the Pareto/NBD are
checked by their sum and mean. Parameters and times are the doubles that the JSON shows, taken exactly.
"""

import time
from multiprocessing import Pool

from mpmath import mp, mpf

from reference_json import save
from reference_models import MODELS as FITTED
from reference_predictions import BgBb, agree, expected_spend, history

DIGITS = 30
started = time.time()

# ---------------------------------------------------------------- the cases

MODELS = {
    "bg": {"kind": "bg-nbd", "params": {"r": 0.2425945224, "alpha": 4.413602019, "a": 0.7929220172, "b": 2.4259067768}},
    "bg-a-one": {"kind": "bg-nbd", "params": {"r": 0.5, "alpha": 4, "a": 1, "b": 2.5}},
    "bg-a-near-one": {"kind": "bg-nbd", "params": {"r": 0.5, "alpha": 4, "a": 1.000000001, "b": 2.5}},
    "bg-a-plus-b-below-one": {"kind": "bg-nbd", "params": {"r": 0.6, "alpha": 3, "a": 0.25, "b": 0.35}},
    "bg-a-plus-b-one": {"kind": "bg-nbd", "params": {"r": 0.6, "alpha": 3, "a": 0.25, "b": 0.75}},
    "bg-tiny": {"kind": "bg-nbd", "params": {"r": 0.01, "alpha": 0.01, "a": 0.01, "b": 0.01}},
    "bg-fickle": {"kind": "bg-nbd", "params": {"r": 3, "alpha": 0.2, "a": 8, "b": 20}},
    "bg-faithful": {"kind": "bg-nbd", "params": {"r": 2, "alpha": 2, "a": 0.01, "b": 30}},
    "mbg": {"kind": "mbg-nbd", "params": {"r": 0.5248431591, "alpha": 6.1830852796, "a": 0.8913593907, "b": 1.6140022402}},
    "mbg-a-plus-b-below-one": {"kind": "mbg-nbd", "params": {"r": 0.6, "alpha": 3, "a": 0.25, "b": 0.35}},
    "pareto": {"kind": "pareto-nbd", "params": {"r": 0.5532770469, "alpha": 10.5776834633, "s": 0.6062399891, "beta": 11.6687352888}},
    "pareto-s-one": {"kind": "pareto-nbd", "params": {"r": 0.6, "alpha": 9, "s": 1, "beta": 14}},
    "pareto-fast": {"kind": "pareto-nbd", "params": {"r": 10.465, "alpha": 0.00798565181, "s": 3.0516, "beta": 2.82}},
    "pareto-slow": {"kind": "pareto-nbd", "params": {"r": 0.5143, "alpha": 2.8845, "s": 0.2856, "beta": 14.1087}},
    "bgbb": {"kind": "bg-bb", "params": {"alpha": 1.2035223516, "beta": 0.7497163582, "gamma": 0.6567182084, "delta": 2.7834422326}},
    "gg": {"kind": "gamma-gamma", "params": {"p": 6.2495722713, "q": 3.7442246671, "v": 15.4435209626}},
    "gg-infinite": {"kind": "gamma-gamma", "params": {"p": 1.5, "q": 0.7, "v": 20}},
    "gg-q-one": {"kind": "gamma-gamma", "params": {"p": 1.5, "q": 1, "v": 20}},
    "gg-flat": {"kind": "gamma-gamma", "params": {"p": 0.1, "q": 0.45, "v": 3}},
    "gg-ridge": {"kind": "gamma-gamma", "params": {"p": 100000, "q": 4.3, "v": 0.001}},
}

W = 1 / 7
CUSTOMERS = {
    "new": (0, 0, 0),
    "silent": (0, 0, 272 * W),
    "silent-long": (0, 0, 520),
    "once": (1, 3, 30),
    "customer-1": (2, 213 * W, 272 * W),
    "just-bought": (7, 272 * W, 272 * W),
    "gone": (20, 6, 52),
    "busy": (26, 30.86, 31),
    "busy-long": (132, 200, 200),
    "extreme": (2000, 38, 39),
    "extreme-gone": (2000, 1, 39),
}
HORIZONS = (1e-6, 1, 39, 5000)


def cases(models, customers):
    for name in models:
        model = MODELS[name]
        for key in customers:
            customer = CUSTOMERS[key]
            yield name, customer, history(model["kind"], model["params"], customer)


def record(name, customer, **rest):
    return {"model": name, "frequency": customer[0], "recency": customer[1], "age": customer[2], **rest}


def check_published():
    """Numbers printed in the literature or by other implementations, to their last digit."""
    for kind, params, c in (("bg-nbd", "bg", (2, 30.43, 38.86)), ("mbg-nbd", "mbg", (0, 0, 20)),
                            ("pareto-nbd", "pareto", (3, 12.5, 30))):
        model, names = FITTED[kind]
        theta = [mp.log(mpf(MODELS[params]["params"][k])) for k in names]
        jet = model(theta, [(c[0], mpf(c[1]), mpf(c[2]), 1)])
        agree(history(kind, MODELS[params]["params"], c).log_likelihood, jet.v, 28, kind)
    ref = MODELS["bg"]
    one = history("bg-nbd", ref["params"], (2, 30.43, 38.86))
    assert abs(one.expected(39) - mpf("1.226")) < mpf("6e-4")
    new = history("bg-nbd", ref["params"], (0, 0, 0))
    # the spreadsheet's 1.8576 at t = 78 is its hypergeometric series cut after 150 terms; the sum is 1.8580
    for t, e in ((0.1429, "0.0078"), (1, "0.0532"), (3, "0.1506"), (31.8571, "1.0405"), (32, "1.0437"), (78, "1.8580")):
        assert abs(new.expected(t) - mpf(e)) < mpf("6e-5"), t
    rounded = history("bg-nbd", {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}, (0, 0, 0))
    assert abs(rounded.counts(2, [10])[10] / mpf("1.07869e-7") - 1) < mpf("6e-6")
    assert abs(rounded.counts(39, [0])[0] - mpf("0.5737864")) < mpf("6e-8")
    thirty = rounded.counts(30, list(range(11, 21)))
    for n, p in zip(range(11, 21), "0.0019995214 0.0015170236 0.0011633150 0.0009003148 0.0007023638 0.0005517902 "
                                   "0.0004361913 0.0003467171 0.0002769613 0.0002222260".split()):
        assert abs(thirty[n] - mpf(p)) < mpf("6e-11"), n
    first = CUSTOMERS["customer-1"]
    spend = expected_spend(MODELS["gg"]["params"], 2, 22.345)
    assert abs(spend - mpf("24.6539")) < mpf("6e-5")
    year = mpf("1.01") ** 12 - 1
    for name, number in (("bg", "36.29601548"),):
        value = spend * history(MODELS[name]["kind"], MODELS[name]["params"], first).value(12, year)
        assert abs(value - mpf(number)) < mpf("6e-8"), mp.nstr(value, 15)
    delta = mpf("0.15") / 52
    for customer, number in ((first, "4.96790215"), ((0, 0, 272 * W), "0.97090837"), ((26, 30.86, 31), "68.6409023")):
        dert = history("bg-nbd", ref["params"], customer).discounted(delta)
        assert abs(dert / mpf(number) - 1) < mpf("1e-8"), (customer, mp.nstr(dert, 12))
    old = {"r": 0.553397143, "alpha": 10.580198544, "s": 0.606062497, "beta": 11.656223670}
    pareto = history("pareto-nbd", old, (26, 30.86, 31))
    assert abs(pareto.expected(52) - mpf("25.455318")) < mpf("1e-6")
    assert abs(pareto.discounted(delta) - mpf("82.703272")) < mpf("1e-6")
    assert abs(pareto.pa - mpf("0.9979")) < mpf("6e-5")
    fresh = history("pareto-nbd", {"r": 0.55, "alpha": 10.56, "s": 0.61, "beta": 11.64}, (0, 0, 0))
    assert abs(fresh.expected(9) - mpf("0.38909211")) < mpf("6e-9")
    big = history("pareto-nbd", {"r": 0.55, "alpha": 10.58, "s": 0.61, "beta": 11.67}, (132, 200, 200))
    assert abs(big.expected(10) - mpf("6.20605")) < mpf("6e-6")
    two = history("pareto-nbd", MODELS["pareto"]["params"], CUSTOMERS["customer-1"])
    spread = two.counts(20, list(range(71)))
    agree(sum(spread.values()), mpf(1), 24, "Pareto/NBD counts, total")
    agree(sum(n * p for n, p in spread.items()), two.expected(20), 24, "Pareto/NBD counts, mean")
    donor = MODELS["bgbb"]["params"]
    assert abs(BgBb(donor, 2, 4, 6).alive_in(1) - mpf("0.59")) < mpf("6e-3")
    assert abs(BgBb(donor, 4, 5, 6).discounted(mpf("0.1")) - mpf("3.19709148")) < mpf("6e-9")
    assert abs(BgBb(donor, 0, 0, 0).expected(11) - mpf("3.3887")) < mpf("6e-5")
    print(f"published numbers met, {time.time() - started:.0f} s", flush=True)


def all_histories():
    everyone = list(CUSTOMERS)
    broad = ["bg", "bg-a-one", "bg-a-plus-b-below-one", "bg-tiny", "bg-fickle", "mbg"]
    narrow = ["bg-a-near-one", "bg-a-plus-b-one", "bg-faithful", "mbg-a-plus-b-below-one"]
    few = ["new", "silent", "once", "customer-1", "busy-long"]
    known_to_fail = {
        "pareto-fast": [(400, 5, 6), (500, 1, 37), (500, 4, 37)],
        "pareto-slow": [(221, 103.42857, 103.57143), (254, 97.14286, 97.28571), (161, 94.71429, 98), (204, 98.57143, 99.42857)],
    }
    return [*cases(broad, everyone), *cases(narrow, few), *cases(["pareto", "pareto-s-one"], everyone),
            *cases(["pareto-fast"], ["new", "once", "extreme", "extreme-gone"]),
            *cases(["pareto-slow"], ["busy", "busy-long"]),
            *((name, c, history("pareto-nbd", MODELS[name]["params"], c)) for name, list_ in known_to_fail.items() for c in list_)]


def residual_histories():
    return [*cases(["bg", "bg-a-one", "mbg", "pareto", "pareto-s-one"],
                   ["new", "silent", "once", "customer-1", "busy", "extreme"]),
            *cases(["bg-a-plus-b-below-one", "bg-tiny", "bg-fickle", "bg-faithful"], ["silent", "customer-1"])]


def value_histories():
    return list(cases(["bg", "bg-a-one", "bg-a-plus-b-below-one", "mbg", "pareto"],
                      ["silent", "once", "customer-1", "just-bought", "busy"]))


def count_histories():
    return list(cases(["bg", "bg-a-one", "bg-a-plus-b-below-one", "bg-fickle", "mbg", "pareto"],
                      ["new", "customer-1", "busy"]))


def alive(case):
    name, c, h = case
    return [record(name, c, probabilityAlive=h.pa, logLikelihood=h.log_likelihood)]


def expected(case):
    name, c, h = case
    return [record(name, c, horizon=t, expectedPurchases=h.expected(t), probabilityAliveAtHorizon=h.alive_at(t))
            for t in HORIZONS]


def residual(case):
    name, c, h = case
    return [record(name, c, delta=delta, discountedPurchases=h.discounted(delta)) for delta in (0.15 / 52, 1.5, 0)]


def value(case):
    name, c, h = case
    mean = {0: 0, 1: 12.5, 2: 22.345, 7: 80, 26: 35.25}[c[0]]
    spend = expected_spend(MODELS["gg"]["params"], c[0], mean)
    return [record(name, c, monetaryValue=mean, spendModel="gg", months=months, discountRate=discount,
                   lifetimeValue=spend * h.value(months, discount))
            for months, discount in ((12, 1.01 ** 12 - 1), (36, 0.1), (1, 0))]


def counts(case):
    name, c, h = case
    rows = []
    for t in (1, 39):
        found = h.counts(t, [0, 1, 2, 5, 20, 60])
        rows.append(record(name, c, horizon=t, numbers=list(found), probabilities=list(found.values())))
    return rows


def donations(case):
    d = BgBb(MODELS["bgbb"]["params"], *case)
    return [record("bgbb", case, probabilityAliveNow=d.now, probabilityAliveNext=d.alive_in(1),
                   expected=[{"horizon": h, "expectedPurchases": d.expected(h)} for h in (1, 5, 52)],
                   discounted={"discountRate": 0.1, "discountedPurchases": d.discounted(0.1)})]


def spends(name):
    return [{"model": name, "frequency": x, "monetaryValue": mean,
             "expectedSpend": expected_spend(MODELS[name]["params"], x, mean)}
            for x, mean in ((0, 0), (1, 0.01), (1, 22.35), (2, 22.345), (3, 299.63), (26, 35.25), (2000, 18.5), (5, 100000))]


def main():
    check_published()
    plan = {
        "probabilityAlive": (alive, all_histories()),
        "expectedSpend": (spends, ["gg", "gg-infinite", "gg-q-one", "gg-flat", "gg-ridge"]),
        "donations": (donations, [(0, 0, 0), (0, 0, 6), (2, 4, 6), (4, 5, 6), (6, 6, 6), (1, 1, 20), (40, 50, 52)]),
        "purchaseCounts": (counts, count_histories()),
        "lifetimeValue": (value, value_histories()),
        "expectedPurchases": (expected, all_histories()),
        "discountedPurchases": (residual, residual_histories()),
    }
    lists = {}
    with Pool(2) as pool:
        for name, (make, of) in plan.items():
            lists[name] = [row for rows in pool.imap(make, of) for row in rows]
            print(f"{name}: {len(lists[name])} records, {time.time() - started:.0f} s", flush=True)
    about = "Predictions by scripts/golden/predict_reference.py; times in weeks; see README.md"
    save("predictions.json", {"about": about, "models": MODELS, **lists}, DIGITS)


if __name__ == "__main__":
    main()
