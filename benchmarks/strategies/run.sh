#!/usr/bin/env bash
# run.sh OUT [--rows N] [--names S1,S2] — one selection of 100 rows by each strategy from a pool of a million rows with 64 features, by the tool itself.
# Writes OUT/table.md; run again with the same OUT it goes on where it stopped.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
dotnet publish "$here/../../src/PluginAL.Cli" -c Release -o "$1/tool" >/dev/null
exec dotnet run "$here/Run.cs" -- "$1/tool/pluginal" "$@"
