"""The rational function behind logGamma: ln Gamma(2 + w) = w P(w)/Q(w) for |w| <= 1/2.

    python3 scripts/golden/log_gamma_coefficients.py

Linear least squares at Chebyshev nodes in 60 digits, reweighted by Q until its relative error is
even. Prints the coefficients of P and Q, highest power first, and the greatest relative error.
"""

from mpmath import cos, euler, linspace, loggamma, lu_solve, matrix, mp, mpf, nstr, pi, polyval

mp.dps = 60
ABOVE, BELOW = 6, 5


def target(w):
    return loggamma(2 + w) / w if w != 0 else 1 - euler


def fit():
    count = 4 * (ABOVE + BELOW + 1)
    nodes = [cos(pi * (2 * k + 1) / (2 * count)) / 2 for k in range(count)]
    values = [target(w) for w in nodes]
    weights = [mpf(1)] * count
    for _ in range(10):
        left = matrix(count, ABOVE + BELOW + 1)
        right = matrix(count, 1)
        for i, (w, value) in enumerate(zip(nodes, values)):
            scale = weights[i] / value
            for j in range(ABOVE + 1):
                left[i, j] = scale * w**j
            for j in range(1, BELOW + 1):
                left[i, ABOVE + j] = -scale * value * w**j
            right[i] = scale * value
        solution = lu_solve(left, right)
        above = [solution[j] for j in range(ABOVE, -1, -1)]
        below = [solution[ABOVE + j] for j in range(BELOW, 0, -1)] + [mpf(1)]
        weights = [1 / abs(polyval(below, w)) for w in nodes]
    return above, below


above, below = fit()
grid = linspace(-0.5, 0.5, 301)
error = max(abs(polyval(above, w) / polyval(below, w) / target(w) - 1) for w in grid)
print("above:", [float(c) for c in above])
print("below:", [float(c) for c in below])
print("relative error:", nstr(error, 3))
