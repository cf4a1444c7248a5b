#!/usr/bin/env bash
# run.sh PLUGINAL FOLDER [GIGABYTES [LIMIT [THREADS]]] — scores a pool of 40 GB on disk with 2 GB of memory for everything, page cache included.
#
# PLUGINAL is the published tool; FOLDER lies on the disk to measure and has room for the pool, which is made there (real values, nothing
# sparse) and removed at the end. Needs root and cgroups (version 1 or 2): the limit holds the tool and dd alike. dd reads half of the file before
# and half after, in the same group and from a dropped cache; its rate over both is the disk's.
set -euo pipefail
tool=$1 folder=$2 gigabytes=${3:-40} limit=${4:-2G} threads=${5:-1}
python=${PYTHON:-/usr/bin/python3}
mkdir -p "$folder"
pool=$folder/pool.npy out=$folder/top.csv samples=$folder/samples

if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  group=/sys/fs/cgroup/pluginal-out-of-core file=memory.max
  echo +memory >/sys/fs/cgroup/cgroup.subtree_control
else
  group=/sys/fs/cgroup/memory/pluginal-out-of-core file=memory.limit_in_bytes
fi
mkdir -p "$group"
echo "$limit" >"$group/$file"
trap 'rm -f "$pool" "$out" "$samples"; rmdir "$group"' EXIT

within() { exec bash -c 'echo $$ >"$0/cgroup.procs"; exec "$@"' "$group" "$@"; } # to be called in a subshell or in the background
drop() { dd of="$pool" oflag=nocache conv=notrunc,fdatasync count=0 status=none; }
now() { date +%s.%N; }

rows=$((gigabytes * 100000000 / 4))
"$python" - "$pool" "$rows" <<'PYTHON'
import sys
import numpy as np
path, rows, classes, block = sys.argv[1], int(sys.argv[2]), 10, 400_000
p = np.random.default_rng(0).random((4 * block, classes), dtype=np.float32) ** 4 + np.float32(1e-7)
p /= p.sum(1, keepdims=True)
rng = np.random.default_rng(1)
with open(path, "wb") as file:
    np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": (rows, classes)})
    for first in range(0, rows, block):  # other rows each time
        start = int(rng.integers(0, 3 * block))
        file.write(memoryview(p[start:start + min(block, rows - first)]).cast("B"))
PYTHON
bytes=$(stat -c %s "$pool")
half=$((bytes / 2 / 8388608))

drop
start=$(now)
(within dd if="$pool" of=/dev/null bs=8M count="$half" status=none)
disk=$(echo "$(now) - $start" | bc)

drop
start=$(now)
within "$tool" score --probabilities "$pool" --strategy margin --top 1000 --out "$out" --threads "$threads" --json >"$folder/score.json" &
scorer=$!
: >"$samples"
while kill -0 "$scorer" 2>/dev/null; do
  sed -n 's/^RssAnon:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$scorer/status" >>"$samples" 2>/dev/null || true
  sleep 0.1
done
wait "$scorer"
score=$(echo "$(now) - $start" | bc)

drop
start=$(now)
(within dd if="$pool" of=/dev/null bs=8M skip="$half" status=none)
disk=$(echo "$disk + $(now) - $start" | bc)

peak=$(sort -n "$samples" | tail -n 1)
count=$(wc -l <"$samples")
rm -f "$folder/score.json"
awk -v b="$bytes" -v d="$disk" -v s="$score" -v a="$peak" -v n="$count" -v l="$limit" -v t="$threads" 'BEGIN {
  printf "| pool | memory limit | threads | disk, sequential (dd) | score | of the disk | greatest RssAnon of %d samples |\n|---|---|---|---|---|---|---|\n", n
  printf "| %.1f GB | %s | %d | %.3f GB/s | %.3f GB/s | %.0f %% | %.0f MB |\n", b / 1e9, l, t, b / d / 1e9, b / s / 1e9, 100 * d / s, a / 1000
}'
