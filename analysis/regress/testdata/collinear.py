# The Schoenfeld test of seven cases with two nearly collinear columns, in 60
# digits: chi-squared of each column and of both, g(t) = t, no ties.
#
#   python3 collinear.py        made with Python 3.11 and mpmath 1.3.0
#
# The second column is the first and a small share 2^-k of another, so that every
# number of the data is exact. The tests of the first column and of both do not
# depend on k.
from mpmath import exp, lu_solve, matrix, mp, mpf, nstr, sqrt

mp.dps = 60
event = [1, 1, 1, 1, 1, 1, 0]  # on days 1 to 7
first, other = [3, 1, 4, 1, 5, 9, 2], [1, -1, 2, 0, -2, 1, 3]


def sums(x, b, g):
    u, info, ug, c, q = matrix(2, 1), matrix(2, 2), matrix(2, 1), matrix(2, 2), matrix(2, 2)
    for i in range(7):
        if not event[i]:
            continue
        risk = range(i, 7)
        w = [exp(b[0] * x[j][0] + b[1] * x[j][1]) for j in risk]
        mean = [sum(v * x[j][k] for v, j in zip(w, risk)) / sum(w) for k in range(2)]
        v = matrix(2, 2)
        for k in range(2):
            for m in range(2):
                v[k, m] = sum(a * (x[j][k] - mean[k]) * (x[j][m] - mean[m]) for a, j in zip(w, risk)) / sum(w)
        s = matrix([x[i][0] - mean[0], x[i][1] - mean[1]])
        u, info, ug, c, q = u + s, info + v, ug + g[i] * s, c + g[i] * v, q + g[i] ** 2 * v
    return u, info, ug, c, q


mean = mpf(sum(i + 1 for i in range(7) if event[i])) / sum(event)
g = [i + 1 - mean for i in range(7)]
for k in (4, 12, 15):
    x = [[mpf(a), a + mpf(e) / 2**k] for a, e in zip(first, other)]
    b = matrix(2, 1)
    for _ in range(200):
        u, info, *_ = sums(x, b, g)
        step = lu_solve(info, u)
        decrement = (step.T * info * step)[0]
        b += step / max(1, sqrt(decrement))
        if decrement < mpf(10) ** -50:
            break
    u, info, ug, c, q = sums(x, b, g)
    rest = q - c * info**-1 * c
    found = [ug[j] ** 2 / rest[j, j] for j in range(2)] + [(ug.T * rest**-1 * ug)[0]]
    print(k, [nstr(v, 15) for v in found])
