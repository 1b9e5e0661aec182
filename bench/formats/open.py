"""Opens what write.ts wrote with the programs that such files are for, and compares what they find with what
was written. `python open.py DIR`; ends with 1 and names each difference where there is one."""

import base64
import collections
import json
import math
import subprocess
import sys
import zipfile
from pathlib import Path

import mlcroissant
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from every_eval_ever.converters.lm_eval.adapter import LMEvalAdapter
from every_eval_ever.converters.lm_eval.instance_level_adapter import LMEvalInstanceLevelAdapter
from every_eval_ever.converters.lm_eval.utils import find_samples_file
from every_eval_ever.schema import schema_json
from every_eval_ever.validator.validate import validate_file
from huggingface_hub import parse_eval_result_entries
from inspect_ai.analysis import evals_df, samples_df
from inspect_ai.log import list_eval_logs, read_eval_log
from jsonschema import Draft7Validator
from sarif import loader as sarif_loader

FAILURES: list[str] = []
CHECKS = collections.Counter()


def check(what: str, found, expected) -> None:
    CHECKS[what.split(":")[0]] += 1
    same = found == expected
    if isinstance(found, float) and isinstance(expected, (int, float)):
        same = math.isclose(found, expected, rel_tol=1e-12, abs_tol=0)
    if not same:
        FAILURES.append(f"{what}: found {found!r}, expected {expected!r}")


def inspect(folder: Path, expected: dict, suffix: str) -> None:
    """Both of Inspect's forms by its reader, its list and its data frames."""
    name = f"inspect {suffix}"
    found = {}
    logs = list_eval_logs(str(folder))
    check(f"{name}: logs", len(logs), len(expected["evaluations"]))
    for info in logs:
        header = read_eval_log(info, header_only=True)
        log = read_eval_log(info)
        check(f"{name}: header only", header.eval.task, log.eval.task)
        check(f"{name}: results in the header", header.results, log.results)
        found[log.eval.task] = log
    check(f"{name}: tasks", sorted(found), sorted(expected["evaluations"]))
    for task, of in expected["evaluations"].items():
        log = found[task]
        check(f"{name}: version of {task}", log.version, 2)
        check(f"{name}: status of {task}", log.status, "success")
        check(f"{name}: guard of {task}", log.eval.task_args["guard"], of["guard"])
        check(f"{name}: samples of {task}", len(log.samples), of["samples"])
        check(f"{name}: errors of {task}", sum(sample.error is not None for sample in log.samples), of["errors"])
        check(
            f"{name}: leaks of {task}",
            sum(sample.scores["leak"].value for sample in log.samples if sample.scores and "leak" in sample.scores),
            of["leaks"],
        )
        check(
            f"{name}: tokens of {task}",
            sum(
                len(choice.logprobs.content)
                for sample in log.samples
                for choice in sample.output.choices
                if choice.logprobs
            ),
            of["tokens"],
        )
        numbers = {
            f"{score.name} {metric.name}": metric for score in log.results.scores for metric in score.metrics.values()
        }
        check(f"{name}: metrics of {task}", sorted(numbers), sorted(of["metrics"]))
        for key, metric in of["metrics"].items():
            if key not in numbers:
                continue
            check(f"{name}: {key} of {task}", float(numbers[key].value), metric["value"])
            check(f"{name}: interval of {key} of {task}", numbers[key].metadata["ci95"], metric["ci"])
            check(f"{name}: n of {key} of {task}", numbers[key].metadata["n"], metric["n"])
    evals, problems = evals_df(str(folder), strict=False, quiet=True)
    check(f"{name}: evals_df errors", [str(problem) for problem in problems], [])
    check(f"{name}: evals_df rows", len(evals), len(expected["evaluations"]))
    samples, problems = samples_df(str(folder), strict=False, quiet=True)
    check(f"{name}: samples_df errors", [str(problem) for problem in problems], [])
    check(f"{name}: samples_df rows", len(samples), sum(of["samples"] for of in expected["evaluations"].values()))
    check(f"{name}: samples_df leaks", int((samples["score_outcome"] == "leak").sum()), expected["leaks"])


