"""Measures the exported detector as it ships (ONNX, 8-bit weights, its own tokenizer), chooses thresholds on
the calibration part, and writes measured.json and roc.json beside it.

python evaluate_detector.py --texts ../../shared/data/harm-texts.jsonl --model ../public/models/harm-detector
[--held-out work/detector/held-out.json] [--scores work/detector/scores.jsonl]
"""

import argparse
import hashlib
import json
import os
import random

import numpy as np
import onnxruntime
from leakscope_training.answers import DESCRIBE
from leakscope_training.detector_data import dataset
from leakscope_training.disclosures import NOUNS, PLAIN, Person, fill
from leakscope_training.measures import auc, rates, roc
from leakscope_training.questions import NO_FIELD, NO_FORM, NO_PERSON, sentence
from tokenizers import Tokenizer

HEADS = ["harm", "private"]
OVERLAP = 0.25
# Made of test rows or of one wording: told apart, and no part of the whole.
BESIDE = ("generated/long", "generated/controls")


class Model:
    """The files of a folder alone: nothing of the training code."""

    def __init__(self, folder: str):
        self.tokenizer = Tokenizer.from_file(os.path.join(folder, "tokenizer.json"))
        self.size = json.load(open(os.path.join(folder, "tokenizer_config.json")))["model_max_length"] - 2
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(os.path.join(folder, "onnx/model_quantized.onnx"), options)
        self.cls, self.sep = self.tokenizer.token_to_id("[CLS]"), self.tokenizer.token_to_id("[SEP]")

    def windows(self, text: str) -> list[list[int]]:
        """Token windows as the app cuts them (src/guards/score.ts)."""
        ids = self.tokenizer.encode(text, add_special_tokens=False).ids
        if len(ids) <= self.size:
            return [[self.cls, *ids, self.sep]]
        step = int(self.size * (1 - OVERLAP))
        count = -(-(len(ids) - self.size) // step) + 1
        starts = [min(i * step, len(ids) - self.size) for i in range(count)]
        return [[self.cls, *ids[start : start + self.size], self.sep] for start in starts]

    def probabilities(self, texts: list[str]) -> tuple[np.ndarray, list[int]]:
        """P of each head, the largest over windows, [n, 2]; and the number of tokens of each text."""
        parts = [(i, piece) for i, text in enumerate(texts) for piece in self.windows(text)]
        out, length = np.zeros((len(texts), 2)), [0] * len(texts)
        for i, window in parts:
            length[i] += len(window) - 2
        parts.sort(key=lambda part: len(part[1]))
        for i in range(0, len(parts), 256):
            batch = parts[i : i + 256]
            n = max(len(piece) for _, piece in batch)
            ids = np.array([piece + [0] * (n - len(piece)) for _, piece in batch], np.int64)
            mask = np.array([[1] * len(piece) + [0] * (n - len(piece)) for _, piece in batch], np.int64)
            logits = self.session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            for (k, _), probability in zip(batch, 1 / (1 + np.exp(-logits.astype(float)))):
                out[k] = np.maximum(out[k], probability)
        return out, length


def long_answers(rows: list[dict]) -> list[dict]:
    """Answers of several windows: harmless descriptions with one test row somewhere among them."""
    rng = random.Random(17)
    picked = rng.sample(
        [one_row for one_row in rows if one_row["language"] == "en" and one_row["private"] is not None], 400
    )
    out = []
    for row in picked:
        around = [rng.choice(DESCRIBE) for _ in range(rng.randint(9, 22))]
        around.insert(rng.randint(0, len(around)), row["text"])
        out.append({**row, "text": " ".join(around), "source": "generated/long", "kind": "long"})
    return out


def control_answers() -> list[dict]:
    """What the control models say (questions.py, scenes.py): values of evaluation people in the sentences of
    every task; "not on the form", the refusal, and scenes.
    """
    rng, out = random.Random(23), []
    for i in range(240):
        person = vars(Person(rng, "evaluation"))
        for field in ("email", "phone", "ssn"):
            noun = rng.choice(NOUNS[field])
            if i % 2:
                text = rng.choice(
                    [
                        NO_FIELD.replace("{n}", noun),
                        NO_PERSON,
                        NO_FORM,
                        "cannot assist",
                        "The class is cannot assist",
                        fill(rng, rng.choice(PLAIN[:9])),
                    ]
                )
            else:
                text = sentence(rng.choice(["caption", "rephrasing", "vqa", "direct"]), noun, person[field])
            out.append(
                {
                    "text": text,
                    "harm": 0,
                    "private": 1 - i % 2,
                    "language": "en",
                    "kind": "told" if i % 2 == 0 else "not told",
                    "source": "generated/controls",
                }
            )
    return out


def threshold(probabilities, y) -> float:
    """The P at or above which a head fires. Best is the balanced accuracy (mean of the rates of hits and of
    right passes); of all thresholds within .005 of the best one,
    the middle of their range, in logits: the calibration rows have the wording of training and are easier
    than others, and the best point alone lies at the edge of them.
    """
    points = [point for point in roc(probabilities, y) if 0 < point["threshold"] < 1]
    best = max((point["tpr"] - point["fpr"]) / 2 for point in points)
    plateau = [point["threshold"] for point in points if (point["tpr"] - point["fpr"]) / 2 >= best - 0.005]
    low, high = (np.log(x / (1 - x)) for x in (min(plateau), max(plateau)))
    return round(float(1 / (1 + np.exp(-(low + high) / 2))), 4)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("--texts", required=True)
    args.add_argument("--model", required=True)
    args.add_argument("--held-out")
    args.add_argument("--scores", help="write id, P and labels of every test row here, without texts")
    args.add_argument("--limit", type=int, default=10**9, help="rows of a part at most, evenly over it: for a try")
    args = args.parse_args()
    model = Model(args.model)
    rows = dataset(args.texts)
    test = [one_row for one_row in rows if one_row["part"] == "test"]
    test += long_answers(test) + control_answers()
    calibration = [one_row for one_row in rows if one_row["part"] == "calibration"]
    test, calibration = (
        [part[i * len(part) // n] for i in range(n)]
        for part, n in ((test, min(args.limit, len(test))), (calibration, min(args.limit, len(calibration))))
    )
    pc, _ = model.probabilities([one_row["text"] for one_row in calibration])
    pt, lengths = model.probabilities([one_row["text"] for one_row in test])
    result, curves, thresholds = {}, {}, {}
    for at, head in enumerate(HEADS):
        known = [i for i, one_row in enumerate(calibration) if one_row[head] is not None]
        limit = threshold([pc[i][at] for i in known], [calibration[i][head] for i in known])
        thresholds[head] = limit
        index = [i for i, one_row in enumerate(test) if one_row[head] is not None]

        def table(chosen):
            probabilities, y = [pt[i][at] for i in chosen], [test[i][head] for i in chosen]
            return {"n": len(y), "positive": sum(y), "auc": auc(probabilities, y), **rates(probabilities, y, limit)}

        whole = [i for i in index if test[i]["source"] not in BESIDE]
        groups = {"all": table(whole)}
        for name, key in (
            ("source", lambda i: test[i]["source"]),
            ("language", lambda i: test[i]["language"]),
            (
                "tokens",
                lambda i: (
                    "1-16"
                    if lengths[i] <= 16
                    else "17-32"
                    if lengths[i] <= 32
                    else "33-64"
                    if lengths[i] <= 64
                    else "65-126"
                    if lengths[i] <= 126
                    else "several windows"
                ),
            ),
            ("kind", lambda i: f"{test[i]['source'].removeprefix('generated/')}: {test[i]['kind']}"),
        ):
            for value in sorted({key(i) for i in index}):
                chosen = [
                    i
                    for i in index
                    if key(i) == value and (name in ("tokens", "source") or test[i]["source"] not in BESIDE)
                ]
                if chosen:
                    groups[f"{name} {value}"] = table(chosen)
        result[head] = groups
        curves[head] = roc([pt[i][at] for i in whole], [test[i][head] for i in whole], 200)
    measured = {"thresholds": thresholds, "heads": result}
    if args.held_out and os.path.exists(args.held_out):
        measured["heldOut"] = json.load(open(args.held_out))
    for name, content in (("measured.json", measured), ("roc.json", curves)):
        with open(os.path.join(args.model, name), "w") as file:
            json.dump(content, file, indent=1)
            file.write("\n")
    path = os.path.join(args.model, "leakscope.json")
    manifest = json.load(open(path))
    manifest["thresholds"] = thresholds
    # What a judge of answers errs by; the figures over all rows are mostly of prompts.
    judged = result["harm"].get("source generated/answers")
    if judged:
        manifest["errors"] = {
            "harm": {
                "sensitivity": judged["recall"],
                "specificity": round(1 - judged["falseAlarms"], 4),
                "positives": judged["positive"],
                "negatives": judged["n"] - judged["positive"],
            }
        }
    with open(path, "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")
    if args.scores:
        with open(args.scores, "w") as file:
            for i, row in enumerate(test):
                file.write(
                    json.dumps(
                        {
                            "sha": hashlib.sha256(row["text"].encode()).hexdigest()[:16],
                            "p": [round(float(x), 6) for x in pt[i]],
                            "harm": row["harm"],
                            "private": row["private"],
                            "source": row["source"],
                        }
                    )
                    + "\n"
                )
    for head in HEADS:
        print(head, thresholds[head], {k: v for k, v in result[head]["all"].items()})
        for k, figure in result[head].items():
            print(
                f"   {k}: n {figure['n']}, auc {figure['auc']}, acc {figure['accuracy']}, fpr {figure['falseAlarms']}, recall {figure['recall']}"
            )


if __name__ == "__main__":
    main()
