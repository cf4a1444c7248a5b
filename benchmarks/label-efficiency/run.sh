#!/usr/bin/env bash
# run.sh DATA OUT [--sets S1,S2] [--strategies S1,S2] [--seeds N] [--hours H] [--minutes M] [--budget N] [--batch N] [--threads T]
#        [--stop RULE --explore SHARE]
# Runs strategies against random on real data and writes OUT/table.md, OUT/<set>/curve.svg and OUT/<set>/report.html.
# DATA holds a folder for each set, with train and test as .jsonl (fields text, label) or .csv (class in the last column), or labels.csv of
# images (file, label, split). Batch and budget are each set's own, unless given for all.
# With --stop, runs end by the rule, and OUT/stops.md tells how far the accuracy predicted there was from the one measured.
# Run again with the same OUT it goes on where it stopped; with more seeds or strategies it adds them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
dotnet publish "$here/../../src/PluginAL.Cli" -c Release -o "$2/tool" >/dev/null
exec dotnet run "$here/Run.cs" -- "$2/tool/pluginal" "$@"