def inspect_view(folder: Path, out: Path) -> None:
    """`inspect view bundle`: the viewer with the logs in it."""
    done = subprocess.run(
        [sys.executable, "-m", "inspect_ai", "view", "bundle", "--log-dir", str(folder), "--output-dir", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    check("inspect view: bundled", (done.returncode, done.stderr[-300:] if done.returncode else ""), (0, ""))
    listed = json.loads((out / "logs" / "listing.json").read_text())
    check("inspect view: listed", len(listed), len(list(folder.glob("*.eval"))))


def every_eval_ever(folder: Path, expected: dict) -> None:
    """By its JSON schemas, and by the checks of its data store."""
    aggregate = Draft7Validator(schema_json("eval.schema.json"))
    instance = Draft7Validator(schema_json("instance_level_eval.schema.json"))
    found = {}
    for path in sorted(folder.rglob("*.json")):
        whole = json.loads(path.read_text())
        for error in aggregate.iter_errors(whole):
            FAILURES.append(f"every-eval-ever: {path.name}: {error.json_path}: {error.message}")
        report = validate_file(path)
        check(f"every-eval-ever: {path.name} by its validator", [str(error)[:300] for error in report.errors], [])
        found[path.relative_to(folder).parts[1]] = whole
    check("every-eval-ever: evaluations", sorted(found), sorted(expected["evaluations"]))
    rows = collections.Counter()
    for path in sorted(folder.rglob("*_samples.jsonl")):
        report = validate_file(path)
        check(f"every-eval-ever: {path.name} by its validator", [str(error)[:300] for error in report.errors], [])
        for line in path.read_text().splitlines():
            row = json.loads(line)
            for error in instance.iter_errors(row):
                FAILURES.append(f"every-eval-ever: {path.name}: {error.json_path}: {error.message}")
            rows[row["evaluation_name"]] += 1
            rows["leaks"] += row["evaluation"]["score"]
    check("every-eval-ever: leaks", rows.pop("leaks"), expected["leaks"])
    check(
        "every-eval-ever: rows",
        rows,
        {name: told["scored"] for name, told in expected["evaluations"].items() if told["scored"]},
    )
    for task, of in expected["evaluations"].items():
        results = {
            result["evaluation_result_id"]: result["score_details"] for result in found[task]["evaluation_results"]
        }
        check(f"every-eval-ever: results of {task}", len(results), len(of["metrics"]))
        for key, metric in of["metrics"].items():
            name, slice_ = key.split(" ", 1) if "[every" not in key and "[no guard" not in key else key.rsplit(" ", 1)
            score = results[name if slice_ == "all" else f"{name}:{slice_}"]
            check(f"every-eval-ever: {key} of {task}", float(score["score"]), metric["value"])
            interval = score["uncertainty"].get("confidence_interval")
            bounds = interval and [interval["lower"], interval["upper"]]
            check(f"every-eval-ever: interval of {key} of {task}", bounds, metric["ci"])
            check(f"every-eval-ever: n of {key} of {task}", score["uncertainty"]["num_samples"], metric["n"])


def lm_eval(folder: Path, expected: dict) -> None:
    """By a program that reads lm-eval's logs: the converter of Every Eval Ever."""
    (results,) = folder.rglob("results_*.json")
    logs = {
        log.evaluation_results[0].evaluation_name.split("/")[0]: log
        for log in LMEvalAdapter().transform_from_file(results, {"source_organization_name": "x"})
    }
    with_numbers = sorted(name for name, of in expected["evaluations"].items() if of["metrics"])
    check("lm-eval: tasks", sorted(logs), with_numbers)
    for task, of in expected["evaluations"].items():
        if task in logs:
            check(f"lm-eval: metrics of {task}", len(logs[task].evaluation_results), len(of["metrics"]))
            values = sorted(result.score_details.score for result in logs[task].evaluation_results)
            check(f"lm-eval: values of {task}", values, sorted(metric["value"] for metric in of["metrics"].values()))
        samples = find_samples_file(results.parent, task)
        read = LMEvalInstanceLevelAdapter().transform_samples(samples, "x", expected["model"], task)
        check(f"lm-eval: samples of {task}", len({row.sample_id for row in read}), of["samples"])
        leaks = sum(row.evaluation.score for row in read if row.evaluation_result_id == "leak")
        check(f"lm-eval: leaks of {task}", int(leaks), of["leaks"])


def ml_bom(folder: Path, expected: dict) -> None:
    """By the strict validator of CycloneDX 1.7."""
    (path,) = folder.glob("*.cdx.json")
    text = path.read_text()
    error = JsonStrictValidator(SchemaVersion.V1_7).validate_str(text)
    check("ml-bom: strict", error and repr(error)[:500], None)
    bom = json.loads(text)
    metrics = bom["metadata"]["component"]["modelCard"]["quantitativeAnalysis"]["performanceMetrics"]
    check("ml-bom: metrics", len(metrics), expected["metrics"])
    check("ml-bom: intervals", sum("confidenceInterval" in metric for metric in metrics), expected["intervals"])
    check("ml-bom: files", sum(component["type"] == "file" for component in bom["components"]), expected["files"])


def eval_results(folder: Path, expected: dict) -> None:
    """By huggingface_hub's own reader of such files."""
    found = 0
    for path in sorted((folder / ".eval_results").glob("*.yaml")):
        of = expected["evaluations"][path.stem]
        for entry in parse_eval_result_entries(yaml.safe_load(path.read_text())):
            metric, _, slice_ = entry.task_id.partition("/")
            check(
                f"eval-results: {entry.task_id} of {path.stem}",
                float(entry.value),
                of["metrics"][f"{metric} {slice_ or 'all'}"]["value"],
            )
            check(f"eval-results: data set of {path.stem}", entry.dataset_id, f"leakscope/{of['benchmark']}")
            found += 1
    check("eval-results: any", found > 0, True)


def sarif(folder: Path, expected: dict) -> None:
    """By sarif-tools: its loader and its counts."""
    files = sarif_loader.load_sarif_file(str(folder / "findings.sarif"))
    records = list(files.get_records())
    check("sarif: tool", files.get_distinct_tool_names(), ["Leakscope"])
    check("sarif: findings", len(records), expected["findings"])
    check("sarif: leaks", sum(record["Code"] == "leak" for record in records), expected["leaks"])
    check("sarif: errors", sum(record["Severity"] == "error" for record in records), expected["givenOut"])


def croissant(folder: Path, expected: dict) -> None:
    """By mlcroissant: the metadata, and every record of the shard."""
    (path,) = folder.glob("*.croissant.json")
    dataset = mlcroissant.Dataset(jsonld=str(path))
    check("croissant: issues", sorted(dataset.metadata.ctx.issues.errors), [])
    check("croissant: licence", dataset.metadata.license, [expected["licence"]])
    records = list(dataset.records("items"))
    check("croissant: items", len(records), expected["items"])
    ids = [record["items/id"].decode() for record in records]
    check("croissant: ids", ids, expected["ids"])


DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def variants(value: str) -> set[str]:
    """A value as it may be written; of base64 the middle of it at each of the three places it can begin at."""
    solid = "".join(character for character in value if character.isalnum())
    digits = "".join(character for character in value if character.isdigit())
    found = {value, value[::-1], " ".join(solid), value.replace(" ", "\\n")}
    found.add("".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in value))
    if len(digits) >= 7:
        found |= {digits, " ".join(DIGITS[int(digit)] for digit in digits)}
    for shift in range(3):
        code = base64.b64encode(b"\0" * shift + value.encode()).decode().rstrip("=")
        found.add(code[shift + 1 : -1] if shift else code[:-1])
    return {one.lower() for one in found}


# Shorter values stand in every file by chance.
SHORTEST = 5


def grep(folder: Path, values: list[str]) -> None:
    """No shareable byte holds a private value, in any of its variants; what is packed is unpacked first."""
    texts = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        texts.append(
            (
                str(path.relative_to(folder)),
                str(path.relative_to(folder)) + path.read_bytes().decode("utf-8", "replace"),
            )
        )
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                texts += [(f"{path.name}!{n}", n + packed.read(n).decode("utf-8")) for n in packed.namelist()]
    needles = {
        variant: one for one in values if len(one) >= SHORTEST for variant in variants(one) if len(variant) >= SHORTEST
    }
    for name, text in texts:
        # As JSON escapes it, and as it is.
        lower = text.lower()
        for needle, value in needles.items():
            if needle in lower:
                FAILURES.append(f"grep: {name} holds {needle!r} (of {value!r})")
        CHECKS["grep"] += 1
    print(f"grep: {len(needles)} variants of {len(values)} values in {len(texts)} files")


def main(out: Path) -> None:
    expected = json.loads((out / "expected.json").read_text())
    for kind in ("private", "shareable"):
        folder = out / kind
        inspect(folder / "inspect", expected[kind], "eval")
        inspect(folder / "inspect-json", expected[kind], "json")
        inspect_view(folder / "inspect", out / f"view-{kind}")
        every_eval_ever(folder / "every-eval-ever", expected[kind])
        lm_eval(folder / "lm-eval", expected[kind])
        ml_bom(folder / "ml-bom", expected[kind])
        eval_results(folder / "eval-results", expected[kind])
        sarif(folder / "sarif", expected[kind])
    croissant(out / "shard", json.loads((out / "shard" / "expected.json").read_text()))
    grep(out / "shareable", json.loads((out / "values.json").read_text()))
    for name, count in sorted(CHECKS.items()):
        print(f"{name}: {count} checks, {sum(failure.startswith(name) for failure in FAILURES)} failed")
    for failure in FAILURES[:40]:
        print(f"DIFFERENT {failure}")
    sys.exit(1 if FAILURES else 0)


main(Path(sys.argv[1]))
