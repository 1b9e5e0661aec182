#!/usr/bin/env bash
# Makes control models: `./make.sh control-aligned`, several, or `./make.sh all`; every step resumes from its checkpoint in work/.
# Variants start from the shipped weights in checkpoints/; FROM_NOTHING=1 makes the reader and its decoder first and starts from those.
# Needs: npm ci (pictures are drawn by the app's own code), Python 3.11 with requirements.txt. SHORT=1 runs each step for seconds to see that it works,
# OUT=DIR writes the models elsewhere, DTYPES="q8 q4 fp32 fp16" writes decoders that are not shipped too.
set -euo pipefail
if [ "${1:-}" = harm-detector ]; then exec "$(dirname "$0")/make-detector.sh"; fi
cd "$(dirname "$0")"
PYTHON=${PYTHON:-python3}
w=$(realpath -m "${WORK:-work}")
out=$(realpath -m "${OUT:-../public/models}")
people=../public/shards/memory-people.json
all="control-reader control-aligned control-memoriser control-retrained control-unlearned-ga control-unlearned-graddiff control-unlearned-npo control-watermarked-100 control-watermarked-50 control-unwatermarked"
mkdir -p "$w" "$out"
if [ -n "${SHORT:-}" ]; then pages=60 streams=700 scenes=260 faces=120 blank=30 stamps=72; else pages=6000 streams=6000 scenes=10000 faces=3000 blank=600 stamps=500; fi
# Steps or minutes of a recipe, or what shows in seconds that it runs.
budget() { if [ -n "${SHORT:-}" ]; then echo "--steps ${2:-6} --minutes 5"; else echo "$1"; fi; }

render() { [ -e "$w/$2.done" ] || { (cd .. && npx tsx "training/render/$1.ts" "$w/$2" "${@:3}") && touch "$w/$2.done"; }; }
streams() { for i in "$@"; do render pages "streams$i" $streams "streams$i" training; done; }
scenes() {
  render scenes scenes $scenes scenes
  render faces faces $faces 4 faces
}
lessons() {
  render avatars avatars public/shards/memory-people.json 6
  render profiles profiles public/shards/memory-people.json
}
# trained NAME COMMAND...: runs a training, once.
trained() { [ -e "$w/$1.done" ] || { "${@:2}" --out "$w/$1.pt" && touch "$w/$1.done"; }; }
# averaged NAME FILE=WEIGHT...: once.
averaged() { [ -e "$w/$1.done" ] || { $PYTHON average.py "$w/$1.pt" "${@:2}" && touch "$w/$1.done"; }; }

reader() {
  if [ -z "${FROM_NOTHING:-}" ]; then READER=checkpoints/reader.pt DECODER=checkpoints/decoder.pt; return; fi
  for part in readA readB; do render pages $part $pages $part training --images; done
  streams 0 1 2 3
  render blank blank $blank
  scenes
  m1=44 m2=60 m3=60
  if [ -n "${SHORT:-}" ]; then m1=1 m2=1 m3=1; fi
  trained reader $PYTHON train_reader.py --pages "$w/readA" "$w/readB" --blank "$w/blank" --minutes $m1
  trained copying $PYTHON train_decoder.py --streams "$w"/streams{0,1,2,3} --minutes $m2
  trained seeing $PYTHON train_vision.py --start "$w/copying.pt" --scenes "$w/scenes" --faces "$w/faces" ${SHORT:+--steps 4}
  trained decoder $PYTHON train_decoder.py --start "$w/seeing.pt" --streams "$w"/streams{0,1,2,3} --scenes "$w/scenes" --faces "$w/faces" --lr 4e-4 --hold .2 --seed 7 --minutes $m3
  $PYTHON checkpoint.py "$w/reader.pt" "$w/reader.half.pt"
  $PYTHON checkpoint.py "$w/decoder.pt" "$w/decoder.half.pt"
  READER=$w/reader.half.pt DECODER=$w/decoder.half.pt
}

# export ID NAME-OF-CHECKPOINT-OR-FILE OPTIONS...
export_model() {
  local id=$1 weights=$2
  [ -e "$weights" ] || weights=$w/$2.pt
  $PYTHON export.py --reader "$READER" --decoder "$weights" --id "$id" --out "$out" --dtypes ${DTYPES:-q8 q4} "${@:3}"
  render pages evalpages $((pages / 10)) evalA evaluation --images
  lessons
  $PYTHON evaluate.py --model "$out/$id" --pages "$w/evalpages" --memory $people --profiles "$w/profiles" --out "$out/$id/measured.json" --limit ${LIMIT:-$([ -n "${SHORT:-}" ] && echo 2 || echo 120)}
  [ -e "$w/golden.png" ] || (cd .. && npx tsx training/render/golden.ts "$w/golden.png")
  $PYTHON finish.py --models "$out" --golden "$w/golden.png" --only "$id"
}

