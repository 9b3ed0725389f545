"""Convergence diagnostics of Markov chains by ArviZ: test/golden/sampler-diagnostics.json.

    python3 scripts/golden/diagnostics_reference.py    needs numpy 2.4, arviz 0.23; seconds

Rank-normalized split R-hat, effective sample sizes and the Monte Carlo standard error of the mean, as Vehtari,
Gelman, Simpson, Carpenter & Buerkner (2021) define them, for chains that agree, disagree, crawl, swing and tie.
"""

import json
from pathlib import Path

import arviz as az
import numpy as np

OUT = Path(__file__).resolve().parents[2] / "test" / "golden" / "sampler-diagnostics.json"
rng = np.random.default_rng(20210607)


def autoregressive(chains, draws, rho):
    """x_t = rho x_(t-1) + sqrt(1 - rho^2) e_t, started in equilibrium."""
    x = np.empty((chains, draws))
    x[:, 0] = rng.normal(size=chains)
    for t in range(1, draws):
        x[:, t] = rho * x[:, t - 1] + np.sqrt(1 - rho**2) * rng.normal(size=chains)
    return x


shifted = autoregressive(4, 80, 0.3)
shifted[2] += 1.5
wider = autoregressive(4, 80, 0.3)
wider[1] *= 4
SETS = {
    "independent": rng.normal(size=(4, 100)),
    "crawling": autoregressive(4, 150, 0.95),
    "swinging": autoregressive(4, 100, -0.6),
    "one chain elsewhere": shifted,
    "one chain wider": wider,
    "heavy tails": rng.standard_cauchy(size=(4, 80)),
    "counts with ties": rng.poisson(2, size=(3, 90)).astype(float),
    "odd length, two chains": autoregressive(2, 61, 0.5),
    "one chain": autoregressive(1, 120, 0.7),
    "drifting": autoregressive(4, 60, 0.2) + np.linspace(0, 2, 60),
}

records = []
for name, values in SETS.items():
    chains = np.round(values, 4)
    # ArviZ gives no R-hat of a single chain.
    r_hat = float(az.rhat(chains, method="rank")) if len(chains) > 1 else None
    records.append(
        {
            "name": name,
            "chains": chains.tolist(),
            "rHat": r_hat,
            "bulkEss": float(az.ess(chains, method="bulk")),
            "tailEss": float(az.ess(chains, method="tail")),
            "meanEss": float(az.ess(chains, method="mean")),
            "mcse": float(az.mcse(chains, method="mean")),
        }
    )
OUT.write_text("[\n" + ",\n".join(json.dumps(record) for record in records) + "\n]\n")
for record in records:
    print({key: value for key, value in record.items() if key != "chains"})
