"""Numbers of a run and what they are drawn from."""

from dataclasses import dataclass, field

import numpy as np

from . import intervals


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
    least: float | None = None
    """Smallest value that the answers could have shown (intervals.py); None where that cannot be said."""
    condition: str | None = None
    """None: of the questions as the benchmark asks them."""

    def key(self) -> tuple:
        return (self.benchmark, self.guard, self.metric, self.split, self.task, self.type, self.condition)


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

    def plain(self, metric: str, value, n: int, k: int | None = None, ci: intervals.Interval | None = None) -> Number:
        known = None if value is None or np.isnan(value) else float(value)
        place = (self.benchmark, self.guard, self.split, self.task, self.type, metric + self.suffix)
        number = Number(*place, known, n, k, None if known is None else ci)
        self.into.append(number)
        return number

    def share(self, metric: str, rows: list, hit, group=lambda row: row["group"]) -> Number:
        """k of n; rows of one group are not independent."""
        hits = [bool(hit(row)) for row in rows]
        sums = intervals.by_group(list(map(group, rows)), hits)
        number = self.plain(
            metric, sum(hits) / len(rows) if rows else None, len(rows), sum(hits), intervals.of_rate(*sums)
        )
        number.least = intervals.least_rate(sums[1])
        return number

    def mean(self, metric: str, rows: list, of, values=(0, 1), group=lambda row: row["group"]) -> Number:
        """Mean of what is known. `values`: the ends between which they lie by definition; "differences" of
        shares; None, of no bounds.
        """
        known = [(group(row), of(row)) for row in rows]
        known = [(whose, value) for whose, value in known if value is not None]
        sums = intervals.by_group([whose for whose, _ in known], [value for _, value in known])
        ci = (
            None
            if values is None
            else intervals.of_difference(*sums)
            if values == "differences"
            else intervals.of_mean(*sums, *values)
        )
        number = self.plain(metric, np.mean([value for _, value in known]) if known else None, len(known), ci=ci)
        rate = None if values in (None, "differences") else intervals.least_rate(sums[1])
        number.least = None if rate is None else values[0] + (values[1] - values[0]) * rate
        return number

    def pairs(self, metric: str, test: str, pairs: list) -> Number:
        """`pairs` of (group, before, after), each true or not: after minus before, and the p of swapped
        sides, whose n counts what changed.
        """
        changes = [int(after) - int(before) for _, before, after in pairs]
        sums = intervals.by_group([group for group, _, _ in pairs], changes)
        number = self.plain(metric, np.mean(changes) if pairs else None, len(pairs), ci=intervals.of_difference(*sums))
        number.least = intervals.least_difference(len(pairs), len(sums[0]))
        self.plain(test, intervals.sign_flip(sums[0]) if pairs else None, sum(map(abs, changes)))
        return number

    def gap(self, metric: str, first: Number, second: Number) -> Number:
        """First minus second, of two numbers with intervals."""
        if first.value is None or second.value is None:
            return self.plain(metric, None, 0)
        ci = (
            intervals.square_and_add(first.value, first.ci, second.value, second.ci) if first.ci and second.ci else None
        )
        return self.plain(metric, first.value - second.value, min(first.n, second.n), ci=ci)

    def area(self, metric: str, rows: list, member, of, change=lambda area: area) -> Number:
        """Chance that a member scores below another, as the monotone `change` turns it."""
        known = [row for row in rows if of(row) is not None]
        values = np.array([of(row) for row in known], dtype=float)
        members = np.array([member(row) for row in known], dtype=bool)
        area = intervals.area_below(values, members)
        if np.isnan(area):
            return self.plain(metric, None, len(known))
        ends, least = intervals.of_area([row["group"] for row in known], members, -values)
        number = self.plain(metric, change(area), len(known), ci=tuple(sorted(map(change, ends))))
        number.least = None if least is None else change(least)
        return number


def grouped(rows: list, key) -> dict:
    """In the order of first appearance."""
    groups: dict = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups
