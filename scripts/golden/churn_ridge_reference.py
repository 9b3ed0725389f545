"""Ridge logistic regression by a general optimizer: python3 scripts/golden/churn_ridge_reference.py

Reads the data sets of test/golden/retention/churn-model.json, writes churn-ridge.json beside it. Maximizes the penalized
log-likelihood on the features' own scale by scipy's trust-region method, then refines it in 40 digits by mpmath's
solver; shares nothing with this package but the formula. Needed: numpy, scipy, mpmath.
"""

import json
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy.optimize import minimize

mp.mp.dps = 40
FOLDER = Path(__file__).resolve().parents[2] / "test" / "golden" / "retention"
CASES = [
    ("infert", 1.0, True), ("infert", 25.0, True), ("infert", 3.0, False),
    ("weighted", 2.5, True), ("ties", 0.5, True), ("separated", 0.1, True),
    ("collinear", 1.0, True),
]


def log_posterior(beta, x, y, w, penalty):
    eta = beta[0] + x @ beta[1:]
    value = np.sum(w * (y * eta - np.logaddexp(0, eta))) - 0.5 * np.sum(penalty * beta[1:] ** 2)
    return -value


def gradient(beta, x, y, w, penalty):
    p = 1 / (1 + np.exp(-(beta[0] + x @ beta[1:])))
    miss = w * (y - p)
    return -np.concatenate([[miss.sum()], x.T @ miss - penalty * beta[1:]])


def exact(beta, x, y, w, penalty):
    """Newton's method with mpmath's matrices: coefficients, and the inverse of information and penalty."""
    size = len(beta)
    b = mp.matrix([mp.mpf(float(v)) for v in beta])
    rows = [[mp.mpf(1)] + [mp.mpf(float(v)) for v in row] for row in x]
    lam = [mp.mpf(0)] + [mp.mpf(v) for v in penalty]
    for _ in range(6):
        grad, hess, information = mp.matrix(size, 1), mp.matrix(size, size), mp.matrix(size, size)
        value = mp.mpf(0)
        for row, outcome, weight in zip(rows, y, w):
            eta = sum(row[j] * b[j] for j in range(size))
            p = 1 / (1 + mp.exp(-eta))
            value += mp.mpf(float(weight)) * mp.log(p if outcome == 1 else 1 - p)
            miss = mp.mpf(float(weight)) * (int(outcome) - p)
            curve = mp.mpf(float(weight)) * p * (1 - p)
            for j in range(size):
                grad[j] += miss * row[j]
                for k in range(size):
                    information[j, k] += curve * row[j] * row[k]
        for j in range(size):
            grad[j] -= lam[j] * b[j]
            for k in range(size):
                hess[j, k] = information[j, k] + (lam[j] if j == k else 0)
        step = mp.lu_solve(hess, grad)
        b += step
    inverse = hess ** -1
    trace = sum((inverse * information)[j, j] for j in range(size))
    return ([float(v) for v in b], [float(mp.sqrt(inverse[j, j])) for j in range(size)], float(value), float(trace))


def main():
    sets = json.loads((FOLDER / "churn-model.json").read_text())["sets"]
    sets["separated"] = {"churned": [0, 0, 0, 1, 1, 1], "x": [1, 2, 3, 4, 5, 7], "z": [0, 1, 0, 1, 0, 1]}
    sets["collinear"] = {"churned": [0, 1, 0, 1, 1, 0, 1, 0], "x": [1, 2, 3, 4, 5, 6, 7, 8],
                         "double": [2, 4, 6, 8, 10, 12, 14, 16]}
    fits = []
    for name, ridge, standardize in CASES:
        data = sets[name]
        y = np.array(data["churned"], float)
        w = np.array(data.get("weight", [1] * len(y)), float)
        names = [key for key in data if key not in ("churned", "weight")]
        x = np.column_stack([np.array(data[key], float) for key in names])
        kept = w > 0
        x, y, w = x[kept], y[kept], w[kept]
        mean = (w @ x) / w.sum()
        deviation = np.sqrt((w @ (x - mean) ** 2) / w.sum())
        penalty = ridge * (deviation ** 2 if standardize else np.ones(len(names)))
        rough = minimize(log_posterior, np.zeros(len(names) + 1), (x, y, w, penalty), "BFGS", gradient,
                         options={"gtol": 1e-6, "maxiter": 10_000})
        coefficients, errors, likelihood, effective = exact(rough.x, x, y, w, penalty)
        assert np.allclose(rough.x, coefficients, rtol=1e-3, atol=1e-4), name
        fits.append({"data": name, "ridge": ridge, "standardize": standardize, "coefficients": coefficients,
                     "standardErrors": errors, "logLikelihood": likelihood, "effectiveParameters": effective})
    own = {name: sets[name] for name in ("separated", "collinear")}
    (FOLDER / "churn-ridge.json").write_text(json.dumps({"sets": own, "fits": fits}) + "\n")


main()
