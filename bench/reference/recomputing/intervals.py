"""Intervals (95%) and tests of answers of which some belong together: docs/adr/0030-intervals.md. All in
closed form, by SciPy's distributions.
"""

import numpy as np
from scipy import optimize, stats
from scipy.stats import rankdata

Interval = tuple[float, float]


def by_group(groups: list, values) -> tuple[np.ndarray, np.ndarray]:
    """Totals and counts of each group, in order of first appearance."""
    place: dict = {}
    at = np.array([place.setdefault(group, len(place)) for group in groups], dtype=int)
    totals, counts = np.zeros(len(place)), np.zeros(len(place))
    np.add.at(totals, at, np.asarray(values, dtype=float))
    np.add.at(counts, at, 1)
    return totals, counts


def effective_size(totals: np.ndarray, counts: np.ndarray, variance: float) -> float:
    """As many independent observations as say as much (Kish 1965; Korn and Graubard 1998)."""
    n = counts.sum()
    voices = n**2 / (counts**2).sum()
    if len(counts) == n:
        return float(n)
    if len(counts) < 2 or variance == 0:
        return float(voices)
    d2 = (totals - totals.sum() / n * counts) ** 2
    effect = max(1, len(counts) / (len(counts) - 1) * d2.sum() / n**2 / (variance / n))
    df = max(1, (len(counts) if d2.sum() == 0 else d2.sum() ** 2 / (d2**2).sum()) - 1)
    price = (stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, df)) ** 2
    return float(min(n, max(voices, n / effect * price)))


def exact(k: float, n: float) -> Interval:
    """Clopper and Pearson 1934, of counts that need not be whole."""
    return (
        0.0 if k == 0 else float(stats.beta.ppf(0.025, k, n - k + 1)),
        1.0 if k == n else float(stats.beta.ppf(0.975, k + 1, n - k)),
    )


def of_rate(totals: np.ndarray, counts: np.ndarray) -> Interval | None:
    if counts.sum() == 0:
        return None
    rate = totals.sum() / counts.sum()
    n = effective_size(totals, counts, rate * (1 - rate))
    return exact(min(rate * n, n), n)


def widened_t(totals: np.ndarray, counts: np.ndarray, low: float, high: float, added: int) -> Interval | None:
    """Student's t over the groups and `added` more of average size at either end."""
    if counts.sum() == 0:
        return None
    size = (counts**2).sum() / counts.sum()
    t = np.append(totals, np.array([low, high] * added) * size)
    c = np.append(counts, np.full(2 * added, size))
    mean, g = t.sum() / c.sum(), len(c)
    if np.all(counts == 1):
        ends = stats.t.interval(0.95, g - 1, mean, stats.sem(t))
    else:
        half = stats.t.ppf(0.975, g - 1) * np.sqrt(g / (g - 1) * ((t - mean * c) ** 2).sum()) / c.sum()
        ends = mean - half, mean + half
    seen = totals.sum() / counts.sum()
    return float(max(low, min(seen, ends[0]))), float(min(high, max(seen, ends[1])))


def of_mean(totals: np.ndarray, counts: np.ndarray, low: float, high: float) -> Interval | None:
    return widened_t(totals, counts, low, high, 2)


def of_difference(totals: np.ndarray, counts: np.ndarray) -> Interval | None:
    return widened_t(totals, counts, -1, 1, 1)


def square_and_add(a: float, of_a: Interval, b: float, of_b: Interval) -> Interval:
    """Of a - b (Newcombe 1998, method 10)."""
    return a - b - np.hypot(a - of_a[0], of_b[1] - b), a - b + np.hypot(of_a[1] - a, b - of_b[0])


def behind_rate(
    rate: float, of_rate: Interval, sensitivity: float, positives: int, specificity: float, negatives: int
) -> tuple[float | None, Interval | None]:
    """Rogan and Gladen 1978, with every rate that all three intervals allow together; by root finding."""
    of_sensitivity = exact(sensitivity * positives, positives)
    of_specificity = exact(specificity * negatives, negatives)
    power = sensitivity + specificity - 1
    both = ((sensitivity, of_sensitivity), (specificity, of_specificity))
    if power <= np.hypot(*(max(share - low, high - share) for share, (low, high) in both)):
        return None, None

    def excess(true: float) -> float:
        """Above 0: this true rate does not agree with what was seen."""
        distance = rate - (true * sensitivity + (1 - true) * (1 - specificity))
        if distance >= 0:
            arms = rate - of_rate[0], true * (of_sensitivity[1] - sensitivity), specificity - of_specificity[0]
        else:
            arms = of_rate[1] - rate, true * (sensitivity - of_sensitivity[0]), of_specificity[1] - specificity
        return abs(distance) - np.linalg.norm([arms[0], arms[1], (1 - true) * arms[2]])

    true = min(1.0, max(0.0, (rate + specificity - 1) / power))
    if excess(true) > 0:
        return None, None
    low = 0.0 if excess(0.0) <= 0 else optimize.brentq(excess, 0.0, true, xtol=1e-14)
    high = 1.0 if excess(1.0) <= 0 else optimize.brentq(excess, true, 1.0, xtol=1e-14)
    return true, (float(low), float(high))


