"""Times PluginAL and its peers in turn on the same data and writes ../results/<cpu>.md. Start it by run.sh, which sets the terms."""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time

import numpy as np

from data import Data

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = os.path.join(HERE, "../../artifacts/bin/PluginAL.Benchmarks/release/PluginAL.Benchmarks.dll")
AVX512 = ("SkylakeX", "Cooperlake", "SapphireRapids")
FMA_FLOPS = 2.0 * 8 * 12 * 4_000_000  # of one call of Limits.MultiplyAdds

MEASURES = [[10_000_000, 2], [4_000_000, 10], [1_000_000, 77], [100_000, 1000]]
MODELS = [[2_000_000, 64, 10], [500_000, 384, 77], [20_000, 64, 10]]
SEARCHES = [[200_000, 384, 1000, 10], [500_000, 128, 1000, 10]]
CASES = (
    [(c, "p", s) for c in ("least-confidence", "margin", "entropy") for s in MEASURES]
    + [("top-k", "scores", [100_000_000])]
    + [(c, "linear", s) for c in ("linear-margin", "linear-entropy") for s in MODELS]
    + [(c, "knn", s) for c in ("knn-l2", "knn-dot") for s in SEARCHES]
    + [("k-center", "uniform", [200_000, 64, 200]), ("k-center", "uniform", [100_000, 128, 1000]), ("k-center", "uniform", [1_000_000, 64, 1000])]
    + [("k-center-clustered", "clusters", [200_000, 64, 200]), ("k-center-clustered", "clusters", [100_000, 128, 1000])]
    + [("k-means-start", "clusters", [500_000, 64, 100]), ("k-means", "clusters", [500_000, 64, 100, 20])]
)
SHORT = (
    [(c, "p", [400_000, 10]) for c in ("least-confidence", "margin", "entropy")]
    + [("top-k", "scores", [5_000_000]), ("linear-margin", "linear", [100_000, 64, 10]), ("linear-entropy", "linear", [20_000, 384, 77])]
    + [("knn-l2", "knn", [20_000, 128, 200, 10]), ("knn-dot", "knn", [20_000, 128, 200, 10])]
    + [("k-center", "uniform", [20_000, 64, 50]), ("k-center-clustered", "clusters", [20_000, 64, 50])]
    + [("k-means-start", "clusters", [20_000, 64, 20]), ("k-means", "clusters", [20_000, 64, 20, 10])]
)
TITLES = {
    "least-confidence": "least confidence", "top-k": "top 1,000 of scores",
    "linear-margin": "linear → softmax → margin → top 1,000", "linear-entropy": "linear → softmax → entropy → top 1,000",
    "knn-l2": "exact 10-NN, L2", "knn-dot": "exact 10-NN, dot", "k-center": "k-center, normal data",
    "k-center-clustered": "k-center, clustered data", "k-means-start": "k-means++ start", "k-means": "k-means, an iteration",
}


