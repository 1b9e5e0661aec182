"""Numbers of a run and what they are drawn from."""
from dataclasses import dataclass, field

import numpy as np

from .intervals import Area, Sums, area_below, rate_of


@dataclass
class Number:
    benchmark: str
    guard: str
    split: str | None
    task: str | None
    type: str | None
    metric: str
    value: float | None
    n: int
    k: int | None = None
    ci: tuple[float, float] | None = None
    seed: str = ""
    resampled: Sums | Area | None = None
    rate: Sums | None = None

    def key(self) -> tuple:
        return (self.benchmark, self.guard, self.metric, self.split, self.task, self.type)


@dataclass
class Cell:
    """Where numbers stand, and the rules by which they are made: all of one benchmark and guard."""

    benchmark: str
    guard: str
    split: str | None = None
    task: str | None = None
    type: str | None = None
    suffix: str = ""
    into: list = field(default_factory=list)

    def at(self, **place) -> "Cell":
        return Cell(**{**self.__dict__, **place})

    def _add(self, metric: str, value, n: int, **more) -> Number:
        place = [self.benchmark, *(part or "" for part in (self.split, self.task, self.type)), metric]
        number = Number(
            self.benchmark, self.guard, self.split, self.task, self.type, metric + self.suffix,
            None if value is None or np.isnan(value) else float(value), n, seed="/".join(place), **more,
        )
        self.into.append(number)
        return number

    def share(self, metric: str, rows: list, hit, group=lambda row: row["group"]) -> Number:
        """k of n; rows of one group are not independent."""
        hits = [bool(hit(row)) for row in rows]
        values = np.array([[float(h), 1.0] for h in hits]).reshape(-1, 2)
        sums = Sums([group(row) for row in rows], values, rate_of)
        clustered = len(rows) > 0 and sums.count() < len(rows)
        return self._add(metric, sum(hits) / len(rows) if rows else None, len(rows), k=sum(hits), rate=sums,
                         resampled=sums if clustered else None)

    def mean(self, metric: str, rows: list, of, group=lambda row: row["group"]) -> Number:
        """Mean of what is known."""
        known = [(group(row), of(row)) for row in rows]
        known = [(g, v) for g, v in known if v is not None]
        return self.sums(metric, [g for g, _ in known], [[v, 1.0] for _, v in known], rate_of)

    def sums(self, metric: str, groups: list[str], values: list, statistic) -> Number:
        if not groups:
            return self._add(metric, None, 0)
        sums = Sums(groups, np.array(values, dtype=float), statistic)
        return self._add(metric, statistic(sums.values.sum(axis=0)[None, :])[0], len(groups), resampled=sums)

    def area(self, metric: str, rows: list, member, of) -> Number:
        known = [row for row in rows if of(row) is not None]
        values = np.array([of(row) for row in known], dtype=float)
        members = np.array([member(row) for row in known], dtype=bool)
        value = area_below(values, members)
        return self._add(metric, value, len(known), resampled=Area([row["group"] for row in known], members, values))

    def plain(self, metric: str, value, n: int) -> Number:
        return self._add(metric, value, n)


def grouped(rows: list, key) -> dict:
    """In the order of first appearance."""
    groups: dict = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
