#!/usr/bin/env bash
# Makes the harm detector: the frozen layers' output for every text, upper layers and head, the export, its measures and its card. Every step resumes.
# Needs Python 3.11 with requirements-detector.txt and ../shared/data/harm-texts.jsonl (or TEXTS=FILE). SHORT=1 runs a small version of each step; OUT=DIR writes the model elsewhere.
set -euo pipefail
cd "$(dirname "$0")"
PYTHON=${PYTHON:-python3}
texts=${TEXTS:-../../shared/data/harm-texts.jsonl}
if [ -n "${SHORT:-}" ]; then w=work/detector-short scale=.03 cap=20 rows=600 limit=60; else w=work/detector scale=1 cap=900 rows=1000000 limit=1000000; fi
out=${OUT:-../public/models}/harm-detector
mkdir -p $w
$PYTHON train_detector.py cache --texts "$texts" --work $w --scale $scale --limit $rows
$PYTHON train_detector.py train --texts "$texts" --work $w --scale $scale --limit $rows --epochs 2 --lr 3e-4 --out $w/detector.pt
$PYTHON train_detector.py held-out --texts "$texts" --work $w --scale $scale --cap $cap --lr 5e-4 --out $w/held-out.json
$PYTHON export_detector.py --checkpoint $w/detector.pt --out "$out"
$PYTHON evaluate_detector.py --texts "$texts" --model "$out" --held-out $w/held-out.json --limit $limit
$PYTHON card_detector.py --model "$out"
