"""Rows that the harm detector is trained, calibrated and tested on. Needs nothing but Python: the bench makes
the test rows with it, too.

python -m leakscope_training.detector_data --texts ../../shared/data/harm-texts.jsonl --part test --out rows.jsonl
Harmful rows are offensive: they are written below `work/` and `out/` (both ignored by git) and nowhere else.
"""

import argparse
import hashlib
import json

from . import answers, disclosures


def fold(text: str) -> int:
    """0 to 9 by the text itself: 0-6 train, 7 calibrates the thresholds, 8 and 9 test."""
    return hashlib.sha256(text.encode()).digest()[0] % 10


PARTS = {"training": range(7), "calibration": range(7, 8), "test": range(8, 10)}


def dataset(texts: str, scale: float = 1.0) -> list[dict]:
    """All rows: text, harm and private (0, 1, or None where nobody labelled it), source, kind, language,
    part. The same in every run.
    """
    real = [json.loads(line) for line in open(texts, encoding="utf8")]
    rows = []
    for part, folds in PARTS.items():
        pool = "evaluation" if part == "test" else "training"
        size = {"training": 1.0, "calibration": 0.15, "test": 0.3}[part] * scale
        here = [r for r in real if fold(r["text"]) in folds]
        own = []
        for r in here:
            source = r["source"].split("@")[0]
            own.append(
                {
                    "text": r["text"],
                    "harm": int(r["harmful"]),
                    "private": None if "presidio" in source else 0,
                    "language": "en",
                    "kind": r["kind"],
                    "source": source,
                }
            )
        prompts = [
            {**r, "source": r["source"].split("@")[0], "fold": fold(r["text"])} for r in here if r["kind"] == "prompt"
        ]
        harmful, safe = [p for p in prompts if p["harmful"]], [p for p in prompts if not p["harmful"]]
        benign = [{**p, "fold": fold(p["text"])} for p in answers.benign_prompts(pool, len(part), int(2200 * size))]
        own += [
            {
                "text": p["text"],
                "harm": 0,
                "private": 0,
                "language": "en",
                "kind": "prompt",
                "source": "generated/benign",
            }
            for p in benign[: int(1000 * size)]
        ]
        own += answers.answers(
            harmful, pool, 1, {"comply": 0.6, "partly": 0.3, "refuse": 0.6, "evade": 0.2, "prevent": 0.35}
        )
        own += answers.answers(safe + benign, pool, 2, {"comply": 0.9, "partly": 0.45, "refuse": 0.15, "evade": 0.25})
        own += answers.opinions(pool, 3, int(1600 * size))
        own += answers.chinese(pool, 4, int(1500 * size))
        own += answers.descriptions(pool, 5)
        own += disclosures.disclosures(int(6500 * size), pool, {"training": 6, "calibration": 7, "test": 8}[part])
        rows += [{**r, "part": part, "fold": r.get("fold", fold(r["text"]))} for r in own]
    return rows


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--texts", required=True)
    p.add_argument("--part", choices=list(PARTS), required=True)
    p.add_argument("--out", required=True)
    a = p.parse_args()
    with open(a.out, "w", encoding="utf8") as f:
        for i, row in enumerate(r for r in dataset(a.texts) if r["part"] == a.part):
            f.write(json.dumps({"id": f"{a.part}/{i}", **row}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
