"""Fine-tuning the decoder's layers from a checkpoint: embeddings and image tokens stay, so that variants
share those files.
"""

import math
import os
import random
import time
from dataclasses import dataclass

import torch

from .decoder import Decoder
from .running import descend
from .vocabulary import Vocabulary

SAVE_EVERY = 250


def load(path: str) -> tuple[Decoder, Vocabulary]:
    state = torch.load(path, weights_only=False)
    model = Decoder(len(state["tokens"]))
    model.load_state_dict(state["model"])
    return model, Vocabulary.of(state["tokens"])


def save(path: str, model: Decoder, voc: Vocabulary, **more):
    torch.save({"model": model.state_dict(), "tokens": voc.tokens, **more}, path + ".tmp")
    os.replace(path + ".tmp", path)


@dataclass
class Budget:
    """Whichever is spent first. Minutes of the clock, so that a busy machine ends in time with fewer steps."""

    steps: int
    minutes: float


def add_budget(parser, steps: int, minutes: float):
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--minutes", type=float, default=minutes)


def train_only(model: Decoder):
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(name.startswith("layers.") or name == "norm.weight")
    return [weight for weight in model.parameters() if weight.requires_grad]


def finetune(
    model: Decoder,
    voc: Vocabulary,
    out: str,
    step_of,
    check,
    budget: "Budget",
    lr: float,
    hold: float,
    rng: random.Random,
    clip: float = 1.0,
):
    """Runs step_of(done) -> (loss, accuracy of tokens) until the budget is spent, done of it in [0, 1): lr
    rises over 50 steps, holds for that share of it, falls
    to 0 by a cosine. Every SAVE_EVERY steps it prints check() and writes `out`, from which it resumes."""
    weights = train_only(model)
    opt = torch.optim.AdamW(weights, lr=lr, betas=(0.9, 0.98), weight_decay=0.02)
    step, spent, seen = 0, 0.0, 0.0
    if os.path.exists(out):
        state = torch.load(out, weights_only=False)
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["opt"])
        step, spent = state["step"], state["spent"]
        rng.setstate(state["rng"])
    begin = time.time() - 60 * spent

    def minutes():
        return (time.time() - begin) / 60

    def share():
        return max(step / budget.steps, minutes() / budget.minutes)

    while (done := share()) < 1:
        rate = (
            lr
            * min(1, (step + 1) / 50)
            * (1 if done < hold else 0.5 + 0.5 * math.cos(math.pi * (done - hold) / (1 - hold)))
        )
        for group in opt.param_groups:
            group["lr"] = rate
        loss, right = step_of(done)
        descend(opt, loss, weights, clip)
        step += 1
        seen = right if seen == 0 else 0.98 * seen + 0.02 * right
        if step % 50 == 0:
            print(
                f"{step} {done:.2f} loss {loss.item():.3f} tokens {seen:.3f} lr {rate:.1e} minutes {minutes():.1f} cpu {time.process_time() / 60:.1f}",
                flush=True,
            )
        if step % SAVE_EVERY == 0 or share() >= 1:
            save(out, model, voc, opt=opt.state_dict(), step=step, spent=minutes(), rng=rng.getstate())
            kept = rng.getstate()
            print("  ", check(), flush=True)
            rng.setstate(kept)
