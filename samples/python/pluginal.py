"""Strategies, learners and oracles of PluginAL in Python. Needs NumPy and nothing else.

A plugin is one file that says in comments what it is, and ends with run(Class):

    # /// pluginal
    # kind = "strategy"
    # name = "margin-py"
    # needs = ["probabilities"]
    # ///

    import numpy as np
    import pluginal

    class Margin:
        def score(self, block, random):
            p = np.partition(block.probabilities, -2, axis=1)
            return 1 - (p[:, -1] - p[:, -2])

    pluginal.run(Margin)

Strategy: score(block, random) -> n scores, or select(context, count) -> rows, or (rows, scores), or (rows, scores, probabilities).
Learner: fit(data, context) -> model; load(bytes) -> model. A model: classes, width, predict_probabilities(rows), save() -> bytes;
if it can, embedding_width and embed(rows), member_count and predict_members(rows).
Oracle: ask(tickets, context) -> a list of (ticket id, label, annotator) or (ticket id, label, annotator, cost).
The constructor's parameters are the options; each has a default of its type. The protocol is in docs/protocol.md.
"""
import inspect
import json
import os
import queue
import sys
import threading
import _thread
from types import SimpleNamespace

import numpy as np

PROTOCOL = 1
PAGE = 8192


class UsageError(Exception):
    """An option is wrong; the message says what to give instead."""

class HostError(Exception):
    """What was asked of the host failed there."""

class Sparse:
    """Rows of sparse features: the values of row i are values[offsets[i]:offsets[i + 1]], in columns[...] of the same places."""
    def __init__(self, offsets, columns, values, width):
        self.offsets, self.columns, self.values = np.asarray(offsets) - offsets[0], columns, values
        self.shape = (len(offsets) - 1, width)
    def __len__(self):
        return self.shape[0]
    def to_scipy(self):
        from scipy.sparse import csr_matrix
        return csr_matrix((self.values, self.columns, self.offsets), shape=self.shape)
    def to_dense(self):
        dense = np.zeros(self.shape, np.float32)
        dense[np.repeat(np.arange(len(self)), np.diff(self.offsets)), self.columns] = self.values
        return dense


class Random:
    """The plugin's share of randomness: the same for the same seed, purpose and round."""
    def __init__(self, given):
        self.seed, self.purpose, self.round = int(given["seed"]), given["purpose"], given["round"]
    def generator(self):
        return np.random.default_rng([self.seed, self.round, *self.purpose.encode()])


class Arrays:
    """Arrays of the host, mapped, and of this process, in the folder that both share."""
    def __init__(self, folder):
        self._folder, self._slots, self._made = folder, {}, 0
    @staticmethod
    def get(reference, mode="r"):
        shape = tuple(reference["shape"])
        if 0 in shape:
            return np.empty(shape, reference["dtype"])
        return np.memmap(reference["path"], reference["dtype"], mode, reference["offset"], shape)
    def put(self, slot, values, dtype):
        values = np.ascontiguousarray(values, dtype)
        dtype = values.dtype.str
        if values.size == 0:
            return {"path": "", "dtype": dtype, "shape": list(values.shape), "offset": 0}
        path, old, offset = self._slots.get(slot, ("", None, 0))
        if old != (values.shape, dtype):
            if path:
                os.remove(path)
            self._made += 1
            path = os.path.join(self._folder, f"plugin-{slot}-{self._made}.npy")
            np.lib.format.open_memmap(path, "w+", values.dtype, values.shape)
            offset = np.load(path, mmap_mode="r").offset
            self._slots[slot] = (path, (values.shape, dtype), offset)
        reference = {"path": path, "dtype": dtype, "shape": list(values.shape), "offset": offset}
        self.get(reference, "r+")[...] = values
        return reference
    def features(self, given):
        if given["layout"] == "dense":
            return self.get(given["values"])
        return Sparse(self.get(given["offsets"]), self.get(given["columns"]), self.get(given["values"]), given["width"])
    def put_features(self, rows):
        if isinstance(rows, Sparse):
            return {"layout": "sparse", "width": rows.shape[1], "offsets": self.put("offsets", rows.offsets, "<i8"),
                    "columns": self.put("columns", rows.columns, "<i4"), "values": self.put("values", rows.values, "<f4")}
        return {"layout": "dense", "width": rows.shape[1], "values": self.put("values", rows, "<f4")}
    def labels(self, given):
        return self.get(given["classes"]) if "classes" in given else [None if label is None else next(iter(label.values())) for label in given["labels"]]
    def block(self, given):
        rows = self.get(given["rows"]) if "rows" in given else np.arange(given["firstRow"], given["firstRow"] + given["count"])
        arrays = {name: self.get(given[name]) if name in given else None for name in ("probabilities", "members", "embeddings")}
        return SimpleNamespace(count=given["count"], rows=rows, features=self.features(given["features"]) if "features" in given else None, **arrays)