def area_above(scores: np.ndarray, positive: np.ndarray) -> float:
    """AUC by mid-ranks (Mann and Whitney 1947); NaN where a class is empty."""
    n, m = int(positive.sum()), int((~positive).sum())
    if n == 0 or m == 0:
        return np.nan
    return (rankdata(scores)[positive].sum() - n * (n + 1) / 2) / (n * m)


def area_below(values: np.ndarray, member: np.ndarray) -> float:
    return area_above(-values, member)


def of_area(groups: list, positive: np.ndarray, scores: np.ndarray) -> tuple[Interval, float | None]:
    """Newcombe 2006, method 5, of effective sizes, widened by the variance of the placements; by root
    finding. And the least area that leaves .5 out.
    """
    area = area_above(scores, positive)
    sizes, variances = [], []
    for side in (positive, ~positive):
        own, other = scores[side], np.sort(scores[~side])
        below = (np.searchsorted(other, own, "left") + np.searchsorted(other, own, "right")) / (2 * len(other))
        variances.append(float(below.var(ddof=1)) if len(below) > 1 else 0.0)
        sizes.append(
            effective_size(*by_group([group for group, source in zip(groups, side) if source], below), variances[-1])
        )
    m, n = sizes

    def hanley_mcneil(theta):
        others = (m + n) / 2 - 1
        return theta * (1 - theta) * (1 + others * (1 - theta) / (2 - theta) + others * theta / (1 + theta)) / (m * n)

    smooth = hanley_mcneil(area)
    wide = max(1, (variances[0] / m + variances[1] / n) / smooth) if smooth > 0 else 1
    t = stats.t.ppf(0.975, max(1, m + n - 2))

    def beyond(theta):
        return (area - theta) ** 2 - t**2 * wide * hanley_mcneil(theta)

    inside = min(max(area, 1e-12), 1 - 1e-12)
    low = 0.0 if area == 0 else optimize.brentq(beyond, 0, inside, xtol=1e-15)
    high = 1.0 if area == 1 else optimize.brentq(beyond, inside, 1, xtol=1e-15)
    least = 0.5 + stats.norm.ppf(0.975) * np.sqrt(hanley_mcneil(0.5))
    return (float(low), float(high)), float(least) if least <= 1 else None


def least_rate(counts: np.ndarray) -> float | None:
    """The rate that shows itself at least once in 95 of 100 runs, if each group speaks with one voice (Kish 1965)."""
    return None if counts.sum() == 0 else float(1 - 0.05 ** ((counts**2).sum() / counts.sum() ** 2))


def least_difference(pairs: int, groups: int) -> float | None:
    """The fewest groups that all change one way and reach p = .05, each in one pair: 2 / 2^g <= .05, so six;
    over the pairs.
    """
    fewest = next(count for count in range(1, 99) if 2 / 2**count <= 0.05)
    return fewest / pairs if groups >= fewest else None


def sign_flip(differences: np.ndarray) -> float:
    """Two-sided, over all ways to swap the sides of whole groups; McNemar's where each holds one pair."""
    sizes = [int(abs(difference)) for difference in differences if difference != 0]
    observed = abs(int(sum(differences)))
    if observed == 0:
        return 1.0
    if all(size == 1 for size in sizes):
        return float(stats.binomtest((len(sizes) - observed) // 2, len(sizes), 0.5).pvalue)
    ways = {0: 1}
    for size in sizes:
        after: dict = {}
        for total, count in ways.items():
            for sign in (-1, 1):
                after[total + sign * size] = after.get(total + sign * size, 0) + count
        ways = after
    return sum(count for total, count in ways.items() if abs(total) >= observed) / 2 ** len(sizes)
