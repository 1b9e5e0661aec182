"""Every number of a run's `run.json` again, from its private export alone (`run.json` and `samples.jsonl`, as
`npm run audit` writes them, or in the ZIP that `--bundle` makes of them).

    python bench/reference/recompute.py FOLDER|FILE.zip...

Written from the papers and the benchmarks' READMEs, not from Leakscope's code; packages in requirements.txt.
What each answer is worth is measured again
too where the measure is a formula; where it is a rule of language, the exported verdict stands (`VERDICTS` of
recomputing/answers.py). Numbers agree to
1e-9, those of an optimiser to 1e-5. Ends with 1 where a number differs, is missing on one side, or cannot be
made again.
"""

import argparse
import json
import math
import sys
import zipfile
from pathlib import Path

from recomputing import answers
from recomputing.benchmarks import benchmark_numbers
from recomputing.conditions import condition_numbers
from recomputing.guards import guard_numbers
from recomputing.numbers import grouped

EXACT = 1e-9
STATISTICS = "4"
"""Of run.json; docs/adr/0030-intervals.md says what each version is."""
SHOWN = 40
OPTIMISED = 1e-5
"""The skew-normal fit: two optimisers of one likelihood."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args()
    faults = 0
    for folder in given.folders:
        faults += recompute(folder)
    print("Taken as exported, by rules of language or from models:")
    for what, why in answers.VERDICTS.items():
        print(f"  {what}: {why}")
    return 1 if faults else 0


def recompute(folder: Path) -> int:
    files = zipfile.Path(folder) if folder.suffix == ".zip" else folder
    run = json.loads((files / "run.json").read_text("utf-8"))
    with (files / "samples.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    faults: list[str] = []
    if run.get("statistics") != STATISTICS:
        faults.append(f"run.json is of statistics version {run.get('statistics')}, these formulas of {STATISTICS}")
    measured = prepare(rows, faults)
    scored = [row for row in rows if row["scores"] is not None]
    numbers = condition_numbers(scored)
    # Of several tries the first stands for its condition; no condition is looked at even where nothing was asked.
    first = grouped([row for row in scored if row.get("attempt", 1) == 1], lambda row: row.get("condition"))
    for condition, own in ({None: []} | first).items():
        made = benchmark_numbers(run, own) + guard_numbers(run, own)
        for number in made:
            number.condition = condition
        numbers += made
    compared = compare(run["metrics"], numbers, faults)
    compared += compare_run(run, rows, faults)
    print(
        f"{folder}: {compared} numbers of {len(run['metrics'])} metrics with intervals, {measured} measures of {len(rows)} answers; "
        f"{len(faults)} differ"
    )
    for fault in faults[:SHOWN]:
        print(f"  {fault}")
    if len(faults) > SHOWN:
        print(f"  and {len(faults) - SHOWN} more")
    return len(faults)


def prepare(rows: list, faults: list[str]) -> int:
    """Puts what can be measured again beside each answer, and compares it with what was exported."""
    measured = 0
    for row in rows:
        exported = (row["scores"] or {}).get("values") or {}
        again = answers.values(answers.heard(row))
        if answers.said(row) != row["output"]:
            faults.append(f"{row['sampleId']} ({row['guard']}): its output is not what its turns say")
        for name, value in again.items():
            measured += 1
            if not same(exported.get(name), value, tolerance(name)):
                faults.append(f"{row['sampleId']} ({row['guard']}): {name} is {exported.get(name)}, again {value}")
        row["values"] = exported | again
        row["probed"] = answers.probe(row)
        probe = (row["scores"] or {}).get("probe")
        if probe is None:
            row["probed"] = None
        else:
            measured += 3
            for name, value in probe.items():
                if row["probed"] is None or not same(answers.number(value), row["probed"][name], EXACT):
                    faults.append(f"{row['sampleId']} ({row['guard']}): probe {name} is {value}, again {row['probed']}")
        row["in_order"] = answers.degenerate(row["output"]) is None
    return measured


def tolerance(name: str) -> float:
    return OPTIMISED if name.startswith(("exposure-fit", "exposed-share[fit]")) else EXACT


def same(first, second, within: float) -> bool:
    if first is None or second is None:
        return first is None and second is None
    return math.isclose(first, second, rel_tol=within, abs_tol=within)


def compare(metrics: list, numbers: list, faults: list[str]) -> int:
    again = {number.key(): number for number in numbers}
    if len(again) < len(numbers):
        faults.append("two numbers have one name")
    compared = 0
    for metric in metrics:
        place = ("benchmark", "guard", "metric", "split", "task", "type", "condition")
        key = tuple(metric.get(part) for part in place)
        name = " ".join(part or "all" for part in key)
        number = again.pop(key, None)
        if number is None:
            faults.append(f"{name}: cannot be made again")
            continue
        within = tolerance(metric["metric"])
        for part in ("value", "n", "k"):
            compared += 1
            if not same(answers.number(metric[part]), getattr(number, part), within):
                faults.append(f"{name}: {part} is {metric[part]}, again {getattr(number, part)}")
        compared += 2
        if (metric["ci"] is None) != (number.ci is None) or not all(
            same(theirs, ours, within) for theirs, ours in zip(metric["ci"] or (), number.ci or ())
        ):
            faults.append(f"{name}: interval is {metric['ci']}, again {number.ci}")
        compared += 1
        if not same(metric.get("least"), number.least, within):
            faults.append(f"{name}: least is {metric.get('least')}, again {number.least}")
    for key in again:
        faults.append(f"{' '.join(part or 'all' for part in key)}: not in run.json, again {again[key].value}")
    return compared


def compare_run(run: dict, rows: list, faults: list[str]) -> int:
    """Counts of samples, and what the answers are worth as answers."""
    own = [row for row in rows if row["guard"] == "none"]
    answered = len({row["sampleId"] for row in rows})
    counts = {
        "answered": answered,
        "unanswered": run["samples"]["planned"] - answered,
        "errors": sum(row["error"] is not None for row in own),
    }
    # An answer of fewer tokens is a letter or a word and has no form to be judged by.
    plain = [row for row in own if "condition" not in row]
    given = [row for row in plain if row["error"] is None and row["asked"]["maxNewTokens"] >= 8]
    quality = {
        "answers": len(plain),
        "errors": sum(row["error"] is not None for row in plain),
        "empty": sum(answers.degenerate(row["output"]) == "empty" for row in given),
        "same": same_answers(given),
        "cut": sum(row["finish"] == "length" for row in given),
        "notLanguage": sum(answers.no_language(row["output"]) for row in given),
    }
    for part, again in (("samples", counts), ("answers", quality)):
        for name, value in again.items():
            if run[part][name] != value:
                faults.append(f"{part}.{name} is {run[part][name]}, again {value}")
    return len(counts) + len(quality)


def same_answers(rows: list) -> int:
    """Equal to the most frequent open answer, refusals and leaks apart: half of them and of three items, or none."""
    free = [
        row
        for row in rows
        if answers.form(row) in (None, "open") and row["outcome"] not in ("refused", "leak") and row["output"].strip()
    ]
    if not free:
        return 0
    most = max(grouped(free, lambda row: row["output"].strip().lower()).values(), key=len)
    return len(most) if len({row["itemId"] for row in most}) >= 3 and len(most) >= len(free) / 2 else 0


if __name__ == "__main__":
    sys.exit(main())
