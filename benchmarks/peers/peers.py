"""A process that runs the Python peers as compare.py asks: one JSON object a line in, one out (see Server.cs for the words)."""
import json
import sys
import time
import warnings

import numpy as np

from idioms import CASES

warnings.filterwarnings("ignore")


def about():
    import importlib

    versions = {"python": sys.version.split()[0]}
    for name in ("numpy", "scipy", "sklearn", "faiss", "torch", "numba"):
        try:
            versions[name] = importlib.import_module(name).__version__
        except ImportError:
            versions[name] = None
    blas = []
    try:
        import threadpoolctl

        blas = sorted({f"{i['internal_api']} {i['version']} ({i.get('architecture', '?')})" for i in threadpoolctl.threadpool_info() if i["user_api"] == "blas"})
    except ImportError:
        pass
    return {"versions": versions, "blas": blas}


def one_thread():
    for module, call in (("torch", "set_num_threads"), ("faiss", "omp_set_num_threads")):
        try:
            getattr(__import__(module), call)(1)
        except ImportError:
            pass


def main():
    one_thread()
    contenders, results = {}, {}
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["op"] == "about":
                answer = about()
            elif request["op"] == "open":
                contenders, results = {}, {}
                make = CASES.get(request["case"])
                if make:
                    arrays = {k: np.load(v) for k, v in request["files"].items()}
                    for name, run, result in make(request["case"], request["shape"], arrays):
                        contenders[name] = (run, result)
                answer = {"names": list(contenders)}
            elif request["op"] == "run":
                results.pop(request["name"], None)
                run = contenders[request["name"]][0]
                wall, cpu = time.perf_counter(), time.process_time()
                found = run()
                cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
                results[request["name"]] = found
                answer = {"cpu": cpu, "wall": wall}
            else:
                found = contenders[request["name"]][1](results[request["name"]])
                answer = {"values": np.asarray(found, dtype=np.float64).ravel().tolist()}
        except Exception as e:  # told to the other side, which names it in the table
            answer = {"error": f"{type(e).__name__}: {e}"}
        print(json.dumps(answer), flush=True)


main()
