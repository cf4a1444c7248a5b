#!/usr/bin/env bash
# run.sh PLUGINAL DATA OUT [SEEDS] — margin against random with logistic regression on real data sets, then a table in Markdown.
# DATA holds a folder for each set, with train and test as .jsonl (fields text, label) or .csv (class in the last column).
# Run again with the same OUT, it goes on where it stopped.
set -euo pipefail
pluginal=$1 data=$2 out=$3 seeds=${4:-10}
mkdir -p "$out"
for set in trec6 banking77 sms_spam thucnews_titles_zh optdigits letter adult; do
  if [ -f "$data/$set/train.jsonl" ]; then
    "$pluginal" simulate --data "$data/$set/train.jsonl" --test "$data/$set/test.jsonl" --text text --label label \
      --learner logistic --strategy random,margin --initial 25 --batch 25 --budget 1000 --seeds "$seeds" --out "$out/$set" --json >/dev/null
  else
    "$pluginal" simulate --data "$data/$set/train.csv" --test "$data/$set/test.csv" \
      --learner logistic --strategy random,margin --initial 25 --batch 25 --budget 1000 --seeds "$seeds" --out "$out/$set" --json >/dev/null
  fi
done
dotnet run "$(dirname "$0")/Table.cs" -- "$out" "$data/baselines.csv"
