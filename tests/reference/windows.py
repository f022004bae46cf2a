"""Makes windows.txt, the expected window values: python3 windows.py > windows.txt

Needs scipy (1.17.1 made the file as it stands) and mpmath. Lines of the file:
  values WINDOW FORM LENGTH w[0] w[1] ...    scipy's values, all of them
  sums   WINDOW FORM LENGTH S1 S2            of scipy's values, with exact summation
  exact  WINDOW FORM LENGTH INDEX w[INDEX]   from 50-digit arithmetic, where scipy itself rounds too much
"""
import math

import mpmath as mp
from scipy.signal import get_window

WINDOWS = [
    "boxcar", "bartlett", "cosine", "hann", "hamming", "blackman", "blackmanharris", "nuttall", "flattop",
    "bohman", "parzen", "gaussian:1.5", "gaussian:300", "kaiser:0", "kaiser:8.6", "kaiser:40", "tukey:0",
    "tukey:0.25", "tukey:0.6", "tukey:1", "dpss:2.5", "dpss:0.8", "chebwin:100", "chebwin:50",
]
SOLVED = ("dpss", "chebwin")
mp.mp.dps = 50


def scipy_window(window, form, length):
    name, _, parameter = window.partition(":")
    return get_window((name, float(parameter)) if parameter else name, length, fftbins=form == "periodic").tolist()


def exact_dpss(nw, m):
    """Inverse iteration on (M^2-1)/4 - T, T being the tridiagonal matrix of Slepian 1978."""
    nw = mp.mpf(nw)
    diagonal = [(mp.mpf(m) ** 2 - 1) / 4 - (mp.mpf(m - 1 - 2 * t) / 2) ** 2 * mp.cos(2 * mp.pi * nw / m) for t in range(m)]
    beside = [-mp.mpf(t * (m - t)) / 2 for t in range(1, m)]
    pivots, factors = [diagonal[0]], []
    for row in range(1, m):
        factors.append(beside[row - 1] / pivots[-1])
        pivots.append(diagonal[row] - factors[-1] * beside[row - 1])
    vector = [mp.mpf(1)] * m
    for _ in range(60):
        for row in range(1, m):
            vector[row] -= factors[row - 1] * vector[row - 1]
        vector[-1] /= pivots[-1]
        for row in range(m - 2, -1, -1):
            vector[row] = (vector[row] - beside[row] * vector[row + 1]) / pivots[row]
        peak = max(vector)
        vector = [value / peak for value in vector]
    scale = mp.mpf(m) ** 2 / (mp.mpf(m) ** 2 + nw) if m % 2 == 0 else 1
    return lambda index: vector[index] * scale


def exact_chebwin(decibels, m):
    """The inverse transform of the Chebyshev polynomial, summed as it is defined."""
    order = m - 1
    beta = mp.cosh(mp.acosh(mp.mpf(10) ** (mp.mpf(decibels) / 20)) / order)

    def polynomial(x):
        if abs(x) <= 1:
            return mp.cos(order * mp.acos(x))
        return mp.cosh(order * mp.acosh(abs(x))) * (1 if x > 0 or order % 2 == 0 else -1)

    transform = [polynomial(beta * mp.cos(mp.pi * k / m)) for k in range(m)]

    def raw(index):
        return mp.fsum(p * mp.cos(mp.pi * k * (2 * index - order) / m) for k, p in enumerate(transform))

    peak = raw(order // 2)  # with 50 dB and more the middle is the largest
    return lambda index: raw(index) / peak


def main():
    for window in WINDOWS:
        for form, length in (("periodic", 8), ("symmetric", 9)):
            print("values", window, form, length, *scipy_window(window, form, length))
    for window in WINDOWS:
        if not window.startswith(SOLVED):
            for form, length in (("periodic", 1024), ("symmetric", 255), ("periodic", 4095)):
                values = scipy_window(window, form, length)
                print("sums", window, form, length, math.fsum(values), math.fsum(v * v for v in values))
    for window, length in (("dpss:2.5", 1024), ("dpss:0.8", 2047), ("chebwin:100", 1024), ("chebwin:50", 511)):
        name, _, parameter = window.partition(":")
        exact = {"dpss": exact_dpss, "chebwin": exact_chebwin}[name](parameter, length)
        for index in (0, 1, length // 7, length // 3, length // 2 - 3):
            print("exact", window, "symmetric", length, index, float(exact(index)))


main()
