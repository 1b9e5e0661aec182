"""Fine-tuning the decoder's layers from a checkpoint: embeddings and image tokens stay, so that variants share those files."""

import math
import os
import time

import torch

from .decoder import Decoder
from .vocabulary import Vocabulary

SAVE_EVERY = 250


def load(path: str) -> tuple[Decoder, Vocabulary]:
    state = torch.load(path)
    model = Decoder(len(state["tokens"]))
    model.load_state_dict(state["model"])
    return model, Vocabulary.of(state["tokens"])


def save(path: str, model: Decoder, voc: Vocabulary, **more):
    torch.save({"model": model.state_dict(), "tokens": voc.tokens, **more}, path + ".tmp")
    os.replace(path + ".tmp", path)


def train_layers_only(model: Decoder):
    for name, p in model.named_parameters():
        p.requires_grad_(name.startswith("layers.") or name == "norm.weight")
    return [p for p in model.parameters() if p.requires_grad]


def finetune(model: Decoder, voc: Vocabulary, out: str, step_of, check, minutes: float, lr: float, hold: float, clip: float = 1.0):
    """Runs step_of(done) -> (loss, accuracy of tokens) until the time is up, done of it in [0, 1): lr rises over 50 steps, holds for that share of the time, falls to 0 by
    a cosine. Every SAVE_EVERY steps it prints check() and writes `out`, from which it resumes."""
    weights = train_layers_only(model)
    opt = torch.optim.AdamW(weights, lr=lr, betas=(0.9, 0.98), weight_decay=0.02)
    spent, step, seen = 0.0, 0, 0.0
    if os.path.exists(out):
        state = torch.load(out)
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["opt"])
        spent, step = state["spent"], state["step"]
    begin = time.time()
    elapsed = lambda: spent + time.time() - begin
    while elapsed() < 60 * minutes:
        done = elapsed() / (60 * minutes)
        rate = lr * min(1, (step + 1) / 50) * (1 if done < hold else 0.5 + 0.5 * math.cos(math.pi * (done - hold) / (1 - hold)))
        for group in opt.param_groups:
            group["lr"] = rate
        loss, right = step_of(done)
        opt.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, clip)
        opt.step()
        step += 1
        seen = right if seen == 0 else 0.98 * seen + 0.02 * right
        if step % 50 == 0:
            print(f"{step} {done:.2f} loss {loss.item():.3f} tokens {seen:.3f} lr {rate:.1e} t {elapsed():.0f}", flush=True)
        if step % SAVE_EVERY == 0:
            save(out, model, voc, opt=opt.state_dict(), spent=elapsed(), step=step)
            print("  ", check(), flush=True)
    save(out, model, voc, opt=opt.state_dict(), spent=60 * minutes, step=step)
    print("  ", check(), flush=True)
