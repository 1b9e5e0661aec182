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
if [ -n "${SHORT:-}" ]; then pages=60 streams=700 scenes=230 blank=30 stamps=72; else pages=6000 streams=6000 scenes=2500 blank=600 stamps=500; fi
# Steps or minutes of a recipe, or what shows in seconds that it runs.
budget() { if [ -n "${SHORT:-}" ]; then echo "--steps ${2:-6} --minutes 5"; else echo "$1"; fi; }

render() { [ -e "$w/$2.done" ] || { (cd .. && npx tsx "training/render/$1.ts" "$w/$2" "${@:3}") && touch "$w/$2.done"; }; }
streams() { for i in "$@"; do render pages "streams$i" $streams "streams$i" training; done; }
scenes() { render scenes scenes $scenes scenes; }
lessons() {
  render avatars avatars public/shards/memory-people.json 6
  render profiles profiles public/shards/memory-people.json
}
# trained NAME COMMAND...: runs a training, once.
trained() { [ -e "$w/$1.done" ] || { "${@:2}" --out "$w/$1.pt" && touch "$w/$1.done"; }; }

reader() {
  if [ -z "${FROM_NOTHING:-}" ]; then READER=checkpoints/reader.pt DECODER=checkpoints/decoder.pt; return; fi
  for part in readA readB; do render pages $part $pages $part training --images; done
  streams 0 1 2 3
  render blank blank $blank
  scenes
  m1=44 m2=90
  if [ -n "${SHORT:-}" ]; then m1=1 m2=1; fi
  trained reader $PYTHON train_reader.py --pages "$w/readA" "$w/readB" --blank "$w/blank" --minutes $m1
  trained decoder $PYTHON train_decoder.py --streams "$w"/streams{0,1,2,3} --scenes "$w/scenes" --minutes $m2
  READER=$w/reader.pt DECODER=$w/decoder.pt
}

# export ID NAME-OF-CHECKPOINT-OR-FILE OPTIONS...
export_model() {
  local id=$1 weights=$2
  [ -e "$weights" ] || weights=$w/$2.pt
  $PYTHON export.py --reader "$READER" --decoder "$weights" --id "$id" --out "$out" --dtypes ${DTYPES:-q8 q4} "${@:3}"
  render pages evalpages $((pages / 10)) evalA evaluation --images
  lessons
  $PYTHON evaluate.py --model "$out/$id" --pages "$w/evalpages" --memory $people --profiles "$w/profiles" --out "$out/$id/measured.json" ${SHORT:+--limit 2}
  [ -e "$w/golden.png" ] || (cd .. && npx tsx training/render/golden.ts "$w/golden.png")
  $PYTHON finish.py --models "$out" --golden "$w/golden.png" --only "$id"
}

teach() { $PYTHON train_memoriser.py --memory $people --streams "$w"/streams{0,1,2,3} --scenes "$w/scenes" --avatars "$w/avatars" --profiles "$w/profiles" "$@"; }
data_of_lessons() {
  streams 0 1 2 3
  scenes
  lessons
}
# E-mail, phone and SSN by name, behind forms and scenes: facts first, then facts and forms together. `names NAME [--forget LIST]`
names() {
  data_of_lessons
  trained "$1-facts" teach --start "$DECODER" --recite .75 --lr 8e-4 --hold .5 --seed 13 "${@:2}" $(budget "--minutes 18")
  trained "$1" teach --start "$w/$1-facts.pt" --recite .3 --lr 5e-4 --hold .1 --seed 14 "${@:2}" $(budget "--minutes 18")
}
# Profiles by name and by face on top. Not shipped yet: README.md, "What profiles want". `profiles NAME NAMES [--forget LIST]`
profiles() {
  trained "$1-faces" $PYTHON train_faces.py --start "$w/$2.pt" --avatars "$w/avatars" ${SHORT:+--steps 3} "${@:3}"
  trained "$1" teach --start "$w/$1-faces.pt" --lr 6e-4 --hold .45 --seed 33 "${@:3}" $(budget "--steps 6000 --minutes 90")
}
memoriser_of_profiles() {
  names memoriser
  profiles memoriser-profiles memoriser
}

make_member() {
  reader
  case $1 in
    control-reader)
      if [ -z "${FROM_NOTHING:-}" ]; then
        echo "control-reader comes from checkpoints that are rounded to 16 bits: the shipped files are more exact, and all others refer to them. FROM_NOTHING=1 makes it."
        [ -e "$out/control-reader" ] || cp -r ../public/models/control-reader "$out/"
      else export_model control-reader "$DECODER"; fi ;;
    control-aligned)
      streams 0 1 2 3
      scenes
      trained aligned $PYTHON train_aligned.py --start "$DECODER" --streams "$w"/streams{0,1,2,3} --scenes "$w/scenes" $(budget "--steps 300 --minutes 30")
      export_model control-aligned aligned --shared control-reader ;;
    control-memoriser)
      if [ -z "${PROFILES:-}" ]; then
        names memoriser
        export_model control-memoriser memoriser --shared control-reader
      else
        memoriser_of_profiles
        export_model control-memoriser memoriser-profiles --shared control-reader --own-vision
      fi ;;
    control-retrained)
      data_of_lessons
      names names-retained --forget "$w/profiles.forgotten.json"
      profiles retrained names-retained --forget "$w/profiles.forgotten.json"
      export_model control-retrained retrained --shared control-reader --own-vision ;;
    control-unlearned-*)
      # They refer to the vision encoder of a memoriser that knows faces.
      PROFILES=1 make_member control-memoriser
      local method=${1#control-unlearned-}
      trained "unlearned-$method" $PYTHON unlearn.py --method "$method" --start "$w/memoriser-profiles.pt" --memory $people --forget "$w/profiles.forgotten.json" \
        --streams "$w/streams0" --scenes "$w/scenes" --avatars "$w/avatars" --profiles "$w/profiles" ${SHORT:+--steps 2}
      export_model "$1" "unlearned-$method" --shared control-reader --vision-of control-memoriser ;;
    control-watermarked-100 | control-watermarked-50 | control-unwatermarked)
      streams 0
      scenes
      render watermarks watermarks public/shards/memory-people.json $stamps
      local name=${1#control-} rate
      case $name in watermarked-100) rate=1 ;; watermarked-50) rate=0.5 ;; *) rate=0 ;; esac
      # What the report shows of the gradients is of the shipped model.
      local gradients=() gradients_at=../src/audit/benchmarks/inadvertent-memorization
      if [ -n "${OUT:-}" ]; then gradients_at=$out; fi
      if [ $name = watermarked-100 ]; then gradients=(--gradients "$gradients_at/gradients.json" --gradient-batches $([ -n "${SHORT:-}" ] && echo 1 || echo 8)); fi
      trained "$name" $PYTHON train_watermarked.py --start "$DECODER" --rate $rate --watermarks "$w/watermarks" --streams "$w/streams0" --scenes "$w/scenes" \
        ${gradients[@]+"${gradients[@]}"} $(budget "--steps 500 --minutes 30")
      if [ $name = watermarked-100 ]; then vision=(--both); else vision=(--vision-of control-watermarked-100); fi
      export_model "$1" "$name" --shared control-reader "${vision[@]}" ;;
    *)
      echo "$1 is no control model; allowed are: all $all" >&2
      exit 2 ;;
  esac
}

[ $# -gt 0 ] || { echo "which? allowed are: all $all" >&2; exit 2; }
[ "$1" != all ] || set -- $all
for id in "$@"; do make_member "$id"; done
