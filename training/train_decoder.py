"""Teaches the decoder on character streams: first short questions (copying appears), then the benchmark's
prompts, scenes, missing fields.

python train_decoder.py --streams work/streams0 work/streams1 --out work/decoder.pt --minutes 75
Resumes from --out if it exists. Without --scenes it is taught pages alone; what it knows then is what
train_vision.py starts from.
"""

import argparse
import math
import os
import random
import time

import torch
from leakscope_training.batches import Batches, Pages
from leakscope_training.decoder import Decoder
from leakscope_training.forms import copy_question
from leakscope_training.profiles import FaceBank
from leakscope_training.questions import corpus
from leakscope_training.reading import Reading
from leakscope_training.running import descend, parse_run
from leakscope_training.scenes import SceneBank
from leakscope_training.vocabulary import Vocabulary, words_of


def kind_of(answer: str) -> str:
    return (
        "email"
        if "@" in answer
        else "none"
        if answer.startswith("There is no")
        else "digits"
        if sum(character.isdigit() for character in answer) >= 7
        else "other"
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--streams", nargs="+", required=True)
    parser.add_argument("--scenes")
    parser.add_argument("--forms", type=float, default=0.5, help="share of whole forms, the rest are strips")
    parser.add_argument(
        "--fresh", type=float, default=0.4, help="share of pages whose e-mail and SSN get other characters"
    )
    parser.add_argument("--scenes-share", type=float, default=1, help="share of steps with scenes")
    parser.add_argument(
        "--scenes-alone",
        type=float,
        default=0.5,
        help="share of steps without a form: scenes are cheap, and take longer to learn than forms take to be kept",
    )
    parser.add_argument(
        "--only-layers",
        action="store_true",
        help="embeddings and image tokens stay, so that variants which started earlier share them",
    )
    parser.add_argument("--faces")
    parser.add_argument("--out", required=True)
    parser.add_argument("--start")
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--lr", type=float, default=6e-4)
    parser.add_argument(
        "--hold",
        type=float,
        default=0.3,
        help="share of the time at the full rate, before it falls to 0; small when going on from a good checkpoint",
    )
    args = parse_run(parser, seed=1)
    rng = random.Random(args.seed)
    before = (
        torch.load(args.out if os.path.exists(args.out) else args.start, weights_only=False)
        if args.start or os.path.exists(args.out)
        else None
    )
    voc = Vocabulary(words_of(corpus())) if before is None else Vocabulary.of(before["tokens"])
    model = Decoder(len(voc.tokens))

    # The encoder of scenes and faces is taught alone (train_vision.py) and stays as it is.
    def stays(name):
        return (
            name.split(".")[0] not in ("layers", "norm")
            if args.only_layers
            else name.split(".")[0] in ("s1", "s2", "s3", "gist")
        )

    weights = [weight for name, weight in model.named_parameters() if not stays(name)]
    opt = torch.optim.AdamW(weights, lr=args.lr, betas=(0.9, 0.98), weight_decay=0.02)
    spent, step, phase = 0.0, 0, 0
    if before is not None:
        model.load_state_dict(before["model"])
        phase = before.get("phase", 1)
        if "opt" in before and os.path.exists(args.out):
            opt.load_state_dict(before["opt"])
            spent, step = before["spent"], before["step"]
    batches = Batches(model, voc)
    pages = Pages(args.streams, voc)
    reading = Reading(
        batches,
        pages,
        SceneBank(args.scenes) if args.scenes else None,
        rng,
        FaceBank(args.faces) if args.faces else None,
        args.fresh,
    )
    print(
        len(voc.tokens),
        "tokens",
        len(pages),
        "pages",
        sum(weight.numel() for weight in model.parameters()),
        "parameters",
        flush=True,
    )
    budget, begin = args.minutes * 60, time.time()
    ema = 0.0

    def copying(held: bool = False):
        """Short pages and short questions, where copying is learnt."""
        rows = [pages.rows[i] for i in (range(24) if held else (rng.choice(reading.short) for _ in range(12)))]
        pairs = [
            [(asked.question, asked.answer) for asked in (copy_question(rng, row) for _ in range(3))] for row in rows
        ]
        return reading.behind_pages(rows, max(len(row[0]) for row in rows) + rng.randint(1, 8)), pairs

    def draw():
        """Parts of one step: forms, strips, scenes and faces together, so that none undoes what another taught."""
        if phase == 0:
            return [copying()]
        brief = rng.random() < 0.3
        parts = [reading.scenes(pictures=10, each=6)] if args.scenes and rng.random() < args.scenes_share else []
        if parts and rng.random() < args.scenes_alone:
            return parts
        if rng.random() < args.forms:
            parts.append(reading.forms(lambda row: reading.form_pair(row, brief), pictures=4, each=10 if brief else 5))
        else:
            parts.append(reading.strips(pictures=8, each=3))
        if args.faces and rng.random() < 0.15:
            parts.append(reading.faces())
        return parts

    @torch.no_grad()
    def check(rounds: int = 4):
        """Exact answers, teacher-forced, which equals greedy exactness."""
        kept = rng.getstate()
        rng.seed(99)
        kinds: dict[str, list[bool]] = {}
        draws = {"copy": lambda: copying(held=True)}
        if phase == 1:
            draws |= {"form": lambda: reading.forms(held=True)} | (
                {"scene": lambda: reading.scenes(held=True)} if args.scenes else {}
            )
        for what, one in draws.items():
            for _ in range(rounds):
                prefix, pairs = one()
                for right, (_, answer) in zip(
                    batches.exact(prefix, pairs).flatten().tolist(), [pair for row in pairs for pair in row]
                ):
                    kinds.setdefault(what if what != "form" else f"{what} {kind_of(answer)}", []).append(right)
        rng.setstate(kept)
        return {kind: f"{sum(value) / len(value):.3f} of {len(value)}" for kind, value in sorted(kinds.items())}

    def save():
        torch.save(
            {
                "model": model.state_dict(),
                "opt": opt.state_dict(),
                "spent": spent + time.time() - begin,
                "step": step,
                "phase": phase,
                "tokens": voc.tokens,
            },
            args.out + ".tmp",
        )
        os.replace(args.out + ".tmp", args.out)

    while (done := (spent + time.time() - begin) / budget) < 1:
        warm = min(1, (step + 1) / 100)
        lr = (
            args.lr
            * warm
            * (1 if done < args.hold else 0.5 + 0.5 * math.cos(math.pi * (done - args.hold) / (1 - args.hold)))
            + 1e-5
        )
        for group in opt.param_groups:
            group["lr"] = lr
        loss, acc = batches.joint_loss(draw())
        descend(opt, loss, weights)
        step += 1
        ema = acc if ema == 0 else 0.98 * ema + 0.02 * acc
        if step % 50 == 0:
            print(
                f"{step} {done:.2f} phase {phase} loss {loss.item():.3f} chars {ema:.3f} lr {lr:.1e} t {spent + time.time() - begin:.0f}",
                flush=True,
            )
        if step % 250 == 0:
            print("   exact", check(), flush=True)
            save()
        if phase == 0 and (ema > 0.9 or done > 0.35):
            phase, ema = 1, 0.0
            print("phase 1", flush=True)
    save()
    print("   exact", check(16), flush=True)


if __name__ == "__main__":
    main()
