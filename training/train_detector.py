"""Trains the harm detector's upper layers and head.

python train_detector.py cache --texts ../../shared/data/harm-texts.jsonl --work work/detector        # frozen
layers, once; resumes
python train_detector.py train --texts ... --work work/detector --out work/detector/detector.pt --epochs 3   #
resumes from its checkpoint
python train_detector.py held-out --texts ... --work work/detector --out work/detector/held-out.json     #
5-fold and leave-one-source-out
"""

import argparse
import hashlib
import json
import os
import random
import sys
import time

import numpy as np
import torch
from leakscope_training.detector import LABELS, Detector, Vocabulary, base_folder
from leakscope_training.detector_data import dataset
from leakscope_training.measures import auc
from torch.nn.functional import binary_cross_entropy_with_logits

CHUNK = 1024


class Cache:
    """Output of the frozen layers for every row, in files of CHUNK rows in a shuffled order (so that a part
    of them is a fair sample).
    """

    def __init__(self, folder: str, rows: list[dict], tokens: list[str], limit: int):
        # Other rows or another vocabulary are another cache.
        key = hashlib.sha256(json.dumps([[row["text"] for row in rows], tokens]).encode()).hexdigest()[:12]
        self.folder, self.rows = os.path.join(folder, f"cache-{key}"), rows
        self.order = random.Random(5).sample(range(len(rows)), len(rows))[:limit]
        folder = self.folder
        os.makedirs(folder, exist_ok=True)
        self.at, self.blocks = {}, []

    def path(self, i: int) -> str:
        return os.path.join(self.folder, f"{i:03}.npz")

    @torch.inference_mode()
    def fill(self, model: Detector, tokenizer, minutes: float):
        start, done = time.time(), 0
        for i in range(0, (len(self.order) + CHUNK - 1) // CHUNK):
            if os.path.exists(self.path(i)):
                continue
            if time.time() - start > minutes * 60:
                break
            index = self.order[i * CHUNK : (i + 1) * CHUNK]
            ids = [encoding.ids for encoding in tokenizer.encode_batch([self.rows[k]["text"] for k in index])]
            by_length = sorted(range(len(ids)), key=lambda k: len(ids[k]))
            out = [None] * len(ids)
            for j in range(0, len(ids), 32):
                batch = by_length[j : j + 32]
                x, mask = padded([ids[k] for k in batch])
                hidden = model.lower(x, mask).half().numpy()
                for k, vectors in zip(batch, hidden):
                    out[k] = vectors[: len(ids[k])]
            tmp = self.path(i) + ".tmp.npz"
            np.savez(tmp, hidden=np.concatenate(out), lengths=np.array([len(x) for x in ids]), rows=np.array(index))
            os.replace(tmp, self.path(i))
            done += len(index)
            print(
                f"cached {(i + 1) * CHUNK} of {len(self.order)} rows, {done / (time.time() - start):.0f}/s", flush=True
            )

    def open(self):
        for i in range((len(self.order) + CHUNK - 1) // CHUNK):
            if not os.path.exists(self.path(i)):
                continue
            stored = np.load(self.path(i))
            hidden, ends = stored["hidden"], np.cumsum(stored["lengths"])
            for row, end, n in zip(stored["rows"], ends, stored["lengths"]):
                self.at[int(row)] = hidden[end - n : end]
        return self


def padded(sequences):
    n = max(len(sequence) for sequence in sequences)
    ids, mask = torch.zeros(len(sequences), n, dtype=torch.long), torch.zeros(len(sequences), n, dtype=torch.long)
    for i, source in enumerate(sequences):
        ids[i, : len(source)] = torch.tensor(source)
        mask[i, : len(source)] = 1
    return ids, mask


def stacked(cache: Cache, index):
    n = max(len(cache.at[k]) for k in index)
    hidden, mask = torch.zeros(len(index), n, 384), torch.zeros(len(index), n)
    for i, k in enumerate(index):
        vector = cache.at[k]
        hidden[i, : len(vector)] = torch.from_numpy(vector.astype(np.float32))
        mask[i, : len(vector)] = 1
    return hidden, mask


def weights(rows, index):
    """One weight for a row and a head. Every source weighs the same (to the power 1/2 of its size), and
    within a head both classes weigh the same in total.
    """
    found = {}
    for head in LABELS:
        size = {}
        for k in index:
            if rows[k][head] is not None:
                cell = (rows[k]["source"], rows[k][head])
                size[cell] = size.get(cell, 0) + 1
        total = {y: sum(n**0.5 for (_, label), n in size.items() if label == y) for y in (0, 1)}
        count = sum(size.values())
        for k in index:
            y = rows[k][head]
            found[k, head] = 0.0 if y is None else count / 2 * size[rows[k]["source"], y] ** -0.5 / max(total[y], 1e-9)
    return found


def batches(rng, cache, index, size):
    """Batches of similar length, in random order."""
    index = sorted(index, key=lambda k: len(cache.at[k]) // 4 + rng.random())
    parts = [index[i : i + size] for i in range(0, len(index), size)]
    rng.shuffle(parts)
    return parts


def fit(model, cache, rows, index, epochs, lr, seed, checkpoint=None, log=print, minutes=1e9, smooth=0.02):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    weighed = weights(rows, index)
    parameters = [probabilities for probabilities in model.parameters() if probabilities.requires_grad]
    optimiser = torch.optim.AdamW(parameters, lr, weight_decay=0.01)
    size = 32
    total = epochs * ((len(index) + size - 1) // size)
    step, begun = 0, time.time()
    if checkpoint and os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        if "optimiser" in state:
            model.load_state_dict(state["model"])
            optimiser.load_state_dict(state["optimiser"])
            step = state["step"]
            log(f"resumed at step {step}")
        else:
            model.load_state_dict(state["model"])
            log("finished before")
            return model.eval()
    mean, saved = None, time.time()
    model.train()
    for epoch in range(epochs):
        for i, batch in enumerate(batches(random.Random(rng.random()), cache, index, size)):
            at = epoch * ((len(index) + size - 1) // size) + i
            if at < step:
                continue
            for group in optimiser.param_groups:
                group["lr"] = lr * min(1, (at + 1) / 100) * max(0.02, 1 - at / total)
            hidden, mask = stacked(cache, batch)
            logits = model.upper(hidden, mask)
            y = torch.tensor([[rows[k][head] or 0 for head in LABELS] for k in batch], dtype=torch.float32)
            weight = torch.tensor([[weighed[k, head] for head in LABELS] for k in batch])
            loss = binary_cross_entropy_with_logits(logits, y * (1 - 2 * smooth) + smooth, weight=weight)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(parameters, 1.0)
            optimiser.step()
            mean = loss.item() if mean is None else 0.97 * mean + 0.03 * loss.item()
            step = at + 1
            if step % 100 == 0:
                log(f"step {step} of {total}, loss {mean:.4f}, {step * size / (time.time() - begun):.0f} rows/s")
            if checkpoint and time.time() - saved > 60:
                torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}, checkpoint)
                saved = time.time()
            if time.time() - begun > minutes * 60:
                break
    model.eval()
    if checkpoint:
        torch.save({"model": model.state_dict()}, checkpoint)
    return model


@torch.inference_mode()
def predict(model, cache, index) -> dict:
    model.eval()
    out = {}
    for i in range(0, len(index), 64):
        batch = sorted(index, key=lambda k: len(cache.at[k]))[i : i + 64]
        probabilities = torch.sigmoid(model.upper(*stacked(cache, batch))).numpy()
        out.update({k: x for k, x in zip(batch, probabilities)})
    return out


REAL = [
    "aounon/certified-llm-safety",
    "declare-lab/red-instruct",
    "microsoft/presidio-research",
    "mlcommons/ailuminate",
    "paul-rottger/hatecheck-data",
]


LENGTHS = {"1 to 16": 16, "17 to 32": 32, "33 to 64": 64, "65 and more": 10**9}
"""Upper ends in tokens without the two special ones. The cache holds the first 126 of longer texts."""
LEAST_OF_A_CLASS = 10


def length_of(cache, k) -> str:
    return next(name for name, most in LENGTHS.items() if len(cache.at[k]) - 2 <= most)


def by_length(cache, rows, probabilities, own, others) -> dict:
    """AUC of `harm` for the rows of a source that training did not see, among texts of one length. A source of
    one class is judged against the other class in `others`, one AUC for each of their sources and the mean of
    those; None where a class has fewer than 10 texts.
    """

    def area(index):
        labels = [rows[k]["harm"] for k in index]
        if min(labels.count(0), labels.count(1)) < LEAST_OF_A_CLASS:
            return None
        return auc([probabilities[k][0] for k in index], labels)

    found = {}
    for name in LENGTHS:
        here = [k for k in own if length_of(cache, k) == name]
        sources = sorted({rows[k]["source"] for k in others})
        beside = [[k for k in others if rows[k]["source"] == one and length_of(cache, k) == name] for one in sources]
        areas = [area(here + index) for index in (beside if others else [[]])]
        known = [one for one in areas if one is not None]
        found[name] = {
            "n": len(here),
            "auc": round(sum(known) / len(known), 4) if known else None,
            **({"against": len(known)} if others else {}),
        }
    return found


def held_out(cache, rows, base, vocabulary, args):
    """`harm` on rows of folds, and of sources, that training did not see: the same recipe on at most `--cap`
    rows of a source and class, one epoch.

    Leave one source out: no row of the source, nor any answer generated from its prompts, is trained on. A
    source of both classes is judged by itself. A source of one class
    is judged against the other class's *test* rows of every other real source, one AUC each, and their mean
    counts: a pooled AUC would be that of the largest source.
    """
    done = json.load(open(args.out)) if os.path.exists(args.out) else {}
    runs = [f"fold {i}" for i in range(5)] + [f"without {left_out}" for left_out in [*REAL, "generated/answers"]]
    runs = [run for run in runs if args.only in run]
    for name in runs:
        if name in done:
            continue
        fold_, source = (int(name[5:]), None) if name.startswith("fold") else (None, name[8:])

        def mine(row):
            return row["fold"] // 2 == fold_ if source is None else source in (row["source"], row.get("of"))

        index, count = [], {}
        for k in cache.at:
            row = rows[k]
            cell = (row["source"], row["harm"], row["private"])
            if mine(row) or (source is not None and row["part"] == "test") or count.get(cell, 0) >= args.cap:
                continue
            count[cell] = count.get(cell, 0) + 1
            index.append(k)
        model = fit(
            Detector.load(base, vocabulary),
            cache,
            rows,
            index,
            1,
            args.lr,
            args.seed,
            log=lambda line: print(name, line, flush=True),
        )
        if source is None:
            chosen = [k for k in cache.at if mine(rows[k]) and rows[k]["source"] in REAL][:1200]
            probabilities = predict(model, cache, chosen)
            result = {
                "auc": auc([probabilities[k][0] for k in chosen], [rows[k]["harm"] for k in chosen]),
                "n": len(chosen),
            }
        else:
            own = [k for k in cache.at if rows[k]["source"] == source][:1200]
            classes = {rows[k]["harm"] for k in own}
            if len(classes) == 2:
                probabilities = predict(model, cache, own)
                result = {
                    "auc": auc([probabilities[k][0] for k in own], [rows[k]["harm"] for k in own]),
                    "n": len(own),
                    "byLength": by_length(cache, rows, probabilities, own, []),
                }
            else:
                other = [
                    k
                    for k in cache.at
                    if rows[k]["source"] in REAL
                    and rows[k]["source"] != source
                    and rows[k]["part"] == "test"
                    and rows[k]["harm"] not in classes
                ]
                probabilities = predict(model, cache, own + other)
                against = {}
                for one_source in sorted({rows[k]["source"] for k in other}):
                    both = own + [k for k in other if rows[k]["source"] == one_source]
                    against[one_source] = auc([probabilities[k][0] for k in both], [rows[k]["harm"] for k in both])
                result = {
                    "auc": round(sum(against.values()) / len(against), 4),
                    "n": len(own),
                    "against": against,
                    "byLength": by_length(cache, rows, probabilities, own, other),
                }
        done = {
            **(json.load(open(args.out)) if os.path.exists(args.out) else {}),
            name: {**result, "trained": len(index)},
        }
        with open(args.out, "w") as file:
            json.dump(done, file, indent=1)
        print(name, result, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["cache", "train", "held-out"])
    parser.add_argument("--texts", required=True, help="harm-texts.jsonl")
    parser.add_argument("--work", required=True)
    parser.add_argument("--out")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--lr", type=float, default=4e-4)
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--start", help="checkpoint whose upper layers and head training starts from")
    parser.add_argument("--limit", type=int, default=10**9, help="rows to train on, the last of the shuffled order")
    parser.add_argument("--cap", type=int, default=900)
    parser.add_argument("--only", default="", help="held-out: runs whose name has this")
    parser.add_argument("--scale", type=float, default=1.0, help="size of the generated part; small for a try")
    args = parser.parse_args()
    torch.set_num_threads(int(os.environ.get("THREADS", "1")))
    base = base_folder()
    vocabulary = Vocabulary(base)
    rows = dataset(args.texts, args.scale)
    model = Detector.load(base, vocabulary).eval()
    cache = Cache(args.work, rows, vocabulary.tokens, args.limit if args.what == "cache" else 10**9)
    if args.what == "cache":
        cache.fill(model, vocabulary.tokenizer(), args.minutes)
        return
    cache.open()
    if args.what == "held-out":
        held_out(cache, rows, base, vocabulary, args)
        return
    index = [k for k in cache.at if rows[k]["part"] == "training"][-args.limit :]
    print(f"{len(index)} rows to train on", flush=True)
    if args.start:
        start = torch.load(args.start)["model"]
        model.load_state_dict({k: value for k, value in start.items() if "embeddings" not in k}, strict=False)
    fit(
        model,
        cache,
        rows,
        index,
        args.epochs,
        args.lr,
        args.seed,
        args.out,
        lambda line: print(line, flush=True),
        args.minutes,
    )
    test = [k for k in cache.at if rows[k]["part"] == "test"]
    parser = predict(model, cache, test)
    for i, head in enumerate(LABELS):
        here = [k for k in test if rows[k][head] is not None]
        print(head, "test AUC", auc([parser[k][i] for k in here], [rows[k][head] for k in here]), len(here))


if __name__ == "__main__":
    sys.exit(main())
