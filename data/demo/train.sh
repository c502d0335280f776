#!/usr/bin/env bash
# Makes the demo model anew with this program alone: draws a world, trains on it, and evaluates on patients it has not seen.
#
#   data/demo/train.sh                                  leaves target/demo-model/model
#   SEED=2 OUT=target/another data/demo/train.sh        another world, another model
#
# Called again after an interruption, it goes on where it stopped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

seed="${SEED:-1}"
out="${OUT:-target/demo-model}"
lesions="${LESIONS:-5716}"  # 70 % of the patients train: about 4000 lesions, two pictures each
epochs="${EPOCHS:-18}"

world() {
  local name="$1"
  shift
  ./panderm synth --seed "$seed" --lesions "$lesions" --size 96 "$@" --out "$out/$name" --resume
}

# Options after the folder's name and those of this function are of one stage alone.
learn() {
  local name="$1" pairs="$2"
  shift 2
  ./panderm pretrain --seed "$seed" --csv "$out/$pairs/pairs.csv" --image-root "$out/$pairs" --where split=train \
    --batch-size 128 --lr 1e-3 --beta2 0.98 --eps 1e-6 --weight-decay 0.1 --clip-norm 1 \
    --crop-scale 0.8,1 --mirror 0.5 --flip 0.5 --quarter-turns \
    "$@" --snapshot-every 200 --out "$out/$name" --resume
}

reports=caption,caption_2,caption_3,caption_4
over=caption_5  # what lies over the skin

# First, everything. The column "split" tells patients apart who train, validate and test.
artefacts=(--artefact hair=0.4 --artefact ink=0.25 --artefact ruler=0.25)
world world "${artefacts[@]}"
learn first world --architecture data/demo/architecture.json --vocabulary 1500 \
  --caption-column "$reports,$over" --val-csv "$out/world/pairs.csv" --val-where split=val --epochs "$epochs" --warmup 100

# By then the model knows ink and rulers, and hardly sees thin hairs: it can tell pictures apart without them. So the same
# lesions with hair or nothing over them, of which only that is said; then all captions again with few other artefacts; then with
# as many rulers as hairs, since to a model that has found lines both are the same at first.
world hair --split train --artefact hair=0.5 --artefact ink=0 --artefact ruler=0
learn hairs hair --model "$out/first" --caption-column "$over" --steps 180 --warmup 20
world few --split train --artefact hair=0.5 --artefact ink=0.1 --artefact ruler=0.1
learn lines few --model "$out/hairs" --caption-column "$reports,$over,$over,$over,$over" --steps 400 --warmup 20
world many --split train --artefact hair=0.5 --artefact ink=0.25 --artefact ruler=0.5
learn training many --model "$out/lines" --caption-column "$reports,$over,$over,$over,$over" --steps 260 --warmup 20

# The shipped form: matrices in bf16, half the size. Everything below measures this very file.
[ -e "$out/model/model.json" ] || ./panderm convert --model "$out/training" --dtype bf16 --out "$out/model"

# Patients of the same world who neither trained nor validated, and a world of its own.
./panderm synth --seed "$seed" --lesions "$lesions" --size 96 --split test "${artefacts[@]}" --out "$out/test" --resume
./panderm zero-shot --model "$out/model" --dataset "test=$out/test/pairs.csv" --image-root "$out/test" \
  --label-column label --label-set "test=$out/test/classes.txt" --batch-size 64 --out "$out/zero-shot" --resume
./panderm demo --model "$out/model" --out "$out/tour" --resume
