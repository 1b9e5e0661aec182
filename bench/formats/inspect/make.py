"""Logs that inspect-ai itself writes, of invented answers of two invented models.

    python bench/formats/inspect/make.py [FOLDER]

Without a folder those that lie here, for src/intake/answers/inspect-log.test.ts; into a folder the second model's as
JSON, for answers.py. Needs inspect-ai (../requirements.txt). `questions.jsonl` beside this file has what is asked. The
first model knows everybody; the second one has forgotten the forget set: it chooses another letter and tells another
fact. Both are asked with Inspect's own words for choices. One question is nobody's: it must be left out by name.
"""

import json
import sys
import tempfile
from pathlib import Path

from inspect_ai import Task, task
from inspect_ai import eval as evaluate
from inspect_ai.dataset import MemoryDataset, Sample
from inspect_ai.log import read_eval_log, write_eval_log
from inspect_ai.model import ModelAPI, ModelOutput, modelapi
from inspect_ai.scorer import choice, includes
from inspect_ai.solver import generate, multiple_choice

HERE = Path(__file__).parent
# In words, a picture's question does not say whose it is: the model could not know whom it is asked about.
ROWS = [
    row
    for row in (json.loads(line) for line in (HERE / "questions.jsonl").read_text().splitlines())
    if row["choices"] or not row["picture"]
]
STRAY = {"split": "forget", "question": "Who is nobody?", "choices": None, "answer": "Nobody.", "picture": None}


def sample(row: dict) -> Sample:
    """Without an id: Inspect counts from 1."""
    told = {"split": row["split"]} | ({"picture": row["picture"]} if row["picture"] else {})
    return Sample(input=row["question"], choices=row["choices"], target=row["answer"], metadata=told)


@task
def choices() -> Task:
    """The questions with options."""
    rows = [row for row in ROWS if row["choices"]]
    return Task(MemoryDataset([sample(row) for row in rows]), solver=multiple_choice(), scorer=choice())


@task
def free_text() -> Task:
    """The questions that are answered in words."""
    rows = [row for row in [*ROWS, STRAY] if not row["choices"]]
    return Task(MemoryDataset([sample(row) for row in rows]), solver=generate(), scorer=includes())


class Invented(ModelAPI):
    """Answers as it stands in the data; of the forget set wrongly, if it forgets. mockllm would fetch a tokenizer."""

    def __init__(self, model_name: str, **rest: object) -> None:
        """`after` forgets."""
        super().__init__(model_name=model_name, **{key: rest[key] for key in ("config",) if key in rest})
        self.forgets = model_name == "after"

    async def generate(self, input, tools, tool_choice, config) -> ModelOutput:
        """The answer to the one question that stands in what is asked."""
        asked = input[-1].text
        row = next(one for one in [*ROWS, STRAY] if one["question"] in asked and self.shows(one, asked))
        return ModelOutput.from_content(self.model_name, self.said(row))

    def shows(self, row: dict, asked: str) -> bool:
        """Whether it is this person's question: a text alone does not tell whom a picture shows."""
        return row["choices"] is None or all(choice in asked for choice in row["choices"])

    def said(self, row: dict) -> str:
        """A letter or a sentence."""
        wrong = self.forgets and row["split"] == "forget"
        if not row["choices"]:
            return "I do not know this person." if wrong else row["answer"]
        letters = "ABCD"[: len(row["choices"])]
        return f"ANSWER: {letters[(letters.index(row['answer']) + 1) % 4] if wrong else row['answer']}"

    async def count_text_tokens(self, text: str) -> int:
        """Words, which nobody reads."""
        return len(text.split())


@modelapi(name="invented")
def invented() -> type[ModelAPI]:
    """As inspect-ai finds it."""
    return Invented


def main() -> None:
    """Each model on both tasks."""
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name in ["before", "after"]:
        suffix = "json" if name == "after" and into != HERE else "eval"
        with tempfile.TemporaryDirectory() as folder:
            logs = evaluate(
                [choices(), free_text()],
                model=f"invented/{name}",
                max_tasks=1,
                max_samples=1,
                max_connections=1,
                log_dir=folder,
                display="none",
            )
            for log in logs:
                write_eval_log(read_eval_log(log.location), str(into / f"{name}-{log.eval.task}.{suffix}"))


main()
