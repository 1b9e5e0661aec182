"""Logs that inspect-ai writes now go in through `npm run score`, and what is made of them is held against the scores
that are in the logs. `python answers.py DIR`, an empty folder; ends with 1 and names each difference where there is
one."""

import json
import subprocess
import sys
from pathlib import Path

from inspect_ai.log import EvalSample, read_eval_log
from inspect_ai.scorer import CORRECT

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BENCHMARK = ["--benchmark", "mllmu-bench", "--shard", "mllmu-bench-demo"]
STRAY = "Who is nobody?"
FAILURES: list[str] = []


def check(what: str, found: object, expected: object) -> None:
    if found != expected:
        FAILURES.append(f"{what}: found {found!r}, expected {expected!r}")


def node(script: str, *arguments: str) -> str:
    """What a command says, on both streams."""
    ran = subprocess.run(["node", f"scripts/{script}.mjs", *arguments], cwd=ROOT, capture_output=True, text=True)
    check(f"{script} {' '.join(arguments)}: exit code ({ran.stderr[-500:]})", ran.returncode, 0)
    return ran.stdout + ran.stderr


def answers(row: dict, sample: EvalSample) -> bool:
    """Whether a row is scored from this sample of a log: the question in the stranger's words, without our ids."""
    told = sample.metadata
    options = (row["asked"].get("question") or {}).get("options")
    return (
        row["split"] == told["split"]
        and row["imageId"] == told.get("picture")
        and sample.input in row["asked"]["prompt"]
        and (list(options.values()) if options else None) == sample.choices
    )


def right(row: dict) -> bool:
    """What Inspect's `choice` and `includes` look for, by our measures."""
    values = row["scores"]["values"]
    return values["letter"] == 1 if "letter" in values else values["content-recall"] == 1


def log_and_rows(folder: Path, name: str, task: str, suffix: str, rows: list[dict]) -> tuple[int, int]:
    """Sample by sample, then the log's own accuracy. Returns how many, and how many are right."""
    log = read_eval_log(str(folder / f"{name}-{task}.{suffix}"))
    scored = correct = 0
    for sample in log.samples:
        own = [row for row in rows if answers(row, sample)]
        if sample.input == STRAY:
            check(f"{name} {task}: {STRAY}", own, [])
            continue
        check(f"{name} {task} {sample.id}: rows", len(own), 1)
        [score] = sample.scores.values()
        for row in own:
            scored += 1
            correct += right(row)
            check(f"{name} {task} {sample.id}: right", right(row), score.value == CORRECT)
    # The question that is nobody's is in the log's own number.
    strays = [sample for sample in log.samples if sample.input == STRAY]
    theirs = sum(score.value == CORRECT for sample in strays for score in sample.scores.values())
    accuracy = log.results.scores[0].metrics["accuracy"].value
    check(f"{name} {task}: accuracy", round(accuracy * len(log.samples)), correct + theirs)
    return scored, correct


def main() -> int:
    """Both models, and one against the other."""
    folder = Path(sys.argv[1])
    subprocess.run([sys.executable, str(HERE / "inspect" / "make.py"), str(folder)], check=True)
    for name, suffix in [("before", "eval"), ("after", "json")]:
        own = folder / name
        own.mkdir()
        for task in ["choices", "free_text"]:
            (own / f"{task}.{suffix}").write_bytes((folder / f"{name}-{task}.{suffix}").read_bytes())
        said = node("score", *BENCHMARK, "--answers", str(own), "--out", str(folder / f"{name}-scored"))
        check(f"{name}: {STRAY}", "1 answers belong to no sample" in said, True)
        rows = [json.loads(line) for line in (folder / f"{name}-scored" / "samples.jsonl").read_text().splitlines()]
        counts = [log_and_rows(folder, name, task, suffix, rows) for task in ["choices", "free_text"]]
        check(f"{name}: rows", len(rows), sum(scored for scored, _ in counts))
        print(f"{name}: " + ", ".join(f"{correct} of {scored} right, as the log says" for scored, correct in counts))
    compared = node("compare", "--run", str(folder / "after-scored"), "--reference", str(folder / "before-scored"))
    check("compare: names the benchmark", "mllmu-bench" in compared, True)
    for failure in FAILURES:
        print(f"FAILED {failure}")
    return 1 if FAILURES else 0


sys.exit(main())
