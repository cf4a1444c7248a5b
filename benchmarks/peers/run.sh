#!/usr/bin/env bash
# run.sh [--short] [--only CASE,...] — PluginAL and its peers in turn on the same data; writes ../results/<cpu>.md.
#
# Python is /usr/bin/python3 unless $PYTHON says otherwise. On Debian all peers come with
#   apt-get install python3-numpy python3-scipy python3-sklearn python3-faiss python3-numba python3-torch python3-threadpoolctl libopenblas0-pthread
# and what is missing is skipped and named. Data (4 GB; made once, seeds fixed) lies in $PLUGINAL_BENCH_DATA or a folder under $TMPDIR.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# One thread, and BLAS left to choose its own kernel.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 NUMBA_NUM_THREADS=1
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
dotnet build "$here/../PluginAL.Benchmarks" -c Release --nologo -v quiet
# k-center in plain C, where there is a compiler.
if command -v gcc >/dev/null; then
  export PLUGINAL_BENCH_C="$here/../../artifacts/peers/libkcenter.so"
  mkdir -p "$(dirname "$PLUGINAL_BENCH_C")"
  gcc -O3 -ffast-math -march=native -shared -fPIC -o "$PLUGINAL_BENCH_C" "$here/kcenter.c" -lm
else
  echo "gcc is not installed: skipped" >&2
fi
exec "${PYTHON:-/usr/bin/python3}" "$here/compare.py" "$@"
