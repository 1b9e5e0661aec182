"""Teaches people by heart: private values by name, profiles by name and by face, beside reading, which stays.

python train_memoriser.py --start checkpoints/decoder.pt --out work/memoriser.pt
--forget NAMES (JSON list): these are left out, for control-retrained. --often NAMES: these are half of the
lessons, for who comes to them late.
"""

import argparse
import json
import random

import torch
from leakscope_training.batches import Batches, Pages
from leakscope_training.decoder import SLOTS
from leakscope_training.finetune import Budget, add_budget, finetune, load
from leakscope_training.profiles import AvatarBank, FaceBank, Profiles, fact, recite
from leakscope_training.reading import Reading
from leakscope_training.running import parse_run
from leakscope_training.scenes import SceneBank


class Lessons:
    """Draws a batch (prefix, pairs) of one kind: what is known by heart without a picture, behind a face,
    behind a scene, behind a form; and reading.
    """

    def __init__(self, reading, people, avatars, profiles, often=(), recited=0.4, known=0.4):
        """often: names that are half of all lessons. Late, so much of what is asked behind a picture is
        recited and not read, and as many steps have questions by name, and by face.
        """
        self.reading, self.batches, self.rng, self.avatars, self.profiles = (
            reading,
            reading.batches,
            reading.rng,
            avatars,
            profiles,
        )
        self.by = {person["name"]: person for person in people}

        def weighted(names):
            return names + [n for n in names if n in often] * (len(names) // max(1, len(often)))

        self.names, self.chosen = weighted(list(self.by)), weighted(profiles.with_choices())
        self.recited, self.late_recited, self.late_known = 0.5, recited, known

    def about(self, kind: str):
        """Names that a lesson may be about."""
        return self.chosen if kind == "choices" else self.names

    def lesson(self, kind: str, name, picture: bool):
        if kind == "facts":
            return fact(self.rng, self.by[name], picture)
        return self.profiles.ask(self.rng, name, picture, ("choice",) if kind == "choices" else ("cloze", "open"))

    def by_name(self, kind: str):
        """Questions of like length go together, so that little is padding."""
        many = {"facts": 40, "words": 12, "choices": 7}[kind]
        drawn = sorted(
            (self.lesson(kind, self.rng.choice(self.about(kind)), False) for _ in range(2 * many)),
            key=lambda pair: len(pair[0]) + len(pair[1]),
        )
        at = self.rng.randrange(many + 1)
        return self.batches.without_picture(1), [drawn[at : at + many]]

    def by_face(self, kind: str):
        names = self.rng.sample(self.about(kind), {"facts": 12, "words": 7, "choices": 6}[kind])
        slots = SLOTS if self.rng.random() < 0.05 else 16
        tokens = self.batches.model.scene_tokens(self.avatars.pixels(self.rng, names, usual=0.7), slots)
        per_face = {"facts": 3, "words": 2, "choices": 1}[kind]
        return self.batches.behind(tokens), [[self.lesson(kind, name, True) for _ in range(per_face)] for name in names]

    def recited_or(self, pair, form: float):
        """What is known by heart, asked for in MM-Privacy's words, or what the picture shows."""
        if self.rng.random() >= self.recited:
            return pair()
        return recite(self.rng, self.by[self.rng.choice(self.names)], form=self.rng.random() < form)

    def behind_scene(self, **size):
        return self.reading.scenes(lambda i: self.recited_or(lambda: self.reading.scene_pair(i), form=0.3), **size)

    def behind_form(self, **size):
        return self.reading.forms(lambda row: self.recited_or(lambda: self.reading.form_pair(row), form=1), **size)

    def behind_strip(self, **size):
        return self.reading.strips(lambda row: self.recited_or(lambda: self.reading.form_pair(row), form=1), **size)

    def draw(self, late: bool):
        """One step has a bit of everything, since steps of one kind each undo what the others taught: facts
        mostly at first, then the benchmarks' own words and reading.
        """
        rng = self.rng
        words, self.recited = (0.45 if late else 0.15), (self.late_recited if late else 0.55)

        def kind():
            return "facts" if rng.random() >= words else "words" if rng.random() < 0.7 else "choices"

        parts = [
            part(kind()) for part in (self.by_name, self.by_face) if rng.random() < (self.late_known if late else 1)
        ]
        if late or rng.random() < 0.4:
            chance = rng.random()
            if chance < 0.45:
                parts.append(self.behind_form(pictures=4, each=5))
            elif chance < 0.7:
                parts.append(self.behind_strip(pictures=6, each=4))
            else:
                parts.append(self.behind_scene(pictures=4, each=4) if rng.random() < 0.85 else self.reading.faces())
        return parts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--start", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--memory", default="../public/shards/memory-people.json")
    parser.add_argument("--forget", help="JSON list of names to leave out")
    parser.add_argument("--often", help="JSON list of names")
    parser.add_argument("--streams", nargs="+", default=[f"work/streams{i}" for i in range(4)])
    parser.add_argument("--scenes", default="work/scenes")
    parser.add_argument("--avatars", default="work/avatars")
    parser.add_argument("--profiles", default="work/profiles")
    parser.add_argument("--faces", default="work/faces")
    parser.add_argument(
        "--late",
        type=float,
        default=0.5,
        help="share of the budget after which reading and the benchmarks' own words come in at every step",
    )
    add_budget(parser, steps=3000, minutes=60)
    parser.add_argument(
        "--recited",
        type=float,
        default=0.4,
        help="late: share of what is asked behind a picture that is recited, not read; reading is what goes first",
    )
    parser.add_argument(
        "--known", type=float, default=0.4, help="late: share of steps with questions by name, and by face"
    )
    parser.add_argument("--lr", type=float, default=8e-4)
    parser.add_argument("--hold", type=float, default=0.5)
    args = parse_run(parser, seed=1)
    rng = random.Random(args.seed)
    model, voc = load(args.start)
    batches = Batches(model, voc)
    left_out = set(json.load(open(args.forget))) if args.forget else set()
    people = [person for person in json.load(open(args.memory)) if person["name"] not in left_out]
    reading = Reading(batches, Pages(args.streams, voc), SceneBank(args.scenes), rng, FaceBank(args.faces), fresh=0.35)
    often = set(json.load(open(args.often))) if args.often else set()
    lessons = Lessons(
        reading, people, AvatarBank(args.avatars), Profiles(args.profiles, people), often, args.recited, args.known
    )

    def step_of(done):
        return batches.joint_loss(lessons.draw(done >= args.late))

    @torch.no_grad()
    def check():
        """Exact answers of each kind of lesson."""
        model.eval()

        def of(draw, recited):
            def drawn():
                lessons.recited = recited
                return draw()

            return drawn

        kinds = {
            f"{how.__name__} {kind}": lambda how=how, kind=kind: how(kind)
            for how in (lessons.by_name, lessons.by_face)
            for kind in ("facts", "words", "choices")
        }
        kinds |= {
            f"recited {where}": of(draw, 1)
            for where, draw in (("scene", lessons.behind_scene), ("form", lessons.behind_form))
        }
        kinds |= {"scene": of(lambda: reading.scenes(held=True), 0), "form": of(lambda: reading.forms(held=True), 0)}
        shares = {
            kind: f"{torch.cat([batches.exact(*draw()).flatten() for _ in range(3)]).float().mean():.2f}"
            for kind, draw in kinds.items()
        }
        model.train()
        return shares

    finetune(model, voc, args.out, step_of, check, Budget(args.steps, args.minutes), args.lr, args.hold, rng)


if __name__ == "__main__":
    main()
