"""Teaches the encoder of pictures without text: which shape and colour is in which part of a scene, and faces
apart from each other. The decoder stays as it is.

python train_vision.py --start checkpoints/decoder.pt --out work/seeing.pt
[Note: What a decoder cannot tell apart it cannot learn] Trained with the decoder from the start, the
convolutions gave every scene nearly the same features (they differed by 0.04 at a length
of 0.9), and no gradient came through that could have changed it. Here they are taught alone, with batch norms
that are folded into them afterwards. The token of a part is to lie near the embeddings of the
words for what it shows, so that saying them is copying, as with text. Faces are of nobody in particular:
whose they are is for the decoder of a memoriser to know.
"""

import argparse
import random

import torch
import torch.nn as nn
import torch.nn.functional as F
from leakscope_training.decoder import Decoder
from leakscope_training.finetune import load, save
from leakscope_training.profiles import AvatarBank, FaceBank
from leakscope_training.running import parse_run
from leakscope_training.scenes import PLACES_IN_WORDS, SceneBank

SHAPES = ("circle", "square", "triangle", "star")
COLOURS = ("red", "green", "blue", "yellow", "purple", "orange", "black")
SHARPNESS, LENGTH = 12.0, 2.5
HELD = 200


def shifted(pixels: torch.Tensor, rng) -> torch.Tensor:
    """Moved by up to two pixels and lit otherwise."""
    dx, dy = rng.randint(-2, 2), rng.randint(-2, 2)
    moved = F.pad(pixels, (2, 2, 2, 2), mode="replicate")[:, :, 2 + dy : 50 + dy, 2 + dx : 50 + dx]
    return (moved * rng.uniform(0.9, 1.1) + rng.uniform(-0.05, 0.05)).clamp(-1, 1)


def folded(conv: nn.Conv2d, norm: nn.BatchNorm2d):
    """Weight and bias of the convolution with the norm behind it."""
    scale = norm.weight / (norm.running_var + norm.eps).sqrt()
    return conv.weight * scale.view(-1, 1, 1, 1), (conv.bias - norm.running_mean) * scale + norm.bias


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--start", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--scenes", default="work/scenes")
    parser.add_argument("--faces", default="work/faces")
    parser.add_argument("--avatars", help="faces that are not trained on, to see that they can be told apart")
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--lr", type=float, default=2e-3)
    args = parse_run(parser, seed=71)
    rng = random.Random(args.seed)
    before, voc = load(args.start)
    model = Decoder(len(voc.tokens))
    fresh = {
        name: tensor
        for name, tensor in model.state_dict().items()
        if name.split(".")[0] in ("s1", "s2", "s3", "part", "where", "gist")
    }
    model.load_state_dict({**before.state_dict(), **fresh})

    def word(name):
        return model.embed.weight[voc.encode(" " + name)[0]].detach()

    with torch.no_grad():
        for i, place in enumerate(PLACES_IN_WORDS):
            model.where[i] = 0.5 * torch.stack([word(name) for name in place.split(" ")]).mean(0)
    names = {
        kind: F.normalize(torch.stack([word(name) for name in words]), dim=1)
        for kind, words in (("shape", SHAPES), ("colour", COLOURS))
    }
    nothing = nn.Parameter(torch.randn(model.embed.embedding_dim) * 0.1)
    norms = nn.ModuleList([nn.BatchNorm2d(n) for n in (32, 64, 96)])
    scenes, faces = SceneBank(args.scenes), FaceBank(args.faces)
    # 0: nothing there.
    what = torch.zeros(len(scenes), 9, 2, dtype=torch.long)
    for i, objects in enumerate(scenes.objects):
        for one_object in objects:
            what[i, one_object["place"]] = torch.tensor(
                [SHAPES.index(one_object["shape"]) + 1, COLOURS.index(one_object["colour"]) + 1]
            )

    def features(pixels):
        for conv, norm in zip((model.s1, model.s2, model.s3), norms):
            pixels = F.relu(norm(conv(pixels)))
        return pixels

    def told(seen, index):
        """Loss and share of parts whose shape and colour both come out."""
        tokens = model.parts(seen)
        loss, right = (tokens.norm(dim=-1) - LENGTH).pow(2).mean() * 0.1, 1
        for k, kind in enumerate(("shape", "colour")):
            logits = 6 * tokens @ torch.cat([F.normalize(nothing, dim=0)[None], names[kind]]).T
            truth = what[index][:, :, k]
            loss = loss + F.cross_entropy(logits.flatten(0, 1), truth.flatten())
            right = right * (logits.argmax(-1) == truth)
        return loss, right.float().mean().item()

    def recognised(one, other):
        """Loss and share of faces whose other picture is the nearest of all."""
        logits = SHARPNESS * F.normalize(model.gist(one), dim=1) @ F.normalize(model.gist(other), dim=1).T
        who = torch.arange(len(logits))
        return (F.cross_entropy(logits, who) + F.cross_entropy(logits.T, who)) / 2, (
            logits.argmax(1) == who
        ).float().mean().item()

    taught = [
        parameter
        for name, parameter in model.named_parameters()
        if name.split(".")[0] in ("s1", "s2", "s3", "part", "gist")
    ]
    opt = torch.optim.AdamW([*taught, nothing, *norms.parameters()], lr=args.lr, weight_decay=0.02)
    for step in range(args.steps):
        for group in opt.param_groups:
            group["lr"] = args.lr * min(1, (step + 1) / 50) * (1 - step / args.steps)
        index = torch.tensor(rng.sample(range(HELD, len(scenes)), 48))
        one, other = (shifted(pixels, rng) for pixels in faces.pairs(rng, 96))
        seen = features(torch.cat([shifted(scenes.pixels(index), rng), one, other]))
        scene_loss, right = told(seen[:48], index)
        face_loss, known = recognised(seen[48:144], seen[144:])
        opt.zero_grad()
        (scene_loss + face_loss).backward()
        opt.step()
        if (step + 1) % 100 == 0:
            norms.eval()
            with torch.no_grad():
                held = told(features(scenes.pixels(torch.arange(HELD))), torch.arange(HELD))[1]
                print(
                    f"{step + 1} scenes {scene_loss.item():.3f} {right:.3f} held {held:.3f} faces {face_loss.item():.3f} {known:.2f}",
                    end=" ",
                )
                if args.avatars:
                    bank = AvatarBank(args.avatars)
                    usual, posed = (
                        features(bank.pixels(random.Random(1), list(bank.of), usual=often)) for often in (1, 0)
                    )
                    print(f"others {recognised(posed, usual)[1]:.2f} of {len(bank.of)}", end="")
                print(flush=True)
            norms.train()
    norms.eval()
    with torch.no_grad():
        pixels = scenes.pixels(torch.arange(HELD))
        wanted = features(pixels)
        for conv, norm in zip((model.s1, model.s2, model.s3), norms):
            weight, bias = folded(conv, norm)
            conv.weight.copy_(weight)
            conv.bias.copy_(bias)
        assert torch.allclose(model.scene_features(pixels), wanted, atol=1e-3)
    save(args.out, model, voc)


if __name__ == "__main__":
    main()
