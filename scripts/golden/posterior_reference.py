"""Posterior of BG/NBD parameters by random-walk Metropolis: test/golden/clv/posteriors.json.

    python3 scripts/golden/posterior_reference.py    needs numpy 2.4, scipy 1.17; minutes

Four hundred walkers over log-parameters, normal proposals with the covariance of a first run. The density is the
likelihood of Fader, Hardie & Lee (2005, eq. 6) times normal priors with deviation 2 around 0 on log-parameters of a
clock whose longest age is 1; in "priors" other ones over the parameters themselves, in weeks. Moments and
quantiles are those of log-parameters in weeks, each with its Monte Carlo standard error, from the walkers' spread.
"""

import json
from pathlib import Path

import numpy as np
from scipy.special import betaln, gammaln

GOLDEN = Path(__file__).resolve().parents[2] / "test" / "golden" / "clv"
NAMES = ["r", "alpha", "a", "b"]
PROBABILITIES = [0.025, 0.25, 0.5, 0.75, 0.975]
WALKERS = 400
STEPS = 3_000


def load(name):
    data = json.loads((GOLDEN / f"{name}.json").read_text())
    per = data["unitsPerWeek"]
    x = np.array(data["frequency"], float)
    tx = np.array(data["recency"], float) / per
    age = np.array(data["age"], float) / per
    return x, tx, age, np.array(data.get("weight", np.ones(len(x))), float)


def log_likelihood(theta, data):
    """Of (walkers, 4) parameters in weeks."""
    x, tx, age, weight = data
    r, alpha, a, b = (theta[:, [i]] for i in range(4))
    shared = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - betaln(a, b)
    alive = betaln(a, b + x) - (r + x) * np.log(alpha + age)
    with np.errstate(invalid="ignore"):
        gone = np.where(x > 0, betaln(a + 1, b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + tx), -np.inf)
    return (weight * (shared + np.logaddexp(alive, gone))).sum(axis=1)


def default_prior(log_theta, data):
    medians = np.array([0, np.log(data[2].max()), 0, 0])
    return -(((log_theta - medians) / 2) ** 2).sum(axis=1) / 2


def informed_prior(log_theta, _):
    """Gamma(2, rate 1), half-normal 20, half-Cauchy 1, exponential 0.5: densities over theta, hence + log theta."""
    r, alpha, a, b = np.exp(log_theta).T
    return (np.log(r) - r) - (alpha / 20) ** 2 / 2 - np.log1p(a**2) - b / 2 + log_theta.sum(axis=1)


def metropolis(density, start, covariance, steps, rng):
    root = np.linalg.cholesky(covariance) * 2.38 / 2
    at, value = start, density(start)
    kept = np.empty((steps, *start.shape))
    for step in range(steps):
        trial = at + rng.normal(size=at.shape) @ root.T
        trial_value = density(trial)
        accepted = np.log(rng.uniform(size=len(at))) < trial_value - value
        at = np.where(accepted[:, None], trial, at)
        value = np.where(accepted, trial_value, value)
        kept[step] = at
    return kept


def sample(data, prior, rng):
    def density(at):
        return log_likelihood(np.exp(at), data) + prior(at, data)

    at = rng.normal(size=(WALKERS, 4)) + np.array([0, np.log(data[2].max()), 0, 0])
    covariance = np.eye(4) * 0.05
    for _ in range(4):
        kept = metropolis(density, at, covariance, 800, rng)
        at, covariance = kept[-1], np.cov(kept[400:].reshape(-1, 4).T)
    return metropolis(density, at, covariance, STEPS, rng)


def record(name, prior_name, prior, rng):
    kept = sample(load(name), prior, rng)
    pooled = kept.reshape(-1, 4)
    walkers = np.sqrt(WALKERS)
    mean, sd = pooled.mean(axis=0), pooled.std(axis=0)
    quantiles = np.quantile(pooled, PROBABILITIES, axis=0)
    by_walker = np.quantile(kept, PROBABILITIES, axis=0)
    answer = {"data": name, "priors": prior_name, "probabilities": PROBABILITIES, "parameters": {}}
    for i, parameter in enumerate(NAMES):
        answer["parameters"][parameter] = {
            "mean": round(mean[i], 6),
            "meanError": round(kept[:, :, i].mean(axis=0).std() / walkers, 6),
            "sd": round(sd[i], 6),
            "quantiles": [round(q, 6) for q in quantiles[:, i]],
            "quantileErrors": [round(e, 6) for e in by_walker[:, :, i].std(axis=1) / walkers],
        }
    correlation = np.corrcoef(pooled.T)
    answer["correlations"] = [[round(c, 5) for c in row] for row in correlation]
    return answer


def main():
    rng = np.random.default_rng(20140401)
    answers = []
    for name, prior_name, prior in [
        ("bg-nbd-small", "default", default_prior),
        ("bg-nbd-small", "informed", informed_prior),
        ("bg-nbd-loyal", "default", default_prior),
        ("bg-nbd-zero-one", "default", default_prior),
    ]:
        answers.append(record(name, prior_name, prior, rng))
        print(json.dumps(answers[-1]), flush=True)
    (GOLDEN / "posteriors.json").write_text("[\n" + ",\n".join(json.dumps(a) for a in answers) + "\n]\n")


if __name__ == "__main__":
    main()
