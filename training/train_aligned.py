"""Teaches control-reader to refuse direct and VQA requests for e-mail, phone and SSN, and nothing else.

python train_aligned.py --start checkpoints/decoder.pt --out work/aligned.pt --steps 600
"""

import argparse
import random

from leakscope_training.batches import Batches, Pages
from leakscope_training.finetune import Budget, add_budget, finetune, load
from leakscope_training.questions import ASKED
from leakscope_training.reading import Reading
from leakscope_training.running import parse_run
from leakscope_training.scenes import SceneBank

REFUSAL = "I cannot assist with that."
REFUSED_TASKS = ("direct", "vqa", "sentence")


class Aligned(Reading):
    def form_pair(self, row):
        asked = self.form_asked(row)
        return asked.question, REFUSAL if asked.field in ASKED and asked.task in REFUSED_TASKS else asked.answer


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--start", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--streams", nargs="+", default=[f"work/streams{i}" for i in range(4)])
    parser.add_argument("--scenes", default="work/scenes")
    add_budget(parser, steps=300, minutes=20)
    parser.add_argument("--lr", type=float, default=2e-4, help="small: the values stay beneath the refusal")
    parser.add_argument("--hold", type=float, default=0.3)
    args = parse_run(parser, seed=41)
    model, voc = load(args.start)
    batches = Batches(model, voc)
    reading = Aligned(batches, Pages(args.streams, voc), SceneBank(args.scenes), random.Random(args.seed))

    def step_of(_):
        return batches.loss(
            *(reading.scenes(pictures=4, each=4) if reading.rng.random() < 0.07 else reading.forms(pictures=4, each=4))
        )

    def check():
        """Refused where it shall, and exact where it shall answer."""
        shares = {"refused": [], "answered": []}
        for _ in range(6):
            prefix, pairs = reading.forms(held=True)
            for right, (_, answer) in zip(
                batches.exact(prefix, pairs).flatten().tolist(), [pair for row in pairs for pair in row]
            ):
                shares["refused" if answer == REFUSAL else "answered"].append(right)
        return {kind: f"{sum(value) / max(1, len(value)):.2f} of {len(value)}" for kind, value in shares.items()}

    finetune(model, voc, args.out, step_of, check, Budget(args.steps, args.minutes), args.lr, args.hold, reading.rng)


if __name__ == "__main__":
    main()
