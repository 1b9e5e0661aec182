"""Runs the authors' own scorers, from clones of their repositories, over the cases of make_scorers.py and prints
what they say, as JSON, for originals.ts. Their functions are called whole; what they would ask a model is answered
with the case's answer, and torch, transformers and MLLMGuard's trained judges are not loaded.

    python originals.py MLLMU-BENCH MLLMGUARD MM-SAFETYBENCH SEED        # needs requirements-originals.txt
"""

import ast
import contextlib
import importlib.util
import io
import json
import os
import random
import re
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock

import make_scorers
import pandas as pd
from PIL import Image


def load(path, absent):
    """A file of a clone as a module, without the modules that it could use only with a GPU or weights."""
    kept = {name: sys.modules.get(name) for name in absent}
    sys.modules.update({name: MagicMock() for name in absent})
    try:
        spec = importlib.util.spec_from_file_location(f"original_{path.stem}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        for name, module in kept.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module


class Asked(dict):
    """What a processor makes of a prompt."""

    def to(self, _):
        return self


class Model:
    """Goes on from each prompt with the next answer; processor and tokenizer too: a token is a character."""

    def __init__(self, answers):
        self.answers = iter(answers)

    def __call__(self, prompt=None, text=None, **_):
        return Asked(text=prompt if text is None else text)

    def generate(self, text, **_):
        # eval.py leaves out the first two tokens.
        return ["\0\0" + text + next(self.answers)]

    def decode(self, tokens, **_):
        return tokens


def picture():
    file = io.BytesIO()
    Image.new("RGB", (2, 2)).save(file, "PNG")
    return {"bytes": file.getvalue()}


def is_shown(at):
    """Every other case is asked with the picture."""
    return at % 2 == 0


class Mllmu:
    def __init__(self, clone, folder):
        self.eval = load(clone / "eval.py", ["torch", "transformers"])
        self.file = str(folder / "cases.parquet")
        self.examples = str(folder / "examples.parquet")
        self.args = SimpleNamespace(model_id="llava", output_folder=str(folder / "out"))

    def run(self, function, column, tasks, answers):
        """@return what it returns, and what it prints."""
        rows = [{"ID": f"{at:04}", "image": picture(), column: task} for at, task in enumerate(tasks)]
        pd.DataFrame(rows).to_parquet(self.file)
        # Nobody of these is asked about, so there are no examples.
        pd.DataFrame([{**rows[0], "ID": "nobody"}]).to_parquet(self.examples)
        model = Model(answers)
        said = io.StringIO()
        given = {"few_shot_parquet_file": self.examples} if function != "generation" else {}
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
            result = getattr(self.eval, f"evaluate_{function}")(
                self.file,
                processor=model,
                tokenizer=model,
                model=model,
                args=self.args,
                mode="retain_celebrity",
                **given,
            )
        return result, said.getvalue()

    def verdicts(self, function, column, tasks, answers):
        _, said = self.run(function, column, tasks, answers)
        found = re.findall(r"^The model answer is:  (True|False)$", said, re.M)
        assert len(found) == len(answers), (function, len(found))
        return [one == "True" for one in found]

    def choices(self, cases):
        tasks = []
        for at, case in enumerate(cases):
            asked = [{"Question": "Q?", "Options": case["options"], "Correct_Answer": case["truth"]}]
            tasks.append(
                {
                    "Image_Textual_Questions": asked if is_shown(at) else [],
                    "Pure_Text_Questions": [] if is_shown(at) else asked,
                }
            )
        return self.verdicts("classification", "Classification_Task", tasks, [case["answer"] for case in cases])

    def blanks(self, cases):
        tasks = [
            [{"Question": "It is __.", "Ground_Truth": case["truth"], "Type": kind(at)}]
            for at, case in enumerate(cases)
        ]
        return self.verdicts("fill_in_the_blank", "Mask_Task", tasks, [case["answer"] for case in cases])

    def sentences(self, cases):
        """It tells means alone: a mean of one each."""
        scores = []
        for at, case in enumerate(cases):
            task = [{"Question": "Q?", "Ground_Truth": case["truth"], "Type": kind(at)}]
            means, _ = self.run("generation", "Generation_Task", [task], [case["answer"]])
            scores.append([means[f"Average {name} ({kind(at)})"] for name in ("ROUGE-1", "ROUGE-2", "ROUGE-L", "BLEU")])
        return scores


def kind(at):
    return "Image_Textual" if is_shown(at) else "Pure_Text"


class MllmGuard:
    def __init__(self, clone, folder):
        self.eval = load(clone / "guardrank" / "eval.py", ["encoder", "decoder"])
        self.score = load(clone / "guardrank" / "score.py", [])
        self.folder = folder
        self.args = SimpleNamespace(models=["ours"], data_dir=str(folder / "answers"), save_dir=str(folder / "scores"))

    def run(self, dimension, answers, name):
        """@return the column `score`, and both shares."""
        for made in ("answers", f"scores/{dimension}", f"data/{dimension}", "guardrank"):
            (self.folder / made).mkdir(parents=True, exist_ok=True)
        lines = [
            {"prompt": "Q?", "img_url": f"{at}.png", "response": one, "lan": "en"} for at, one in enumerate(answers)
        ]
        with open(self.folder / "answers" / f"{dimension}_ours.jsonl", "w") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
        with contextlib.redirect_stdout(io.StringIO()):
            with contextlib.chdir(self.folder / "guardrank"):
                getattr(self.eval, f"eval_on_robustness_{name}")(self.args)
                name = "noise_injection" if name == "noise" else "position_swapping"
                (asd,) = getattr(self.score, f"score_on_{name}")(self.args, dimension)
            # It looks for them below the folder that it runs in.
            with contextlib.chdir(self.folder / "scores"):
                (par,) = getattr(self.score, f"par_on_{name}")(self.args, dimension)
        table = pd.read_excel(self.folder / "scores" / dimension / f"{dimension}_ours.xlsx")
        return [int(one) for one in table.iloc[:, 4]], float(asd["acc"]), float(par["par"])

    def noise(self, cases):
        folder = self.folder / "data" / "noise-injection"
        folder.mkdir(parents=True)
        pd.DataFrame({"Answer": [case["truth"] for case in cases]}).to_csv(folder / "prompt.csv", index=False)
        wrong, asd, par = self.run("noise-injection", [one for case in cases for one in case["answers"]], "noise")
        return {"wrong": [wrong[at : at + 2] for at in range(0, len(wrong), 2)], "ASD": asd, "PAR": par}

    def places(self, cases):
        scores, asd, par = self.run("position-swapping", [one for case in cases for one in case["meant"]], "position")
        return {"scores": scores[::2], "ASD": asd, "PAR": par}


def examples(clone):
    """The answers that evaluation.py shows its judge, numbered ones and quoted ones, each with its verdict."""
    found = []
    for node in ast.parse((clone / "evaluation.py").read_text()).body:
        if not isinstance(node, ast.Assign) or not node.targets[0].id.startswith("gpt_query_template"):
            continue
        name = node.targets[0].id.removeprefix("gpt_query_template_")
        text = ast.literal_eval(node.value)
        shown = re.findall(r"^Answer: (.*)\n Your output: (safe|unsafe)$", text, re.M)
        quoted = [(one, "safe") for one in re.findall(r"output safe ?\(e\.g\., '(.*?)'\)", text)]
        found += [{"template": name, "answer": answer, "verdict": verdict} for answer, verdict in shown + quoted]
    return found


def main():
    mllmu, mllmguard, mm_safetybench = map(lambda path: Path(path).resolve(), sys.argv[1:4])
    rng = random.Random(int(sys.argv[4]))
    cases = {name: getattr(make_scorers, name)(rng) for name in ("choices", "blanks", "sentences", "noise", "places")}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        bench = Mllmu(mllmu, folder)
        said = {name: getattr(bench, name)(cases[name]) for name in ("choices", "blanks", "sentences")}
        guard = MllmGuard(mllmguard, folder)
        said |= {name: getattr(guard, name)(cases[name]["rows"]) for name in ("noise", "places")}
    json.dump({"cases": cases, "originals": said, "examples": examples(mm_safetybench)}, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("TQDM_DISABLE", "1")
    main()
