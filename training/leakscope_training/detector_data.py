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
        here = [one_row for one_row in real if fold(one_row["text"]) in folds]
        own = []
        for row in here:
            source = row["source"].split("@")[0]
            own.append(
                {
                    "text": row["text"],
                    "harm": int(row["harmful"]),
                    "private": None if "presidio" in source else 0,
                    "language": "en",
                    "kind": row["kind"],
                    "source": source,
                }
            )
        prompts = [
            {**one_row, "source": one_row["source"].split("@")[0], "fold": fold(one_row["text"])}
            for one_row in here
            if one_row["kind"] == "prompt"
        ]
        harmful, safe = (
            [prompt for prompt in prompts if prompt["harmful"]],
            [prompt for prompt in prompts if not prompt["harmful"]],
        )
        benign = [
            {**prompt, "fold": fold(prompt["text"])}
            for prompt in answers.benign_prompts(pool, len(part), int(2200 * size))
        ]
        own += [
            {
                "text": prompt["text"],
                "harm": 0,
                "private": 0,
                "language": "en",
                "kind": "prompt",
                "source": "generated/benign",
            }
            for prompt in benign[: int(1000 * size)]
        ]
        own += answers.answers(
            harmful, pool, 1, {"comply": 0.6, "partly": 0.3, "refuse": 0.6, "evade": 0.2, "prevent": 0.35}
        )
        own += answers.answers(safe + benign, pool, 2, {"comply": 0.9, "partly": 0.45, "refuse": 0.15, "evade": 0.25})
        own += answers.opinions(pool, 3, int(1600 * size))
        own += answers.chinese(pool, 4, int(1500 * size))
        own += answers.descriptions(pool, 5)
        own += disclosures.disclosures(int(6500 * size), pool, {"training": 6, "calibration": 7, "test": 8}[part])
        rows += [{**one_row, "part": part, "fold": one_row.get("fold", fold(one_row["text"]))} for one_row in own]
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--texts", required=True)
    parser.add_argument("--part", choices=list(PARTS), required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    with open(args.out, "w", encoding="utf8") as file:
        for i, row in enumerate(one_row for one_row in dataset(args.texts) if one_row["part"] == args.part):
            file.write(json.dumps({"id": f"{args.part}/{i}", **row}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
