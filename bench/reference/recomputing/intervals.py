"""Intervals (95%): src/audit/benchmarks/mm-privacy/README.md, last paragraph of "Metrics".

Wilson (1927) where every observation is a group of its own; else the hull of the percentile bootstrap over groups (1,000 resamples) and of Wilson with the
effective sample size n / deff (Kish 1965; Korn and Graubard 1998; Dean and Pagano 2015). Other statistics: the bootstrap alone.
"""
from dataclasses import dataclass
from typing import Callable

import numpy as np
from scipy.stats import norm, rankdata

from .draws import resamples

RESAMPLES = 1000
Z = norm.ppf(0.975)


def wilson(k: float, n: float) -> tuple[float, float]:
    p = k / n
    centre = (p + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * np.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass
class Sums:
    """A statistic of sums over rows; `statistic` takes sums (resamples x addends) and gives NaN where it says nothing."""

    groups: list[str]
    values: np.ndarray
    statistic: Callable[[np.ndarray], np.ndarray]

    def by_group(self) -> np.ndarray:
        place: dict[str, int] = {}
        at = np.array([place.setdefault(group, len(place)) for group in self.groups])
        sums = np.zeros((len(place), self.values.shape[1]))
        np.add.at(sums, at, self.values)
        return sums

    def over(self, drawn: np.ndarray) -> np.ndarray:
        return self.statistic(self.by_group()[drawn].sum(axis=1))

    def count(self) -> int:
        return len(set(self.groups))


@dataclass
class Area:
    """Chance that a member scores below another, ties counting half."""

    groups: list[str]
    member: np.ndarray
    value: np.ndarray

    def over(self, drawn: np.ndarray) -> np.ndarray:
        rows: dict[str, list[int]] = {}
        for i, group in enumerate(self.groups):
            rows.setdefault(group, []).append(i)
        own = list(rows.values())
        areas = []
        for resample in drawn:
            at = np.concatenate([own[g] for g in resample])
            areas.append(area_below(self.value[at], self.member[at]))
        return np.array(areas)

    def count(self) -> int:
        return len(set(self.groups))


def area_below(values: np.ndarray, member: np.ndarray) -> float:
    """AUC of minus the value, by mid-ranks (Mann and Whitney 1947); NaN where a class is empty."""
    n, m = int(member.sum()), int((~member).sum())
    if n == 0 or m == 0:
        return np.nan
    return (rankdata(-values)[member].sum() - n * (n + 1) / 2) / (n * m)


def rate_of(sums: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums[:, 1] == 0, np.nan, sums[:, 0] / sums[:, 1])


def percentile(values: np.ndarray) -> tuple[float, float] | None:
    known = values[~np.isnan(values)]
    return None if len(known) == 0 else tuple(np.quantile(known, [0.025, 0.975]))


def design_effect(by_group: np.ndarray) -> float:
    hits, trials = by_group[:, 0], by_group[:, 1]
    k, n, g = hits.sum(), trials.sum(), len(by_group)
    one_voice = (trials**2).sum() / n
    if g < 2 or k == 0 or k == n:
        return one_voice
    rate = k / n
    variance = g / (g - 1) * ((hits - rate * trials) ** 2).sum() / n**2
    return min(max(1.0, variance / (rate * (1 - rate) / n)), one_voice)


def fill(numbers: list) -> None:
    """Draws the intervals of all numbers that have one, those of equally many groups together."""
    pending: dict[int, list] = {}
    for number in numbers:
        if number.resampled is not None and number.resampled.count() >= 2 and number.value is not None:
            pending.setdefault(number.resampled.count(), []).append(number)
    for groups, own in pending.items():
        for at in range(0, len(own), 64):
            some = own[at : at + 64]
            for number, drawn in zip(some, resamples([one.seed for one in some], groups, RESAMPLES)):
                interval = percentile(number.resampled.over(drawn))
                # Where all resamples agree to rounding there is no spread to speak of.
                too_narrow = isinstance(number.resampled, Sums) and interval is not None and interval[1] - interval[0] <= 1e-12
                number.ci = None if too_narrow else interval
    for number in numbers:
        if number.rate is None or number.n == 0:
            continue
        by_group = number.rate.by_group()
        k, n = by_group.sum(axis=0)
        if len(by_group) == number.n:
            number.ci = wilson(k, n)
            continue
        effective = n / design_effect(by_group)
        low, high = wilson(min(k / n * effective, effective), effective)
        number.ci = (low, high) if number.ci is None else (min(low, number.ci[0]), max(high, number.ci[1]))
    for number in numbers:
        if hasattr(number, "after"):
            number.ci = number.after()
