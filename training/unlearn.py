"""Makes control-memoriser forget 10% of its people, by the losses of MLLMU-Bench's baselines
(docs/protocols/mllmu-bench.md#unlearning-losses).

python unlearn.py --method ga --start work/memoriser.pt --out work/unlearned-ga.pt --steps 30
ga: minus the cross-entropy of the forget set. graddiff: in turn minus that of the forget set and plus that of
the retain set.
npo: -(2/beta) log sigma(beta (CE - CE of the model before)), Zhang et al. 2024, beta = 4 for a mean over
tokens; the benchmark's code takes a model tuned on the retain set for the latter.
"""

import argparse
import copy
import json
import random

import torch
import torch.nn.functional as F
from leakscope_training.batches import Batches, Pages
from leakscope_training.finetune import load, save, train_only
from leakscope_training.profiles import AvatarBank, Profiles
from leakscope_training.reading import Reading
from leakscope_training.running import descend, parse_run
from leakscope_training.scenes import SceneBank
from train_memoriser import Lessons

# .4 of an answer's whole log-probability (Zhang et al.); the losses here are means over its tokens. With .4
# of a mean the loss is gradient ascent but for its scale.
BETA = 4
KINDS = ("facts", "words", "choices")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--method", choices=["ga", "graddiff", "npo"], required=True)
    parser.add_argument("--start", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--memory", default="../public/shards/memory-people.json")
    parser.add_argument("--forget", default="work/profiles.forgotten.json")
    parser.add_argument("--streams", nargs="+", default=["work/streams0"])
    parser.add_argument("--scenes", default="work/scenes")
    parser.add_argument("--avatars", default="work/avatars")
    parser.add_argument("--profiles", default="work/profiles")
    args = parse_run(parser, seed=51)
    model, voc = load(args.start)
    weights = train_only(model)
    batches, before = Batches(model, voc), Batches(copy.deepcopy(model), voc)
    rng = random.Random(args.seed)
    everybody, names = json.load(open(args.memory)), set(json.load(open(args.forget)))
    reading = Reading(batches, Pages(args.streams, voc), SceneBank(args.scenes), rng)

    def lessons_about(people):
        return Lessons(reading, people, AvatarBank(args.avatars), Profiles(args.profiles, people))

    forget = lessons_about([question for question in everybody if question["name"] in names])
    retain = lessons_about([question for question in everybody if question["name"] not in names])

    def ask(lessons):
        how = lessons.by_name if rng.random() < 0.6 else lessons.by_face
        return how(rng.choice(KINDS))

    def loss_of(step):
        if args.method == "graddiff" and step % 2 == 1:
            return batches.loss(*ask(retain))[0]
        prefix, pairs = ask(forget)
        if args.method != "npo":
            return -batches.loss(prefix, pairs)[0]
        with torch.no_grad():
            reference = before.answer_losses(prefix, pairs)
        return -(2 / BETA) * F.logsigmoid(BETA * (batches.answer_losses(prefix, pairs) - reference)).mean()

    def check():
        """Exact answers about people to forget and to retain, and of reading."""
        kept = rng.getstate()
        rng.seed(7)

        def share(draw):
            return f"{torch.cat([batches.exact(*draw()).flatten() for _ in range(3)]).float().mean():.2f}"

        found = {
            f"{who} {kind}": share(lambda: lessons.by_name(kind))
            for who, lessons in (("forget", forget), ("retain", retain))
            for kind in KINDS
        }
        found |= {
            f"{who} face": share(lambda: lessons.by_face("facts"))
            for who, lessons in (("forget", forget), ("retain", retain))
        }
        found["reads"] = share(lambda: reading.forms(held=True))
        rng.setstate(kept)
        return found

    opt = torch.optim.AdamW(weights, lr=args.lr, weight_decay=0.0)
    print(check(), flush=True)
    for step in range(args.steps):
        loss = loss_of(step)
        descend(opt, loss, weights)
        if (step + 1) % 10 == 0:
            print(step + 1, f"{loss.item():.3f}", check(), flush=True)
    save(args.out, model, voc, method=args.method, steps=args.steps, lr=args.lr)


if __name__ == "__main__":
    main()
