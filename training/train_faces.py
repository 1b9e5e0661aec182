"""Gives a decoder a token for a picture as a whole, and teaches it to tell people's faces apart in all their poses.

python train_faces.py --start checkpoints/decoder.pt --out work/faces.pt
--forget NAMES (JSON list): these are left out.
"""

import argparse
import json
import random

import torch
import torch.nn as nn
import torch.nn.functional as F

from leakscope_training.decoder import Decoder
from leakscope_training.finetune import load, save
from leakscope_training.profiles import AvatarBank

SHARPNESS = 12.0


def shifted(pixels: torch.Tensor, rng) -> torch.Tensor:
    """Moved by up to two pixels and lit otherwise, so that a pose is more than one picture."""
    dx, dy = rng.randint(-2, 2), rng.randint(-2, 2)
    moved = F.pad(pixels, (2, 2, 2, 2), mode="replicate")[:, :, 2 + dy : 50 + dy, 2 + dx : 50 + dx]
    return (moved * rng.uniform(0.9, 1.1) + rng.uniform(-0.05, 0.05)).clamp(-1, 1)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--start", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--avatars", default="work/avatars")
    p.add_argument("--forget")
    p.add_argument("--steps", type=int, default=2200)
    p.add_argument("--lr", type=float, default=3e-3)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=21)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    before, voc = load(a.start)
    model = Decoder(len(voc.tokens), gist=True)
    model.load_state_dict(before.state_dict(), strict=False)
    bank = AvatarBank(a.avatars)
    left_out = set(json.load(open(a.forget))) if a.forget else set()
    names = [n for n in bank.of if n not in left_out]
    people = nn.Parameter(torch.randn(len(names), 256))
    weights = [*model.gist.parameters(), people]
    opt = torch.optim.AdamW(weights, lr=a.lr, weight_decay=0.05)
    who = torch.arange(len(names))

    def told(pixels, index):
        with torch.no_grad():
            features = model.scene_features(pixels)
        logits = SHARPNESS * F.normalize(model.gist(features)) @ F.normalize(people).T
        return F.cross_entropy(logits, who[index]), (logits.argmax(1) == who[index]).float().mean().item()

    for step in range(a.steps):
        for group in opt.param_groups:
            group["lr"] = a.lr * (1 - step / a.steps)
        index = torch.tensor(rng.sample(range(len(names)), min(96, len(names))))
        loss, right = told(shifted(bank.pixels(rng, [names[i] for i in index], usual=0.4), rng), index)
        opt.zero_grad()
        loss.backward()
        opt.step()
        if (step + 1) % 50 == 0:
            with torch.no_grad():
                _, usual = told(bank.pixels(rng, names, usual=1), who)
            print(f"{step + 1} loss {loss.item():.3f} batch {right:.2f} usual pose {usual:.2f}", flush=True)
    save(a.out, model, voc)


if __name__ == "__main__":
    main()