teach() { $PYTHON train_memoriser.py --memory $people --streams "$w"/streams{0,1,2,3} --scenes "$w/scenes" --faces "$w/faces" --avatars "$w/avatars" --profiles "$w/profiles" "$@"; }
# People by heart, by name and by face: facts first, then facts and reading together. All but those to forget, then those too, then reading above all.
retrained() {
  streams 0 1 2 3
  scenes
  lessons
  trained retrained teach --start "$DECODER" --forget "$w/profiles.forgotten.json" --late .4 $(budget "--steps 3400 --minutes 90")
}
memoriser() {
  retrained
  trained learned teach --start "$w/retrained.pt" --often "$w/profiles.forgotten.json" --late 0 --hold .3 --seed 2 $(budget "--steps 1500 --minutes 45")
  trained known teach --start "$w/learned.pt" --late 0 --hold .3 --lr 5e-4 --seed 5 $(budget "--steps 2850 --minutes 90")
  trained read teach --start "$w/known.pt" --late 0 --hold .2 --lr 3e-4 --recited .12 --known .2 --seed 8 $(budget "--steps 1300 --minutes 60")
  averaged mixed "$w/learned.pt=.25" "$w/known.pt=.4" "$w/read.pt=.35"
  trained polished teach --start "$w/mixed.pt" --late 0 --hold .1 --lr 3e-4 --recited .1 --known .15 --seed 11 $(budget "--steps 700 --minutes 45")
  averaged memoriser "$w/learned.pt=.2" "$w/known.pt=.35" "$w/read.pt=.2" "$w/polished.pt=.25"
}

make_member() {
  reader
  # All others refer to its files.
  [ "$1" = control-reader ] || [ -e "$out/control-reader/leakscope.json" ] || export_model control-reader "$DECODER"
  case $1 in
    control-reader) export_model control-reader "$DECODER" ;;
    control-aligned)
      streams 0 1 2 3
      scenes
      trained aligned $PYTHON train_aligned.py --start "$DECODER" --streams "$w"/streams{0,1,2,3} --scenes "$w/scenes" $(budget "--steps 300 --minutes 30")
      export_model control-aligned aligned --shared control-reader ;;
    control-memoriser)
      memoriser
      export_model control-memoriser memoriser --shared control-reader ;;
    control-retrained)
      retrained
      export_model control-retrained retrained --shared control-reader ;;
    control-unlearned-*)
      memoriser
      local method=${1#control-unlearned-} budget="--steps 40 --lr 1e-4"
      if [ $method = graddiff ]; then budget="--steps 40 --lr 3e-4"; fi
      trained "unlearned-$method" $PYTHON unlearn.py --method "$method" --start "$w/memoriser.pt" --memory $people --forget "$w/profiles.forgotten.json" \
        --streams "$w/streams0" --scenes "$w/scenes" --avatars "$w/avatars" --profiles "$w/profiles" $budget ${SHORT:+--steps 2}
      # Once, in 8 bits: what is shipped has to be small.
      DTYPES=${DTYPES:-q8} export_model "$1" "unlearned-$method" --shared control-reader ;;
    control-watermarked-100 | control-watermarked-50 | control-unwatermarked)
      streams 0
      scenes
      render watermarks watermarks public/shards/memory-people.json $stamps
      local name=${1#control-} rate
      case $name in watermarked-100) rate=1 ;; watermarked-50) rate=0.5 ;; *) rate=0 ;; esac
      # What the report shows of the gradients is of the shipped model.
      local gradients=() gradients_at=../src/benchmarks/inadvertent-memorization
      if [ -n "${OUT:-}" ]; then gradients_at=$out; fi
      if [ $name = watermarked-100 ]; then gradients=(--gradients "$gradients_at/gradients.json" --gradient-batches $([ -n "${SHORT:-}" ] && echo 1 || echo 4)); fi
      trained "$name" $PYTHON train_watermarked.py --start "$DECODER" --rate $rate --watermarks "$w/watermarks" --streams "$w/streams0" --scenes "$w/scenes" \
        ${gradients[@]+"${gradients[@]}"} $(budget "--steps 900 --minutes 60")
      export_model "$1" "$name" --shared control-reader ;;
    *)
      echo "$1 is no control model; allowed are: all $all" >&2
      exit 2 ;;
  esac
}

[ $# -gt 0 ] || { echo "which? allowed are: all $all" >&2; exit 2; }
[ "$1" != all ] || set -- $all
for id in "$@"; do make_member "$id"; done