class Context:
    """What a plugin may look at, and ask of the host, during one call."""
    def __init__(self, host, given):
        self._host, self._arrays = host, host.arrays
        self.random = Random(given["random"]) if "random" in given else None
        self.round, self.task, self.classes = given.get("round"), given.get("task"), given.get("classes")
        self.cancelled = lambda: host.cancelled
        if "candidates" in given:
            rows = np.array(self._arrays.get(given["candidates"]["rows"]))
            self.pool_rows = given["candidates"]["poolRows"]
            self.candidates = rows if given["candidates"]["only"] else np.setdiff1d(np.arange(self.pool_rows), rows, assume_unique=True)
            self.labelled_rows = np.array(self._arrays.get(given["labelledRows"]))
            self.labels = self._arrays.labels(given["labels"])
            self.model = Model(host, given["model"]) if given["model"] else None
    def log(self, message, level="information"):
        self._host.notify("log", {"level": level, "message": str(message)})
    def blocks(self, rows=None):
        """Blocks of rows, ascending (all candidates without), with the signals that the strategy needs."""
        rows = self.candidates if rows is None else np.asarray(rows)
        for start in range(0, len(rows), PAGE):
            page = self._arrays.put("rows", rows[start:start + PAGE], "<i8")
            for block in self._host.call("context/signals", {"rows": page, "slot": "0"})["blocks"]:
                yield self._arrays.block(block)
    def features(self, first, count):
        """Rows of the pool's features from first on; fewer where a segment ends."""
        return self._arrays.features(self._host.call("context/features", {"first": int(first), "count": int(count), "slot": "0"}))
    def cost(self, row):
        return self._host.call("context/cost", {"row": int(row)})
    def history(self):
        """What was chosen so far: rounds, rows, scores, probabilities (-1: the choice was deterministic)."""
        answer = self._host.call("context/history", {})
        return SimpleNamespace(**{name: np.array(self._arrays.get(answer[name])) for name in ("rounds", "rows", "scores", "probabilities")})
    def fit(self, rows, classes):
        """Trains the session's learner on other labels than there are."""
        return Model(self._host, self._host.call(
            "context/fit", {"rows": self._arrays.put("fit-rows", rows, "<i8"), "classes": self._arrays.put("fit-classes", classes, "<i4")}))
    def truth(self, row):
        return self._host.call("oracle/truth", {"row": int(row)})
    def describe(self, row):
        return self._host.call("oracle/describe", {"row": int(row)})


class Model:  # of the host
    def __init__(self, host, given):
        self._host, self._id, self.width, self.classes = host, given["model"], given["width"], given.get("classes")
    def predict_probabilities(self, rows):
        output = self._host.arrays.put("output", np.zeros((len(rows), self.classes)), "<f4")
        self._host.call("model/predict", {"model": self._id, "what": "probabilities", "rows": self._host.arrays.put_features(rows), "output": output})
        return np.array(self._host.arrays.get(output))


