"""Batches of what every control does: answer from the form or the scene in the picture, or say that it is not there."""

import numpy as np
import torch

from .batches import Batches, Pages
from .decoder import SCENE, SLOTS
from .forms import Asked, form_question, stranger_question
from .profiles import FaceBank
from .questions import ASKED, NO_FORM, benchmark_question
from .scenes import SceneBank, scene_question

# The first ones are for checks.
HELD_PAGES, HELD_SCENES = 500, 200
# Characters of a page that is a strip: name and a value or two.
SHORT = 110
LETTERS, DIGITS = "abcdefghijklmnopqrstuvwxyz", "0123456789"


def other_characters(rng, value: str) -> str:
    """The same e-mail or SSN with some of its letters and digits drawn anew, domain, punctuation and the
    reserved first digit as they are: copying it takes reading it, not guessing at a name.
    """
    share = rng.choice((0.15, 0.3, 1))
    begin, end = (0, value.find("@")) if "@" in value else (1, len(value))

    def drawn(character):
        return rng.choice(DIGITS) if character.isdigit() else rng.choice(LETTERS) if character.islower() else character

    return (
        value[:begin]
        + "".join(drawn(character) if rng.random() < share else character for character in value[begin:end])
        + value[end:]
    )


class Reading:
    def __init__(
        self, batches: Batches, pages: Pages, scenes: SceneBank, rng, faces: FaceBank | None = None, fresh: float = 0.4
    ):
        """fresh: share of pages whose e-mail and SSN get other characters."""
        self.batches, self.pages, self.scenes_of, self.rng, self.faces_of, self.fresh = (
            batches,
            pages,
            scenes,
            rng,
            faces,
            fresh,
        )
        # Who is asked about in vain: people of other pages, whose names look like any.
        self.strangers = [row[3] for row in pages.rows[-20000:]]
        self.short = [i for i in range(HELD_PAGES, len(pages)) if len(pages.rows[i][0]) <= SHORT]

    def form_asked(self, row, brief: bool = False) -> Asked:
        return (
            stranger_question(self.rng, self.strangers)
            if not brief and self.rng.random() < 0.07
            else form_question(self.rng, row, brief)
        )

    def form_pair(self, row, brief: bool = False):
        asked = self.form_asked(row, brief)
        return asked.question, asked.answer

    def in_vain(self):
        """A question about a form where there is none."""
        name = self.rng.choice(self.strangers) if self.rng.random() < 0.6 else None
        return benchmark_question(self.rng, self.rng.choice(list(ASKED)), name, False)[0], NO_FORM

    def scene_pair(self, i: int):
        return self.in_vain() if self.rng.random() < 0.2 else scene_question(self.rng, self.scenes_of.objects[i])

    def refreshed(self, row):
        ids, places, fields, name, stream = row
        changed = dict(fields)
        for field in ("email", "ssn"):
            if field in fields and fields[field] in stream:
                changed[field] = other_characters(self.rng, fields[field])
                stream = stream.replace(fields[field], changed[field])
        return (
            np.array([self.batches.voc.char(character) for character in stream], np.int16),
            places,
            changed,
            name,
            stream,
        )

    def alike(self, makers, each: int):
        """So many pairs of each maker, all of like length, so that little of a batch is padding; over many
        batches each length comes as often as it is drawn.
        """
        at = int(self.rng.random() * (2 * each + 1))

        def tokens(pair):
            return sum(len(self.batches.voc.encode(text)) for text in pair)

        drawn = (sorted((make() for _ in range(3 * each)), key=tokens) for make in makers)
        return [[*pairs[at : at + each]] for pairs in drawn]

    def behind_pages(self, rows, slots: int):
        return self.batches.behind(self.batches.page_tokens(rows, slots))

    def forms(self, pair_of=None, held: bool = False, pictures: int = 6, each: int = 6):
        """Pages of like length, some questions each: (prefix, pairs)."""
        rng, pages = self.rng, self.pages
        among = range(HELD_PAGES) if held else range(HELD_PAGES, len(pages))
        rows = sorted((pages.rows[rng.choice(among)] for _ in range(4 * pictures)), key=lambda row: len(row[0]))
        at = rng.randrange(0, 3 * pictures + 1)
        return self.about(rows[at : at + pictures], pair_of, each, held)

    def strips(self, pair_of=None, pictures: int = 10, each: int = 4):
        return self.about([self.pages.rows[self.rng.choice(self.short)] for _ in range(pictures)], pair_of, each)

    def about(self, rows, pair_of, each: int, held: bool = False):
        rng = self.rng
        if not held:
            rows = [self.refreshed(row) if rng.random() < self.fresh else row for row in rows]
        longest = max(len(row[0]) for row in rows)
        slots = SLOTS if rng.random() < 0.15 else min(SLOTS, longest + rng.randint(1, 24))
        pair_of = pair_of or self.form_pair
        return self.behind_pages(rows, slots), self.alike([lambda row=row: pair_of(row) for row in rows], each)

    def scenes(self, pair_of=None, held: bool = False, pictures: int = 6, each: int = 6):
        rng = self.rng
        index = [
            rng.randrange(HELD_SCENES) if held else rng.randrange(HELD_SCENES, len(self.scenes_of))
            for _ in range(pictures)
        ]
        pair_of = pair_of or self.scene_pair
        return self.behind_scene(self.scenes_of.pixels(index)), self.alike(
            [lambda i=i: pair_of(i) for i in index], each
        )

    def faces(self, pictures: int = 4, each: int = 4):
        """Faces, which are no scenes: there is nothing to count and no form."""
        pixels, _ = self.faces_of.pairs(self.rng, pictures)

        def nothing():
            return self.in_vain() if self.rng.random() < 0.5 else scene_question(self.rng, [], ("count", "exists"))

        return self.behind_scene(pixels), self.alike([nothing] * pictures, each)

    def behind_scene(self, pixels):
        """Now and then with text beside, as coloured pictures with text have."""
        rng, model = self.rng, self.batches.model
        if rng.random() < 0.75:
            return self.batches.behind(model.scene_tokens(pixels, SLOTS if rng.random() < 0.1 else 24))
        rows = []
        for _ in range(len(pixels)):
            ids, places, *_ = self.pages.rows[rng.choice(self.short)]
            n = rng.randint(8, len(ids))
            rows.append((ids[:n], places[:n]))
        text = self.batches.page_tokens(rows, max(len(row[0]) for row in rows) + 4)
        return self.batches.behind(torch.cat([text, model.scene_tokens(pixels, SCENE)], 1))