class Process:
    """One side: a process that answers each line with a line."""

    def __init__(self, command, tag="", **environment):
        self.tag = tag
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}, cwd=HERE)

    def ask(self, op, **words):
        self.process.stdin.write(json.dumps({"op": op, **words}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"A process of the comparison ended during {op} {words}.")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def work(name, shape):
    """Rows, bytes and operations of a case; the least that anyone must do without pruning."""
    n, d = shape[0], shape[1] if len(shape) > 1 else 1
    flops = 0.0
    passes = 1
    if name.startswith("linear"):
        flops = 2.0 * n * d * shape[2]
    elif name.startswith("knn"):
        flops = 2.0 * n * d * shape[2]
    elif name.startswith("k-center"):
        passes = shape[2]
    elif name == "k-means":
        flops = 2.0 * n * d * shape[2]
    elif name == "k-means-start":
        passes = shape[2]
        flops = 2.0 * n * d * shape[2] * (2 + int(np.log(shape[2])))
    return n, 4.0 * n * d * passes, flops, passes


def compare(name, kind, shape, data, sides, rounds, budget):
    files = data.files(kind, shape)
    turns, errors = [], {}
    for side in sides:
        if side.tag and not name.startswith(("linear", "knn", "k-means")):
            side.ask("open", case="none", shape=[1], files={})
            continue
        answer = side.ask("open", case=name, shape=shape, files=files)
        if "error" in answer:
            errors[side.tag or "open"] = answer["error"]
        turns += [(n + side.tag, side, n) for n in answer.get("names", []) if not side.tag or n != "read limit"]
    cpu, wall, spent, allocated = {}, {}, {}, {}
    turn = 0
    while True:
        ran = False
        for label, side, n in turns:
            if label in errors or spent.get(label, 0) > budget:
                continue
            # Everybody gets as many rounds; quick ones more, as their times are the noisier.
            if turn >= rounds and spent[label] > 0.6 or turn >= 60:
                continue
            answer = side.ask("run", name=n)
            ran = True
            if "error" in answer:
                errors[label] = answer["error"]
                continue
            cpu[label] = min(cpu.get(label, 1e9), answer["cpu"])
            wall[label] = min(wall.get(label, 1e9), answer["wall"])
            spent[label] = spent.get(label, 0) + answer["cpu"]
            if "allocated" in answer:
                allocated[label] = answer["allocated"]
        turn += 1
        if not ran:
            break
    values = {}
    for label, side, n in turns:
        if label in cpu and "limit" not in label and "alone" not in label:
            answer = side.ask("result", name=n)
            if "error" in answer:
                errors[label] = answer["error"]
            else:
                values[label] = np.array(answer["values"])
    iterations = {k: v[1] for k, v in values.items()} if name == "k-means" else {}
    for label in cpu:
        cpu[label] /= iterations.get(label, 1)
        wall[label] /= iterations.get(label, 1)
    return dict(name=name, shape=shape, cpu=cpu, wall=wall, allocated=allocated, errors=errors, agrees=check(name, shape, files, values))


def check(name, shape, files, values):
    """What is said of each result beside PluginAL's."""
    ours = values["PluginAL"]
    said = {}
    if name.startswith("knn"):
        x, q = np.load(files["x"], mmap_mode="r"), np.load(files["q"])[:20].astype(np.float64)
        to = np.empty((len(q), len(x)))
        for s in range(0, len(x), 20000):
            y = x[s : s + 20000].astype(np.float64)
            to[:, s : s + 20000] = -(q @ y.T) if name.endswith("dot") else (q * q).sum(1)[:, None] - 2 * (q @ y.T) + (y * y).sum(1)
        k = shape[3]
        exact = np.sort(np.partition(to, k, axis=1)[:, :k], axis=1)
        for label, found in values.items():
            rows = found.reshape(-1, k)[: len(q)].astype(int)
            got = np.sort(np.take_along_axis(to, rows, 1), axis=1)
            wrong = int((np.abs(got - exact) > 1e-6 * np.abs(exact)).sum())
            said[label] = f"{wrong} of {rows.size} neighbours differ from float64"
        return said
    for label, found in values.items():
        if name.startswith("k-center"):
            same = int((found == ours).sum())
            said[label] = "same picks" if same == len(ours) else f"{same} of {len(ours)} picks the same"
        elif name.startswith("k-means"):
            said[label] = ("inertia " if name == "k-means" else "leaves ") + f"{found[0]:.5g}" + (f" after {found[1]:.0f} iterations" if len(found) > 1 else "")
        else:
            off = float(np.max(np.abs(found - ours))) if len(found) == len(ours) else np.inf
            limit = 2e-5 if "entropy" in name else 1e-4 if name.startswith("linear") else 1e-6
            said[label] = "same" if off == 0 else f"differs by {off:.0e}" + ("" if off <= limit else ", TOO MUCH")
    return said


def cpu_name():
    info = open("/proc/cpuinfo").read() if os.path.exists("/proc/cpuinfo") else ""
    field = lambda key: (re.search(rf"^{key}\s*:\s*(.*)$", info, re.M) or [None, "?"])[1].strip()
    return f"{field('model name')} (family {field('cpu family')}, model {field('model')})", re.sub(
        r"[^A-Za-z0-9]+", ".", f"{field('model name')} {field('cpu family')} {field('model')}").strip(".")


def number(x):
    return f"{x:,.0f}" if x >= 100 else f"{x:.3g}"


def shape_text(name, shape):
    short = lambda n: f"{n // 10**6}M" if n >= 10**6 and n % 10**6 == 0 else f"{n // 1000}k" if n >= 1000 and n % 1000 == 0 else str(n)
    if name.startswith("linear"):
        return f"{short(shape[0])} × {shape[1]} → {shape[2]}"
    if name == "top-k":
        return short(shape[0])
    text = f"{short(shape[0])} × {shape[1]}"
    if name.startswith("knn"):
        return text + f", {shape[2]:,} queries"
    return text + (f", {shape[2]:,} centres" if name.startswith("k-") else "")


def unit(name):
    return ("ns/row", 1e9) if name in ("least-confidence", "margin", "entropy") else ("ms", 1e3)


def figures(result):
    """Share of the limit that PluginAL reaches, the limit's name, read bandwidth and FMA peak of the run."""
    n, size, flops, passes = work(result["name"], result["shape"])
    cpu = result["cpu"]
    read, fma = size / passes / cpu["read limit"], FMA_FLOPS / cpu["FMA limit"]
    by_read, by_fma = size / read, flops / fma
    return max(by_read, by_fma), "read" if by_read >= by_fma else "FMA", read, fma


def report(results, about, cpu, load, arguments, together):
    lines = [f"# {cpu}", ""]
    ours, python = about
    versions = python["versions"]
    reads = [figures(r)[2] for r in results]
    peaks = [figures(r)[3] for r in results]
    lines += [
        f"Made by `benchmarks/peers/run.sh{arguments}` on {time.strftime('%Y-%m-%d')}.", "",
        "## Terms", "",
        "- One thread each (`OMP_NUM_THREADS=1`); the time is the least CPU time of several rounds in which all take turns on the same data,"
        " in one process for PluginAL and TensorPrimitives and one for Python's. Preemption is not in it, other programs' use of the shared cache and memory is.",
        f"- Other programs were running: load average {load[0]} at the start and {load[1]} at the end on {os.cpu_count()} cores. Trust ratios in one line, not absolute times.",
        *(["- Put together from several runs; each line is of one, and the load is that of the last."] if together else []),
        "- Data lie in memory on huge pages, for both sides. In-memory arrays, not mapped files.",
        "- Measures: PluginAL's time includes the selection of the best 1,000 and writes nothing; the peers' is the measure alone, which"
        " flatters them, except where \"with selection\" is said.",
        f"- \"Of limit\": the time that read bandwidth and FMA peak with {ours['bits']}-bit registers allow, both timed in the same rounds, by PluginAL's time."
        " Bytes are those of the input, once (k-center and k-means++ start: once for each centre); pruning can beat that limit, and so can"
        " exact neighbours, which rule rows out by products of eight-bit numbers on processors with AVX-VNNI and compare the rest in float64.",
        "- k-means: the time of a fit by its iterations. k-means++ start: the greedy form with 2 + ⌊ln K⌋ trials; the draws differ, so what the start leaves differs.",
        "- scikit-learn, faiss and torch do more than what is timed here, such as checks of their input.", "",
        "## What ran", "",
        f"{ours['runtime']}, kernel path `{ours['kernel']}`; System.Numerics.Tensors {ours['tensors']}; Python {versions['python']}; "
        + ", ".join(f"{n} {v}" if v else f"{n} not installed: skipped" for n, v in versions.items() if n != "python")
        + f"; BLAS {', '.join(python['blas']) or '?'}.", "",
    ]
    if any("AVX2 BLAS" in label for r in results for label in r["cpu"]):
        lines += [
            f"This BLAS takes 512-bit registers here{'' if ours['bits'] == 512 else ', which PluginAL leaves off'}; \"(AVX2 BLAS)\" is the same peer with `OPENBLAS_CORETYPE=Zen`,"
            " in a process of its own: the kernel that the same BLAS takes on processors without AVX-512.", ""]
    if ours["bits"] > 256:
        lines += ["\"PluginAL (avx2)\" is PluginAL with `PLUGINAL_KERNEL=avx2`, likewise in a process of its own: what it takes there. Its FMA limit is that of 256 bits.", ""]
    lines += [
        f"Limits of one thread over the rounds: reads {min(reads)/1e9:.1f} to {max(reads)/1e9:.1f} GB/s, {min(peaks)/1e9:.0f} to {max(peaks)/1e9:.0f} GFLOP/s ({ours['bits']} bits)."
        + (" The higher read figures are of data that fit in the last-level cache." if max(reads) > 1.3 * min(reads) else ""), "",
        "## PluginAL beside its peers", "",
        "| work | PluginAL | of limit | peers: time (times PluginAL's) |", "|---|---|---|---|"]
    for r in results:
        name, each = unit(r["name"])
        if name == "ns/row":
            each /= r["shape"][0]
        mine = r["cpu"]["PluginAL"]
        limit, which, _, _ = figures(r)
        peers = "; ".join(
            f"{p} {number(t * each)} ({t / mine:.2g} ×)" if t / mine < 99.5 else f"{p} {number(t * each)} ({t / mine:,.0f} ×)"
            for p, t in sorted(r["cpu"].items(), key=lambda i: i[1]) if "limit" not in p and "alone" not in p and not p.startswith("PluginAL"))
        lines.append(f"| {TITLES.get(r['name'], r['name'])}, {shape_text(r['name'], r['shape'])} | {number(mine * each)} {name} | {limit / mine:.0%} ({which}) | {peers} |")
    lines += ["", "## All figures", ""]
    for r in results:
        name, each = unit(r["name"])
        if name == "ns/row":
            each /= r["shape"][0]
        n, size, flops, passes = work(r["name"], r["shape"])
        lines += [
            f"### {TITLES.get(r['name'], r['name'])}, {shape_text(r['name'], r['shape'])}", "",
            f"| | CPU {name} | wall ms | GB/s | GFLOP/s | times PluginAL's | result |", "|---|---|---|---|---|---|---|"]
        for label, t in sorted(r["cpu"].items(), key=lambda i: i[1]):
            if label.startswith("FMA limit"):
                lines.append(f"| {label} | | | | {FMA_FLOPS / t / 1e9:.1f} | | |")
                continue
            ratio = "" if "limit" in label else f"{t / r['cpu']['PluginAL']:.3g}"
            pass_bytes = size / passes if label == "read limit" else size
            f = "" if not flops or label == "read limit" else f"{flops / t / 1e9:.1f}"
            said = r["agrees"].get(label, "")
            if label == "PluginAL":
                said = said.replace("same picks", "").replace("same", "") or ""
                said = (said + "; " if said else "") + f"{r['allocated'].get(label, 0):,} bytes allocated"
            lines.append(f"| {label} | {number(t * each)} | {r['wall'][label] * 1e3:,.1f} | {pass_bytes / t / 1e9:.1f} | {f} | {ratio} | {said} |")
        for label, error in r["errors"].items():
            lines.append(f"| {label} | failed | | | | | {error.splitlines()[0]} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="small data, two rounds: a check that everything runs")
    parser.add_argument("--only", help="cases by name, separated by commas: " + ", ".join(dict.fromkeys(c[0] for c in CASES)))
    parser.add_argument("--rounds", type=int, help="rounds for everybody; 5 unless said, 2 with --short")
    parser.add_argument("--budget", type=float, default=20, help="CPU seconds after which a contender gets no further round; 20 unless said")
    parser.add_argument("--out", help="the file to write; ../results/<cpu>.md unless said, standard output with --short or --only")
    parser.add_argument("--json", help="a file for the figures as JSON; figures there of cases that do not run now are kept and reported")
    arguments = parser.parse_args()
    load = [open("/proc/loadavg").read().split()[0] if os.path.exists("/proc/loadavg") else "?"]
    folder = os.environ.get("PLUGINAL_BENCH_DATA") or os.path.join(tempfile.gettempdir(), "pluginal-bench")
    data = Data(folder)
    peers = [sys.executable, os.path.join(HERE, "peers.py")]
    sides = [Process(["dotnet", SERVER, "serve"]), Process(peers)]
    about = [s.ask("about") for s in sides]
    if about[0]["bits"] > 256:
        sides.append(Process(["dotnet", SERVER, "serve"], " (avx2)", PLUGINAL_KERNEL="avx2"))
    if any(a in b for b in about[1]["blas"] for a in AVX512):
        sides.append(Process(peers, " (AVX2 BLAS)", OPENBLAS_CORETYPE="Zen"))
    for name, version in about[1]["versions"].items():
        if not version:
            print(f"{name} is not installed: skipped", file=sys.stderr)
    chosen = [c for c in (SHORT if arguments.short else CASES) if not arguments.only or c[0] in arguments.only.split(",")]
    kept = {}
    if arguments.json and os.path.exists(arguments.json):
        kept = {(r["name"], *r["shape"]): r for r in json.load(open(arguments.json))}
    for name, kind, shape in chosen:
        result = compare(name, kind, shape, data, sides, arguments.rounds or (2 if arguments.short else 5), arguments.budget)
        kept[(name, *shape)] = result
        mine = result["cpu"]["PluginAL"]
        print(name, shape, f"{mine * 1e3:.3g} ms", *(f"| {k} {v / mine:.3g}" for k, v in result["cpu"].items() if k != "PluginAL"), file=sys.stderr, flush=True)
        for label, error in result["errors"].items():
            print(f"  {label}: {error.splitlines()[0]}", file=sys.stderr)
        if arguments.json:
            json.dump(list(kept.values()), open(arguments.json, "w"))
    for side in sides:
        side.close()
    load.append(open("/proc/loadavg").read().split()[0] if os.path.exists("/proc/loadavg") else "?")
    cpu, file_name = cpu_name()
    order = {(c[0], *c[2]): i for i, c in enumerate(CASES)}
    results = sorted(kept.values(), key=lambda r: order.get((r["name"], *r["shape"]), 0))
    text = report(results, about, cpu, load, " --short" if arguments.short else "", len(kept) > len(chosen))
    out = arguments.out or (None if arguments.short or arguments.only else os.path.join(HERE, "../results", file_name + ".md"))
    if out:
        with open(out, "w", encoding="utf-8") as f:
            f.write(text)
        print("written:", os.path.relpath(out), file=sys.stderr)
    else:
        print(text)


main()
