"""AUC, rates and ROC points of a binary score."""

import numpy as np


def auc(scores, labels) -> float | None:
    """Area under the ROC by ranks, ties counted half (Mann and Whitney). None if a class is missing."""
    values, y = np.asarray(scores, float), np.asarray(labels, int)
    n1 = int(y.sum())
    if n1 == 0 or n1 == len(y):
        return None
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    return round(float((ranks[y == 1].sum() - n1 * (n1 + 1) / 2) / (n1 * (len(y) - n1))), 4)


def rates(scores, labels, threshold: float) -> dict:
    """Accuracy, precision, recall, F1 and the rate of false alarms; None where a denominator is 0."""
    fires, y = np.asarray(scores, float) >= threshold, np.asarray(labels, int) == 1
    hit, alarm, miss = int((fires & y).sum()), int((fires & ~y).sum()), int((~fires & y).sum())

    def part(count, of):
        return round(count / of, 4) if of else None

    precision, recall = part(hit, hit + alarm), part(hit, hit + miss)
    return {
        "accuracy": part(int((fires == y).sum()), len(y)),
        "precision": precision if y.any() else None,
        "recall": recall,
        "f1": part(2 * hit, 2 * hit + alarm + miss) if y.any() else None,
        "falseAlarms": part(alarm, int((~y).sum())),
    }


def roc(scores, labels, most: int | None = None) -> list[dict]:
    """Points (threshold, tpr, fpr), strictest first, one for each distinct score; at most `most`, evenly
    picked, ends kept.
    """
    values, y = np.asarray(scores, float), np.asarray(labels, int)
    order = np.argsort(-values, kind="stable")
    values, y = values[order], y[order]
    last = np.append(values[1:] != values[:-1], True)
    tpr, fpr = np.cumsum(y)[last] / max(1, y.sum()), np.cumsum(1 - y)[last] / max(1, (1 - y).sum())
    points = [
        {"threshold": float(limit), "tpr": float(hits), "fpr": float(alarms)}
        for limit, hits, alarms in zip(values[last], tpr, fpr)
    ]
    if most is None or len(points) <= most:
        return points
    keep = sorted({round(i) for i in np.linspace(0, len(points) - 1, most)})
    return [{k: round(value, 6) for k, value in points[i].items()} for i in keep]
