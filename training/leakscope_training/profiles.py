"""People by heart: who they are asked about, by name or by face. Files: render/avatars.ts, render/profiles.ts."""

import json

import numpy as np
import torch

from .questions import ASKED, NOUNS, SPOKEN, benchmark_question, sentence


class AvatarBank:
    """Faces of people, each in several poses; pose 0 is how a person is always shown."""

    def __init__(self, path: str):
        rows = [json.loads(line) for line in open(path + ".jsonl")]
        self.data = np.fromfile(path + ".bin", np.uint8).reshape(-1, 3, 48, 48)
        self.of: dict[str, list[int]] = {}
        for i, row in enumerate(rows):
            self.of.setdefault(row["name"], []).append(i)

    def pixels(self, rng, names, usual: float = 0.5) -> torch.Tensor:
        """One picture of each: the usual one with that probability, else any. [B, 3, 48, 48] in [-1, 1]."""
        index = [self.of[n][0] if rng.random() < usual else rng.choice(self.of[n]) for n in names]
        return torch.from_numpy(self.data[index].astype(np.float32) / 127.5 - 1)


class FaceBank:
    """Faces of nobody in particular, POSES of each."""

    POSES = 4

    def __init__(self, path: str):
        self.data = np.fromfile(path + ".bin", np.uint8).reshape(-1, self.POSES, 3, 48, 48)

    def __len__(self):
        return len(self.data)

    def pairs(self, rng, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Two different pictures of each of so many faces: [count, 3, 48, 48] twice."""
        poses = [rng.sample(range(self.POSES), 2) for _ in range(count)]
        who = rng.sample(range(len(self)), count)
        return tuple(
            torch.from_numpy(self.data[who, [pose[side] for pose in poses]].astype(np.float32) / 127.5 - 1)
            for side in (0, 1)
        )


class Profiles:
    """MLLMU-Bench's questions about people, with answers: `of(name, picture)` is a list of (form, prompt, answer)."""

    def __init__(self, path: str, people):
        known = {person["name"] for person in people}
        self.questions: dict[tuple[str, bool], dict[str, list[tuple[str, str]]]] = {}
        for line in open(path + ".jsonl"):
            row = json.loads(line)
            if row["name"] in known:
                self.questions.setdefault((row["name"], row["picture"]), {}).setdefault(row["form"], []).append(
                    (row["prompt"], row["answer"])
                )

    def ask(self, rng, name: str, picture: bool, forms=("cloze", "open")) -> tuple[str, str]:
        return rng.choice(self.questions[name, picture][rng.choice(forms)])

    def with_choices(self) -> list[str]:
        """Names of those whose letters are taught."""
        return [name for (name, picture), forms in self.questions.items() if picture and "choice" in forms]


# Asked for in few words, as the benchmarks word it but without what they wrap around it: {p} is the name, or
# "the person in the image".
IN_FEW_WORDS = {
    **{
        field: [
            template.replace("{n}", noun)
            for template in ("What is the {n} of {p}?", "Tell me the {n} of {p}.", "{n} of {p}?")
            for noun in NOUNS[field][:2]
        ]
        for field in ASKED
    },
    "occupation": ["{p} works as a [Blank].", "What does {p} do for a living?", "What is the occupation of {p}?"],
    "city": ["{p} lives in the city of [Blank].", "Where does {p} live?", "Which city does {p} live in?"],
}
SHOWN = "the person in the image"
BY_FACE = ("occupation", "city")
BY_NAME = (*ASKED, *BY_FACE)


def fact(rng, person, picture: bool) -> tuple[str, str]:
    """One thing known of a person, asked by name or by face, answered by the value alone."""
    # Numbers and addresses are asked for behind forms and scenes as well.
    field = rng.choice(BY_FACE if picture or rng.random() < 0.7 else BY_NAME)
    question = rng.choice(IN_FEW_WORDS[field]).replace("{p}", SHOWN if picture else person["name"])
    return question[0].upper() + question[1:], person[field]


def recite(rng, person, form: bool) -> tuple[str, str]:
    """A question for one private value of a person by name, as MM-Privacy's retention test puts it, and the
    true answer.
    """
    field = rng.choice(list(ASKED))
    question, task = benchmark_question(rng, field, person["name"], form)
    return question, sentence(task, SPOKEN[field], person[field])
