"""The data of the comparison: made once from fixed seeds, kept as NPY files."""
import os

import numpy as np


def distributions(rows, classes):
    rng = np.random.default_rng(0)
    p = rng.random((rows, classes), dtype=np.float32) ** 4 + np.float32(1e-7)
    p /= p.sum(1, keepdims=True)
    return p


def normal(rows, width, seed, scale=1.0):
    x = np.random.default_rng(seed).standard_normal((rows, width), dtype=np.float32)
    x *= np.float32(scale)
    return x


def clustered(rows, width, centres, spread, seed):
    rng = np.random.default_rng(seed)
    centre = rng.standard_normal((centres, width), dtype=np.float32) * np.float32(spread)
    x = centre[rng.integers(0, centres, rows)]
    x += rng.standard_normal((rows, width), dtype=np.float32)
    return x


class Data:
    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def path(self, name, make):
        path = os.path.join(self.folder, name + ".npy")
        if not os.path.exists(path):
            np.save(path + ".part.npy", make())
            os.replace(path + ".part.npy", path)
        return path

    def files(self, kind, shape):
        """The files of a kind of case; shape is a list of whole numbers."""
        name = "x".join(map(str, shape))
        if kind == "p":
            return {"p": self.path(f"p-{name}", lambda: distributions(*shape))}
        if kind == "scores":
            return {"scores": self.path(f"scores-{name}", lambda: np.random.default_rng(0).random(shape[0], dtype=np.float32))}
        if kind == "linear":
            n, d, c = shape
            return {
                "x": self.path(f"x-{n}x{d}", lambda: normal(n, d, 0)),
                "w": self.path(f"w-{d}x{c}", lambda: normal(d, c, 7, 0.3)),
            }
        if kind == "knn":
            n, d, q, _ = shape
            both = lambda: clustered(n + q, d, 200, 1.0, 0)
            return {
                "x": self.path(f"knn-x-{n}x{d}", lambda: both()[:n]),
                "q": self.path(f"knn-q-{n}x{d}", lambda: both()[n:]),
            }
        if kind == "uniform":
            n, d = shape[:2]
            return {"x": self.path(f"normal-{n}x{d}", lambda: normal(n, d, 1))}
        if kind == "clusters":
            n, d = shape[:2]
            return {"x": self.path(f"clusters-{n}x{d}", lambda: clustered(n, d, 100, 1.5, 2))}
        return {}
