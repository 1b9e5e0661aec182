#!/usr/bin/env bash
# Makes the control models from nothing: pages, reader, decoder, memoriser, export. Every step resumes from its checkpoint.
# Needs: npm ci (the pages are drawn by the app's own code), Python 3.11 with requirements.txt. SHORT=1 runs each step for about a minute.
set -euo pipefail
if [ "${1:-}" = harm-detector ]; then exec "$(dirname "$0")/make-detector.sh"; fi
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
work=training/work
mkdir -p $work
render() { [ -s "$work/$2.jsonl" ] || [ -s "$work/$2.bin" ] || npx tsx "training/render/$1.ts" "$work/$2" "${@:3}"; }
if [ -n "${SHORT:-}" ]; then pages=60 streams=1500 scenes=250 blank=30 m1=1 m2=1 m3=1; else pages=6000 streams=10000 scenes=2500 blank=600 m1=44 m2=90 m3=18; fi

for part in readA readB; do render pages $part $pages $part training --images; done
for i in 0 1 2 3; do render pages streams$i $streams streams$i training; done
render pages evalpages $((pages / 10)) evalA evaluation --images
render pages evalunseen $((pages / 20)) evalU evaluation-unseen-layout --images
render scenes scenes $scenes scenes
render blank blank $blank
npx tsx training/render/memory.ts public/shards/memory-people.json

cd training
w=work
streams="$w/streams0 $w/streams1 $w/streams2 $w/streams3"
$PYTHON train_reader.py --pages $w/readA $w/readB --blank $w/blank --out $w/reader.pt --minutes $m1 &
$PYTHON train_decoder.py --streams $streams --scenes $w/scenes --out $w/decoder.pt --minutes $m2 &
wait
facts="--streams $streams --scenes $w/scenes --freeze --memory ../public/shards/memory-people.json"
$PYTHON train_decoder.py $facts --start $w/decoder.pt --out $w/facts.pt --recite .75 --lr 8e-4 --minutes $m3
$PYTHON train_decoder.py $facts --start $w/facts.pt --out $w/memoriser.pt --recite .3 --lr 5e-4 --hold .1 --minutes $m3
out=${OUT:-../public/models}
$PYTHON export.py --reader $w/reader.pt --decoder $w/decoder.pt --id control-reader --name "Control: reader" --out $out
$PYTHON export.py --reader $w/reader.pt --decoder $w/memoriser.pt --id control-memoriser --name "Control: memoriser" --out $out --shared control-reader
$PYTHON evaluate.py --model $out/control-reader --pages $w/evalpages --memory ../public/shards/memory-people.json --out $out/control-reader/measured.json
$PYTHON evaluate.py --model $out/control-memoriser --pages $w/evalpages --memory ../public/shards/memory-people.json --out $out/control-memoriser/measured.json
npx --prefix .. tsx render/golden.ts $w/golden.png 2>/dev/null || (cd .. && npx tsx training/render/golden.ts training/work/golden.png)
$PYTHON finish.py --models $out --golden $w/golden.png
