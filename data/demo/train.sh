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
epochs="${EPOCHS:-16}"

# The world that is learned from. Its column "split" tells patients apart who train, validate and test.
./panderm synth --seed "$seed" --lesions "$lesions" --size 96 --out "$out/world" --resume

./panderm pretrain --seed "$seed" --architecture data/demo/architecture.json --vocabulary 1500 \
  --csv "$out/world/pairs.csv" --image-root "$out/world" --where split=train \
  --caption-column caption,caption_2,caption_3,caption_4 \
  --val-csv "$out/world/pairs.csv" --val-where split=val \
  --batch-size 128 --epochs "$epochs" --lr 1e-3 --beta2 0.98 --eps 1e-6 --weight-decay 0.1 --warmup 100 --clip-norm 1 \
  --crop-scale 0.8,1 --mirror 0.5 --flip 0.5 --quarter-turns \
  --snapshot-every 200 --out "$out/training" --resume

# The shipped form: matrices in bf16, half the size. Everything below measures this very file.
[ -e "$out/model/model.json" ] || ./panderm convert --model "$out/training" --dtype bf16 --out "$out/model"

# Patients of the same world who neither trained nor validated, and a world of its own.
./panderm synth --seed "$seed" --lesions "$lesions" --size 96 --split test --out "$out/test" --resume
./panderm zero-shot --model "$out/model" --dataset "test=$out/test/pairs.csv" --image-root "$out/test" \
  --label-column label --label-set "test=$out/test/classes.txt" --batch-size 64 --out "$out/zero-shot" --resume
./panderm demo --model "$out/model" --out "$out/tour" --resume
