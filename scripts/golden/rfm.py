"""Reference RFM scores by NumPy and pandas.

    python3 scripts/golden/rfm.py > test/golden/rfm.json

`together` counts the cuts of numpy.quantile below each value; where no two cuts are equal,
pandas.qcut must agree. `spread` is pandas.qcut of ranks after a sort by the tie rule.
"""

import json
import random

import numpy as np
import pandas as pd

LABELS = {False: [1, 2, 3, 4, 5], True: [5, 4, 3, 2, 1]}
SHARES = [k / 5 for k in range(1, 5)]


def customers(n):
    source = random.Random(7)
    rows = []
    for _ in range(n):
        days = source.choice([1, 1, 1, 1, 2, 2, 3, 5, 8])
        rows.append(
            {
                "daysSinceLast": source.randint(0, 400),
                "days": days,
                "revenue": round(sum(source.lognormvariate(3.2, 0.8) for _ in range(days)), 2),
            }
        )
    return pd.DataFrame(rows)


def together(values, reverse):
    cuts = np.quantile(values, SHARES)
    below = (cuts[:, None] < values.to_numpy()).sum(axis=0)
    scores = 5 - below if reverse else below + 1
    if len(set(cuts)) == 4:
        labels = pd.qcut(values, 5, labels=LABELS[reverse]).astype(int).to_numpy()
        assert (labels == scores).all()
    return cuts.tolist(), scores.tolist()


def spread(frame, by, ascending, reverse):
    order = frame.assign(row=range(len(frame))).sort_values(by, ascending=ascending, kind="stable")
    ranks = pd.Series(range(1, len(frame) + 1), index=order.index).sort_index()
    return pd.qcut(ranks, 5, labels=LABELS[reverse]).astype(int).tolist()


def main():
    frame = customers(157)
    cuts, scores = {}, {}
    for name, column, reverse in [
        ("r", "daysSinceLast", True),
        ("f", "days", False),
        ("m", "revenue", False),
    ]:
        cuts[name], scores[name] = together(frame[column], reverse)
    # Worst first; for R, whose values run from the best, best first.
    spread_scores = {
        "r": spread(
            frame, ["daysSinceLast", "days", "revenue", "row"], [True, False, False, True], True
        ),
        "f": spread(
            frame, ["days", "daysSinceLast", "revenue", "row"], [True, False, True, False], False
        ),
        "m": spread(
            frame, ["revenue", "daysSinceLast", "days", "row"], [True, False, True, False], False
        ),
    }
    golden = {
        "source": f"scripts/golden/rfm.py, NumPy {np.__version__}, pandas {pd.__version__}",
        "customers": frame.to_dict("records"),
        "together": {"cuts": cuts, "scores": scores},
        "spread": spread_scores,
    }
    print(json.dumps(golden))


main()
