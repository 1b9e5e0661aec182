"""Batches of what every control does: answer from the form or the scene in the picture, or say that it is not there."""

from .batches import Batches, Pages
from .decoder import SLOTS
from .forms import Asked, form_question, stranger_question
from .questions import ASKED, NO_FORM, benchmark_question
from .scenes import SceneBank, scene_question

# The first ones are for checks.
HELD_PAGES, HELD_SCENES = 500, 200


class Reading:
    def __init__(self, batches: Batches, pages: Pages, scenes: SceneBank, rng):
        self.batches, self.pages, self.scenes_of, self.rng = batches, pages, scenes, rng
        # Who is asked about in vain: people of other pages, whose names look like any.
        self.strangers = [row[3] for row in pages.rows[-20000:]]

    def form_asked(self, row) -> Asked:
        return stranger_question(self.rng, self.strangers) if self.rng.random() < 0.07 else form_question(self.rng, row)

    def form_pair(self, row):
        asked = self.form_asked(row)
        return asked.question, asked.answer

    def scene_pair(self, i: int):
        rng = self.rng
        if rng.random() < 0.2:
            name = rng.choice(self.strangers) if rng.random() < 0.6 else None
            return benchmark_question(rng, rng.choice(list(ASKED)), name, False)[0], NO_FORM
        return scene_question(rng, self.scenes_of.objects[i])

    def forms(self, pair_of=None, held: bool = False, pictures: int = 6, each: int = 6):
        """Pages of like length, some questions each: (prefix, pairs)."""
        rng, pages = self.rng, self.pages
        among = range(HELD_PAGES) if held else range(HELD_PAGES, len(pages))
        rows = sorted((pages.rows[rng.choice(among)] for _ in range(4 * pictures)), key=lambda r: len(r[0]))
        at = rng.randrange(0, 3 * pictures + 1)
        rows = rows[at : at + pictures]
        longest = max(len(r[0]) for r in rows)
        slots = SLOTS if rng.random() < 0.25 else min(SLOTS, longest + rng.randint(1, 24))
        pair_of = pair_of or self.form_pair
        return self.batches.behind(self.batches.page_tokens(rows, slots)), [[pair_of(row) for _ in range(each)] for row in rows]

    def scenes(self, pair_of=None, pictures: int = 6, each: int = 6):
        rng = self.rng
        index = [rng.randrange(HELD_SCENES, len(self.scenes_of)) for _ in range(pictures)]
        tokens = self.batches.model.scene_tokens(self.scenes_of.pixels(index), SLOTS if rng.random() < 0.1 else 48)
        pair_of = pair_of or self.scene_pair
        return self.batches.behind(tokens), [[pair_of(i) for _ in range(each)] for i in index]
