#!/bin/bash
# deploy/slurm/submit.sh CONFIG OUT PARTS [TASKS]
# Submits an audit as an array of PARTS tasks, and a job that merges them once all have ended well.
# TASKS, e.g. 3 or 2,5-7, are the parts to run (again); all by default. A part goes on where it was.
# Partition, time limit and the like: SBATCH_PARTITION, SBATCH_TIMELIMIT, SBATCH_GPUS … (man sbatch).
# OUT and this repository must be on a file system that all nodes see.
set -euo pipefail

if [[ $# -lt 3 || $# -gt 4 || ! $3 =~ ^[1-9][0-9]*$ || $3 -lt 2 ]]; then
  echo 'usage: deploy/slurm/submit.sh CONFIG OUT PARTS [TASKS], PARTS from 2 on' >&2
  exit 2
fi
config=$(realpath -- "$1")
mkdir -p -- "$2"
out=$(realpath -- "$2")
parts=$3
tasks=${4:-1-$parts}

cd -- "$(dirname -- "$0")/../.."
# Once, here: tasks that found nothing built would all build.
node scripts/ready.mjs

array=$(sbatch --parsable --array="$tasks" --chdir="$PWD" --output="$out/part-%a.log" deploy/slurm/part.sbatch \
  "$config" "$out" "$parts")
# A merge whose parts failed would wait for ever.
merge=$(sbatch --parsable --dependency="afterok:$array" --kill-on-invalid-dep=yes --chdir="$PWD" \
  --output="$out/merge.log" deploy/slurm/merge.sbatch "$out" "$parts")
echo "array $array, merge $merge"
