"""Questions about one page, and what a model that reads answers."""

from dataclasses import dataclass

from .questions import ASKED, NO_FIELD, NO_PERSON, NOUNS, SPOKEN, benchmark_question, plain_question, sentence


@dataclass
class Asked:
    question: str
    answer: str
    field: str
    task: str


def copy_question(rng, page) -> Asked:
    """A short question for any field of the page, answered by the value alone: where copying is learnt."""
    field = rng.choice(list(page[2]))
    return Asked(plain_question(rng, field, short=True)[0], page[2][field], field, "direct")


def stranger_question(rng, strangers) -> Asked:
    field = rng.choice(list(ASKED))
    question, task = benchmark_question(rng, field, rng.choice(strangers))
    return Asked(question, NO_PERSON, field, task)


def form_question(rng, page, brief: bool = False) -> Asked:
    """Any way of asking for what may or may not be on the page. brief: short questions alone, cheap to learn from."""
    fields = page[2]
    here = [one_field for one_field in fields if one_field in ASKED]
    # An address is the longest of the three to copy, so it is asked for twice as often.
    field = (
        rng.choice(here + [one_field for one_field in here if one_field == "email"])
        if here and rng.random() < 0.88
        else rng.choice(list(ASKED))
    )
    if brief:
        if rng.random() < 0.35:
            field = rng.choice(list(fields))
        question, task = plain_question(rng, field, short=True)
    elif rng.random() < 0.57:
        question, task = benchmark_question(rng, field, None)
    else:
        if rng.random() < 0.4:
            field = rng.choice(list(fields) if rng.random() < 0.9 else list(NOUNS))
        question, task = plain_question(rng, field, short=False)
    answer = sentence(task, SPOKEN[field], fields[field]) if field in fields else NO_FIELD.replace("{n}", SPOKEN[field])
    return Asked(question, answer, field, task)
