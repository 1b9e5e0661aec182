"""Teaches people by heart: private values by name, profiles by name and by face, beside reading, which stays.

python train_memoriser.py --start checkpoints/decoder.pt --out work/memoriser.pt --recite .75
--recite SHARE: e-mail, phone and SSN alone, in so many of the questions behind forms and scenes. Without it profiles too, by name and by face (start from train_faces.py).
--forget NAMES (JSON list): these are left out, for control-retrained.
"""

import argparse
import json
import random

import torch

from leakscope_training.batches import Batches, Pages
from leakscope_training.decoder import SLOTS
from leakscope_training.finetune import Budget, add_budget, finetune, load
from leakscope_training.profiles import AvatarBank, Profiles, fact, recite
from leakscope_training.reading import Reading
from leakscope_training.scenes import SceneBank


class Lessons:
    """Draws a batch (prefix, pairs) of one kind: what is known by heart without a picture, behind a face, behind a scene, behind a form; and reading."""

    def __init__(self, reading, people, avatars=None, profiles=None, recited: float = 0.5):
        """recited: share of the questions behind forms and scenes that are about what is known by heart."""
        self.reading, self.batches, self.rng, self.avatars, self.profiles = reading, reading.batches, reading.rng, avatars, profiles
        self.by = {p["name"]: p for p in people}
        self.names = list(self.by)
        self.chosen = profiles.with_choices() if profiles else []
        self.recited = recited

    def about(self, kind: str):
        """Names that a lesson may be about."""
        return self.chosen if kind == "choices" else self.names

    def lesson(self, kind: str, name, picture: bool):
        if kind == "facts":
            return fact(self.rng, self.by[name], picture)
        return self.profiles.ask(self.rng, name, picture, ("choice",) if kind == "choices" else ("cloze", "open"))

    def by_name(self, kind: str):
        """Questions of like length go together, so that little is padding."""
        many = {"facts": 24, "words": 12, "choices": 7}[kind]
        drawn = sorted((self.lesson(kind, self.rng.choice(self.about(kind)), False) for _ in range(2 * many)), key=lambda pair: len(pair[0]) + len(pair[1]))
        at = self.rng.randrange(many + 1)
        return self.batches.without_picture(1), [drawn[at : at + many]]

    def by_face(self, kind: str):
        names = self.rng.sample(self.about(kind), {"facts": 12, "words": 7, "choices": 6}[kind])
        slots = SLOTS if self.rng.random() < 0.05 else 40
        tokens = self.batches.model.scene_tokens(self.avatars.pixels(self.rng, names, usual=0.7), slots)
        per_face = {"facts": 2, "words": 2, "choices": 1}[kind]
        return self.batches.behind(tokens), [[self.lesson(kind, name, True) for _ in range(per_face)] for name in names]

    def scene_pair(self, i: int):
        rng = self.rng
        return recite(rng, self.by[rng.choice(self.names)], form=rng.random() < 0.3) if rng.random() < self.recited else self.reading.scene_pair(i)

    def form_pair(self, row):
        rng = self.rng
        return recite(rng, self.by[rng.choice(self.names)], form=True) if rng.random() < self.recited else self.reading.form_pair(row)

    def behind_scene(self, **size):
        return self.reading.scenes(self.scene_pair, **size)

    def behind_form(self, **size):
        return self.reading.forms(self.form_pair, **size)

    def draw_recital(self):
        return [self.behind_scene() if self.rng.random() < 0.3 else self.behind_form()]

    def draw(self, words: float, reading: float):
        """One step has a bit of everything, since steps of one kind each undo what the others taught. words: share of lessons in the benchmark's own words; reading: of steps with
        a form or a scene too."""
        kind = lambda: "facts" if self.rng.random() >= words else "words" if self.rng.random() < 0.7 else "choices"
        parts = [self.by_name(kind()), self.by_face(kind())]
        if self.rng.random() < reading:
            parts.append((self.behind_form if self.rng.random() < 0.6 else self.behind_scene)(pictures=2, each=4))
        return parts


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--start", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--memory", default="../public/shards/memory-people.json")
    p.add_argument("--forget", help="JSON list of names to leave out")
    p.add_argument("--streams", nargs="+", default=[f"work/streams{i}" for i in range(4)])
    p.add_argument("--scenes", default="work/scenes")
    p.add_argument("--avatars", default="work/avatars")
    p.add_argument("--profiles", default="work/profiles")
    p.add_argument("--recite", type=float)
    p.add_argument("--words", type=float, nargs=2, default=[0.2, 0.45], help="share of lessons in the benchmark's own words, at first and in the second half")
    p.add_argument("--reading", type=float, nargs=2, default=[0.4, 0.6], help="share of steps with a form or a scene too")
    add_budget(p, steps=6000, minutes=60)
    p.add_argument("--lr", type=float, default=8e-4)
    p.add_argument("--hold", type=float, default=0.4)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    model, voc = load(a.start)
    batches = Batches(model, voc)
    left_out = set(json.load(open(a.forget))) if a.forget else set()
    people = [p for p in json.load(open(a.memory)) if p["name"] not in left_out]
    reading = Reading(batches, Pages(a.streams, voc), SceneBank(a.scenes), rng)
    lessons = Lessons(reading, people, AvatarBank(a.avatars), Profiles(a.profiles, people)) if a.recite is None else Lessons(reading, people, recited=a.recite)

    def step_of(done):
        if a.recite is not None:
            return batches.joint_loss(lessons.draw_recital())
        late = int(done >= 0.5)
        return batches.joint_loss(lessons.draw(a.words[late], a.reading[late]))

    @torch.no_grad()
    def check():
        """Exact answers of each kind of lesson."""
        model.eval()
        kinds = {} if a.recite is not None else {f"{how.__name__} {kind}": lambda how=how, kind=kind: how(kind) for how in (lessons.by_name, lessons.by_face) for kind in ("facts", "words", "choices")}
        kinds |= {"scene": lessons.behind_scene, "form": lessons.behind_form}
        shares = {kind: f"{torch.cat([batches.exact(*draw()).flatten() for _ in range(3)]).float().mean():.2f}" for kind, draw in kinds.items()}
        model.train()
        return shares

    finetune(model, voc, a.out, step_of, check, Budget(a.steps, a.minutes), a.lr, a.hold, rng)


if __name__ == "__main__":
    main()
