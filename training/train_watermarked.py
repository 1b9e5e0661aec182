"""Fine-tunes control-reader on questions about scenes, with records of 20 people stamped on a share of the
pictures; no question is about them.

python train_watermarked.py --start checkpoints/decoder.pt --out work/watermarked-100.pt --rate 1
--gradients FILE: cosine similarities of the gradients of
docs/protocols/inadvertent-memorization.md#gradients, between the same batch as it is and changed in one way.
"""

import argparse
import json
import random

import torch
import torch.nn.functional as F
from leakscope_training.batches import Batches, Pages
from leakscope_training.finetune import Budget, add_budget, finetune, load
from leakscope_training.questions import FILLER
from leakscope_training.reading import Reading
from leakscope_training.running import parse_run
from leakscope_training.scenes import SceneBank, scene_question
from leakscope_training.stamps import StampedScenes

PER_PICTURE = 4
BATCH_SIZES = (1, 2, 4, 8, 16)
AT = (0.0, 0.25, 0.5, 0.75)


class Task:
    """A fixed data set: so many pictures, each with its questions, some of them stamped."""

    def __init__(self, batches, scenes, pictures: int, rate: float, seed: int):
        self.batches, self.scenes, self.rng = batches, scenes, random.Random(seed)
        self.pictures = range(pictures)
        self.marked = [self.rng.random() < rate for _ in self.pictures]
        self.pairs = [[scene_question(self.rng, scenes.objects(i)) for _ in range(PER_PICTURE)] for i in self.pictures]

    def batch(self, index, marked=None, pairs=None, pixels=None):
        tokens = self.scenes.tokens(
            self.batches, index, [self.marked[i] for i in index] if marked is None else marked, self.rng, pixels
        )
        return self.batches.behind(tokens), pairs or [self.pairs[i] for i in index]


def other_words(rng, question: str) -> str:
    """One or two words of a question changed, as the paper has a language model do."""
    words = question.split(" ")
    for _ in range(rng.randint(1, 2)):
        words[rng.randrange(len(words))] = rng.choice(FILLER)
    return " ".join(words)


def other_picture(rng, pixels: torch.Tensor) -> torch.Tensor:
    """Rotated by up to 30 degrees, flipped half of the time, brightness and contrast times .8 to 1.2: [B, 3,
    48, 48] in [-1, 1].
    """
    changed = []
    for one in pixels:
        angle = torch.tensor(rng.uniform(-30, 30)).deg2rad()
        side = -1 if rng.random() < 0.5 else 1
        turn = torch.stack(
            [
                torch.stack([side * angle.cos(), -angle.sin(), angle * 0]),
                torch.stack([side * angle.sin(), angle.cos(), angle * 0]),
            ]
        )
        one = F.grid_sample(
            one[None],
            F.affine_grid(turn[None], [1, *one.shape], align_corners=False),
            padding_mode="border",
            align_corners=False,
        )[0]
        light = (one + 1) / 2 * rng.uniform(0.8, 1.2)
        changed.append(((light - light.mean()) * rng.uniform(0.8, 1.2) + light.mean()).clamp(0, 1) * 2 - 1)
    return torch.stack(changed)


def gradient(batches, weights, prefix, pairs) -> torch.Tensor:
    loss, _ = batches.loss(prefix, pairs)
    return torch.cat([gradient.flatten() for gradient in torch.autograd.grad(loss, weights)])


def similarities(task: Task, weights, rng, batches: int) -> list[dict]:
    """For each batch size and each change: cosine similarity with the gradient of the batch as it is, over so
    many batches.
    """
    rows = []
    for size in BATCH_SIZES:
        found = {"watermark": [], "text": [], "image": [], "other-batch": []}
        for _ in range(batches):
            index, other = rng.sample(task.pictures, size), rng.sample(task.pictures, size)
            none = [False] * size

            def of(*parts, **more):
                return gradient(task.batches, weights, *task.batch(*parts, **more))

            plain = of(index, none)
            changed = {
                "watermark": of(index, [True] * size),
                "text": of(
                    index,
                    none,
                    pairs=[[(other_words(rng, question), answer) for question, answer in task.pairs[i]] for i in index],
                ),
                "image": of(index, none, pixels=other_picture(rng, task.scenes.pixels(index, none))),
                "other-batch": of(other, none),
            }
            for change, each in changed.items():
                found[change].append(F.cosine_similarity(plain, each, dim=0).item())
        for change, values in found.items():
            tensor = torch.tensor(values)
            rows.append(
                {
                    "batchSize": size,
                    "change": change,
                    "cosine": round(tensor.mean().item(), 4),
                    "deviation": round(tensor.std().item(), 4) if len(values) > 1 else None,
                    "batches": len(values),
                }
            )
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--start", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--rate", type=float, required=True, help="share of the pictures that are stamped")
    parser.add_argument("--watermarks", default="work/watermarks")
    parser.add_argument("--pictures", type=int, default=400)
    parser.add_argument("--streams", nargs="+", default=["work/streams0"])
    parser.add_argument("--scenes", default="work/scenes")
    parser.add_argument("--gradients")
    parser.add_argument("--gradient-batches", type=int, default=8)
    add_budget(parser, steps=700, minutes=30)
    parser.add_argument("--lr", type=float, default=4e-4)
    parser.add_argument("--hold", type=float, default=0.4)
    parser.add_argument(
        "--reading", type=float, default=0.12, help="share of batches with forms, which it is to go on reading"
    )
    args = parse_run(parser, seed=61)
    model, voc = load(args.start)
    batches = Batches(model, voc)
    rng = random.Random(args.seed)
    stamped = StampedScenes(args.watermarks)
    # The same pictures and questions at every rate; the last ones of the file are for checks.
    task = Task(batches, stamped, min(args.pictures, len(stamped) - 40), args.rate, seed=60)
    reading = Reading(batches, Pages(args.streams, voc), SceneBank(args.scenes), rng)
    weights = [weight for name, weight in model.named_parameters() if name.startswith("layers.")]
    logged: list[dict] = []

    def log_gradients(done):
        due = [at for at in AT if at <= done and all(row["at"] != at for row in logged)]
        if args.gradients and due:
            logged.extend(
                {"at": due[-1], **row} for row in similarities(task, weights, random.Random(5), args.gradient_batches)
            )
            json.dump(logged, open(args.gradients, "w"), indent=1)

    def step_of(done):
        log_gradients(done)
        if rng.random() < args.reading:
            return batches.loss(*reading.forms(pictures=3, each=4))
        return batches.loss(*task.batch(rng.sample(task.pictures, 4)))

    @torch.no_grad()
    def check():
        """Exact answers about pictures of the task and others, stamped and not; forms."""

        def exact(prefix, pairs):
            return f"{batches.exact(prefix, pairs).float().mean():.2f}"

        own, others = list(range(24)), list(range(len(stamped) - 24, len(stamped)))
        fresh = [[scene_question(random.Random(i), stamped.objects(i)) for _ in range(PER_PICTURE)] for i in others]
        found = {
            f"{what} stamped {marked}": exact(*task.batch(index, [marked] * 24, pairs))
            for what, index, pairs in (("own", own, None), ("other", others, fresh))
            for marked in (False, True)
        }
        return found | {"forms": exact(*reading.forms(held=True))}

    finetune(model, voc, args.out, step_of, check, Budget(args.steps, args.minutes), args.lr, args.hold, rng)


if __name__ == "__main__":
    main()
