"""What is drawn at random, drawn again: the generator, folds, shuffled labels and exchanged tasks (docs/recompute.md).

The generator is sfc32 of Chris Doty-Humphrey's PractRand, its four words filled from the UTF-16 units of the
seed by FNV-1a with four offsets and the
finaliser of MurmurHash3; twelve outputs are thrown away.
"""

import numpy as np

OFFSETS = (0, 0x9E3779B9, 0x243F6A88, 0xB7E15162)
MASK = 0xFFFFFFFF


def _state(seed: str) -> list[int]:
    units = np.frombuffer(seed.encode("utf-16-le"), dtype="<u2").tolist()
    words = []
    for offset in OFFSETS:
        h = 0x811C9DC5 ^ offset
        for unit in units:
            h = ((h ^ unit) * 0x01000193) & MASK
        h = ((h ^ (h >> 16)) * 0x85EBCA6B) & MASK
        h = ((h ^ (h >> 13)) * 0xC2B2AE35) & MASK
        words.append(h ^ (h >> 16))
    return words


class Streams:
    """One generator for each seed, all stepped together."""

    def __init__(self, seeds: list[str]):
        self.a, self.b, self.c, self.d = np.array([_state(seed) for seed in seeds], dtype=np.uint32).T
        for _ in range(12):
            self.next()

    def next(self) -> np.ndarray:
        """Uniform in [0, 1), one for each seed."""
        a, b, c, d = self.a, self.b, self.c, self.d
        t = a + b + d
        self.d = d + np.uint32(1)
        self.a = b ^ (b >> np.uint32(9))
        self.b = c + (c << np.uint32(3))
        self.c = ((c << np.uint32(21)) | (c >> np.uint32(11))) + t
        return t.astype(np.float64) / 2**32


class Random:
    """One generator."""

    def __init__(self, seed: str):
        self._streams = Streams([seed])

    def shuffle(self, items: list) -> list:
        """Fisher-Yates from the end; a copy."""
        copy = list(items)
        for i in range(len(copy) - 1, 0, -1):
            j = int(self._streams.next()[0] * (i + 1))
            copy[i], copy[j] = copy[j], copy[i]
        return copy


def folds(groups: list[str], labels: list[bool], k: int, seed: str) -> list[int]:
    """The fold of each row: groups of the class False, then of True, shuffled and dealt on."""
    label_of: dict[str, bool] = {}
    for group, label in zip(groups, labels):
        label_of.setdefault(group, label)
    random = Random(seed)
    fold_of: dict[str, int] = {}
    for label in (False, True):
        for group in random.shuffle([key for key, own in label_of.items() if own == label]):
            fold_of[group] = len(fold_of) % k
    return [fold_of[group] for group in groups]


def shuffled_labels(groups: list[str], labels: list[bool], random: Random) -> list[bool]:
    """Labels shuffled between groups, in the order in which groups first appear."""
    label_of: dict[str, bool] = {}
    for group, label in zip(groups, labels):
        label_of.setdefault(group, label)
    new = dict(zip(label_of, random.shuffle(list(label_of.values()))))
    return [new[group] for group in groups]


def holdout(labels: list[bool], share: float, seed: str) -> list[bool]:
    """A share of the rows of each class (False first), at least one and not all, rounded half up."""
    random = Random(seed)
    held = [False] * len(labels)
    for label in (False, True):
        rows = [i for i, own in enumerate(labels) if own == label]
        count = min(len(rows) - 1, max(1, int(np.floor(len(rows) * share + 0.5))))
        for row in random.shuffle(rows)[:count]:
            held[row] = True
    return held