class Host:
    """The other side of the protocol, and the plugin's answers to it."""
    def __init__(self, plugins):
        self._plugins, self._models, self._next_model, self._last_id = plugins, {}, 0, 0
        self._messages, self.cancelled, self._busy = queue.Queue(), False, False
        # Standard output is the protocol's alone: whatever else is written there goes where errors go.
        self._input, self._output = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
    def run(self):
        threading.Thread(target=self._read, daemon=True).start()
        while True:
            message = self._messages.get()
            self.cancelled, self._busy = False, True
            try:
                answer = {"result": self._answer(message["method"], message.get("params", {}))}
            except KeyboardInterrupt:
                answer = {"error": {"code": -32000, "message": "cancelled", "data": {"type": "OperationCanceledException"}}}
            except HostError as error:
                answer = {"error": {"code": -32001, "message": str(error), "data": {"type": "HostError"}}}
            except Exception as error:
                data = {"type": type(error).__name__, **({"kind": "Usage"} if isinstance(error, UsageError) else {})}
                answer = {"error": {"code": -32000, "message": str(error) or "it says nothing", "data": data}}
            self._busy = False
            if "id" in message:
                self._write({"jsonrpc": "2.0", "id": message["id"], **answer})
    def call(self, method, params):
        self._last_id += 1
        self._write({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params})
        answer = self._messages.get()
        if "error" in answer:
            raise HostError(answer["error"]["message"])
        return answer["result"]
    def notify(self, method, params):
        self._write({"jsonrpc": "2.0", "method": method, "params": params})
    def _write(self, message):
        body = json.dumps(message).encode()
        self._output.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._output.flush()
    def _read(self):
        while True:
            length = -1
            while (line := self._input.readline().strip()) or length < 0:
                if not line:
                    os._exit(0)  # The host is gone.
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            message = json.loads(self._input.read(length))
            if message.get("method") == "$/cancelRequest":
                self.cancelled = True
                if self._busy:
                    _thread.interrupt_main()
            else:
                self._messages.put(message)
    def _answer(self, method, given):
        handler = getattr(self, "_" + method.replace("/", "_"), None)
        if handler is None:
            raise ValueError(f"there is no method '{method}'")
        return handler(given)
    def _initialize(self, given):
        if given["protocol"] != PROTOCOL:
            raise ValueError(f"the host speaks version {given['protocol']} of the protocol, and pluginal.py version {PROTOCOL}")
        self.arrays = Arrays(given["folder"])
        kind = self._plugins[given["name"]] if given["name"] in self._plugins else self._plugins[None]
        known = {name: parameter.default for name, parameter in inspect.signature(kind).parameters.items()}
        self._plugin = kind(**{name: option(name, value, known) for name, value in (given["options"] or {}).items()})
        types = {bool: "boolean", int: "integer", float: "number"}
        schema = {name: {"type": types.get(type(default), "string"), "default": default} for name, default in known.items()}
        return {"protocol": PROTOCOL, "optionsSchema": {"type": "object", "additionalProperties": False, "properties": schema},
                "pointwise": hasattr(self._plugin, "score"), "selects": hasattr(self._plugin, "select"), "composite": False, "inner": None, "stateful": False}
    def _strategy_select(self, given):
        chosen = self._plugin.select(Context(self, given), given["count"])
        rows, scores, probabilities = chosen + (None,) * (3 - len(chosen)) if isinstance(chosen, tuple) else (chosen, None, None)
        scores = np.zeros(len(rows)) if scores is None else scores
        probabilities = np.full(len(rows), -1.0) if probabilities is None else probabilities
        return {"rows": self.arrays.put("rows-chosen", rows, "<i8"), "scores": self.arrays.put("scores", scores, "<f8"),
                "probabilities": self.arrays.put("probabilities", probabilities, "<f8")}
    def _strategy_score(self, given):
        self.arrays.get(given["scores"], "r+")[...] = self._plugin.score(self.arrays.block(given["block"]), Random(given["random"]))
    def _learner_fit(self, given):
        for model in given["release"]:
            self._models.pop(model, None)
        parts = [self.arrays.features(part) for part in given["features"]]
        data = SimpleNamespace(parts=parts, features=parts[0] if len(parts) == 1 else join(parts), labels=self.arrays.labels(given["labels"]),
                               class_count=given["classCount"], task=given["task"])
        context = Context(self, given)
        context.previous = self._models.get(given["previous"])
        return self._described(self._plugin.fit(data, context))
    def _learner_load(self, given):
        return self._described(self._plugin.load(self.arrays.get(given["bytes"]).tobytes()))
    def _described(self, model):
        if model is None:
            return None
        self._next_model += 1
        self._models[self._next_model] = model
        optional = {"members": "member_count", "embedding": "embedding_width"}
        return {"model": self._next_model, "width": int(model.width), "classes": int(model.classes),
                **{name: int(getattr(model, member)) for name, member in optional.items() if hasattr(model, member)}}
    def _model_predict(self, given):
        predict = {"probabilities": "predict_probabilities", "embeddings": "embed", "members": "predict_members"}[given["what"]]
        self.arrays.get(given["output"], "r+")[...] = getattr(self._models[given["model"]], predict)(self.arrays.features(given["rows"]))
    def _model_save(self, given):
        return {"bytes": self.arrays.put("model", np.frombuffer(self._models[given["model"]].save(), np.uint8), "|u1")}
    def _oracle_ask(self, given):
        tickets = [SimpleNamespace(**ticket) for ticket in given["tickets"]]
        answers = [tuple(answer) + (1.0,) * (4 - len(answer)) for answer in self._plugin.ask(tickets, Context(self, given))]
        return [{"ticket": ticket, "label": {"class": int(label)} if isinstance(label, (int, np.integer)) else label, "annotator": annotator, "cost": cost}
                for ticket, label, annotator, cost in answers]


def option(name, value, known):
    """An option as its default's type; on a command line all are texts."""
    if name not in known:
        raise UsageError(f"there is no option '{name}'; " + (f"known: {', '.join(known)}." if known else "there are none."))
    wanted = type(known[name])
    try:
        return {"true": True, "false": False}[str(value).lower()] if wanted is bool else wanted(value)
    except (KeyError, ValueError):
        raise UsageError(f"option '{name}' is '{value}'; give a value like {known[name]!r}.") from None


def join(parts):
    """Blocks of features as one."""
    if not isinstance(parts[0], Sparse):
        return np.concatenate(parts)
    starts = np.cumsum([0] + [len(part.values) for part in parts])
    offsets = np.concatenate([[0]] + [part.offsets[1:] + start for part, start in zip(parts, starts)])
    return Sparse(offsets, np.concatenate([p.columns for p in parts]), np.concatenate([p.values for p in parts]), parts[0].shape[1])


def run(plugin):
    """Runs a plugin's class, or of a file with several a dictionary of them by name."""
    Host(plugin if isinstance(plugin, dict) else {None: plugin}).run()
