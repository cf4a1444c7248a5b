"""What users of each peer write. Each case yields (name, run, result): result turns what run returned into numbers to compare."""
import ctypes
import os

import numpy as np

try:
    import torch
except ImportError:
    torch = None
try:
    import numba
except ImportError:
    numba = None
try:
    import faiss
except ImportError:
    faiss = None
try:
    import scipy.stats
except ImportError:
    scipy = None
try:
    import sklearn
except ImportError:
    sklearn = None

BEST = 1000
CASES = {}


def case(*names):
    def register(f):
        for name in names:
            CASES[name] = f
        return f

    return register


def best(scores):
    """The scores of the best, in descending order."""
    scores = np.asarray(scores)
    k = min(BEST, len(scores))
    return np.sort(np.partition(scores, len(scores) - k)[-k:])[::-1]


def modal_select(scores):
    # modAL.utils.selection.multi_argmax
    return np.argpartition(-scores, BEST - 1)[:BEST]


def modal_margin(p):
    # modAL.uncertainty.classifier_margin, turned as margin_sampling does
    part = np.partition(-p, 1, axis=1)
    return 1 - (-part[:, 0] + part[:, 1])


if numba:

    @numba.njit(fastmath=True)
    def numba_least(p):
        o = np.empty(p.shape[0], np.float32)
        for i in range(p.shape[0]):
            a = np.float32(-1)
            for c in range(p.shape[1]):
                a = max(a, p[i, c])
            o[i] = np.float32(1) - a
        return o

    @numba.njit(fastmath=True)
    def numba_margin(p):
        o = np.empty(p.shape[0], np.float32)
        for i in range(p.shape[0]):
            a = np.float32(-1)
            b = np.float32(-1)
            for c in range(p.shape[1]):
                x = p[i, c]
                b = max(b, min(a, x))
                a = max(a, x)
            o[i] = np.float32(1) - (a - b)
        return o

    @numba.njit(fastmath=True)
    def numba_entropy(p):
        o = np.empty(p.shape[0], np.float32)
        for i in range(p.shape[0]):
            h = np.float32(0)
            for c in range(p.shape[1]):
                x = max(p[i, c], np.float32(1.2e-38))
                h -= x * np.log(x)
            o[i] = h
        return o


@case("least-confidence", "margin", "entropy")
def measures(name, shape, data):
    p = data["p"]
    t = torch.from_numpy(p) if torch else None
    if name == "least-confidence":
        yield "modAL", lambda: 1 - np.max(p, axis=1), best
        yield "modAL with selection", lambda: (lambda s: s[modal_select(s)])(1 - np.max(p, axis=1)), best
        if numba:
            numba_least(p[:8])
            yield "numba", lambda: numba_least(p), best
        if torch:
            yield "torch", lambda: 1 - t.amax(1), best
    elif name == "margin":
        yield "modAL", lambda: modal_margin(p), best
        yield "modAL with selection", lambda: (lambda s: s[modal_select(s)])(modal_margin(p)), best
        if numba:
            numba_margin(p[:8])
            yield "numba", lambda: numba_margin(p), best
        if torch:

            def top_two():
                v = torch.topk(t, 2, dim=1).values
                return 1 - (v[:, 0] - v[:, 1])

            yield "torch", top_two, best
    else:
        if scipy:
            yield "modAL", lambda: scipy.stats.entropy(p.T), best
        yield "scikit-activeml", lambda: np.nansum(-p * np.log(p), axis=1), best

        def chunks():
            o = np.empty(len(p), np.float32)
            step = max(1, (1 << 16) // p.shape[1])
            log = np.empty((step, p.shape[1]), np.float32)
            for s in range(0, len(p), step):
                q = p[s : s + step]
                u = np.log(q, out=log[: len(q)])
                np.einsum("ij,ij->i", q, u, out=o[s : s + step])
            return np.negative(o, out=o)

        yield "NumPy in chunks", chunks, best
        if numba:
            numba_entropy(p[:8])
            yield "numba", lambda: numba_entropy(p), best
        if torch:
            yield "torch", lambda: torch.special.entr(t).sum(1), best


@case("top-k")
def top_k(name, shape, data):
    x = data["scores"]
    descending = lambda i: np.sort(x[np.asarray(i)])[::-1]
    yield "NumPy argpartition", lambda: np.argpartition(x, -BEST)[-BEST:], descending
    yield "modAL", lambda: modal_select(x), descending
    if torch:
        t = torch.from_numpy(x)
        yield "torch", lambda: torch.topk(t, BEST).indices, descending

    def chunks():
        kept, count, bar = [], 0, -np.inf
        for s in range(0, len(x), 1 << 18):
            v = x[s : s + (1 << 18)]
            i = np.flatnonzero(v > bar)
            if len(i) > BEST:
                i = i[np.argpartition(v[i], -BEST)[-BEST:]]
            kept.append(i + s)
            count += len(i)
            if count > 4 * BEST:
                c = np.concatenate(kept)
                c = c[np.argpartition(x[c], -BEST)[-BEST:]]
                kept, count, bar = [c], BEST, x[c].min()
        c = np.concatenate(kept)
        return c[np.argpartition(x[c], -BEST)[-BEST:]]

    yield "NumPy in chunks", chunks, descending


@case("linear-margin", "linear-entropy")
def linear(name, shape, data):
    n, d, c = shape
    x, w = data["x"], data["w"]
    margin = name == "linear-margin"
    same = lambda found: found

    if sklearn:
        from sklearn.linear_model import LogisticRegression

        y = np.concatenate([np.arange(c), (x[: 40 * c] @ w).argmax(1)])
        model = LogisticRegression(max_iter=2).fit(x[: len(y)], y)
        model.coef_, model.intercept_, model.classes_ = w.T.copy(), np.zeros(c, np.float32), np.arange(c)

        def modal():
            p = model.predict_proba(x)
            s = modal_margin(p) if margin else scipy.stats.entropy(p.T)
            return np.sort(s[modal_select(s)])[::-1]

        yield "scikit-learn + modAL", modal, same
    if torch:
        tx, tw, tb = torch.from_numpy(x), torch.from_numpy(w), torch.zeros(c)

        def chunks():
            o = torch.empty(n)
            for s in range(0, n, 8192):
                z = torch.addmm(tb, tx[s : s + 8192], tw)
                if margin:
                    v = torch.topk(torch.softmax(z, 1), 2, 1).values
                    o[s : s + 8192] = 1 - (v[:, 0] - v[:, 1])
                else:
                    l = torch.log_softmax(z, 1)
                    o[s : s + 8192] = -(l.exp() * l).sum(1)
            return torch.topk(o, BEST).values

        yield "torch in chunks", chunks, same

    out = np.empty((n, c), np.float32)
    yield "NumPy product alone", lambda: np.dot(x, w, out=out) is None, None


@case("knn-l2", "knn-dot")
def neighbours(name, shape, data):
    k = shape[3]
    x, q = data["x"], data["q"]
    l2 = name == "knn-l2"
    ids = lambda found: found
    if faiss:
        index = (faiss.IndexFlatL2 if l2 else faiss.IndexFlatIP)(x.shape[1])
        index.add(x)
        yield "faiss", lambda: index.search(q, k)[1], ids
    if sklearn and l2:
        from sklearn.neighbors import NearestNeighbors

        brute = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(x)
        yield "scikit-learn", lambda: brute.kneighbors(q, return_distance=False), ids
    if torch and not l2:
        tx, tq = torch.from_numpy(x), torch.from_numpy(q)

        def chunks():
            values, rows = [], []
            for s in range(0, len(x), 50000):
                v = torch.topk(tq @ tx[s : s + 50000].T, k, dim=1)
                values.append(v.values)
                rows.append(v.indices + s)
            v = torch.topk(torch.cat(values, 1), k, 1)
            return torch.gather(torch.cat(rows, 1), 1, v.indices)

        yield "torch in chunks", chunks, ids
    part = np.empty((len(q), min(len(x), 50000)), np.float32)
    yield "BLAS product alone", lambda: [np.dot(q, x[s : s + 50000].T, out=part[:, : len(x[s : s + 50000])]) for s in range(0, len(x), 50000)] and None, None


@case("k-center", "k-center-clustered")
def k_center(name, shape, data):
    x, count = data["x"], shape[2]

    def by_hand():
        norms = np.einsum("ij,ij->i", x, x)
        picks, nearest = [0], None
        for _ in range(count):
            j = picks[-1]
            to = norms - 2 * (x @ x[j]) + norms[j]
            nearest = to if nearest is None else np.minimum(nearest, to, out=nearest)
            picks.append(int(np.argmax(nearest)))
        return picks[1:]

    yield "NumPy by hand", by_hand, lambda picks: picks
    if "PLUGINAL_BENCH_C" in os.environ:
        library = ctypes.CDLL(os.environ["PLUGINAL_BENCH_C"])

        def streaming():
            picks = np.empty(count, np.int64)
            library.k_center(
                x.ctypes.data_as(ctypes.c_void_p), ctypes.c_long(len(x)), ctypes.c_long(x.shape[1]), ctypes.c_long(count),
                picks.ctypes.data_as(ctypes.c_void_p))
            return picks

        yield "C, streaming", streaming, lambda picks: picks


@case("k-means")
def k_means(name, shape, data):
    x, k, iterations = data["x"], shape[2], shape[3]
    start = x[:: len(x) // k][:k].copy()
    if sklearn:
        from sklearn.cluster import KMeans

        def lloyd():
            return KMeans(k, init=start, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd").fit(x)

        yield "scikit-learn", lloyd, lambda m: [m.inertia_, m.n_iter_]
    if faiss:

        def train():
            m = faiss.Kmeans(x.shape[1], k, niter=iterations, max_points_per_centroid=10**9)
            m.train(x, init_centroids=start)
            return m

        yield "faiss", train, lambda m: [m.obj[-1], len(m.obj)]


@case("k-means-start")
def k_means_start(name, shape, data):
    x, k = data["x"], shape[2]
    left = lambda centres: [sum(nearest_squared(x[s : s + 50000], centres) for s in range(0, len(x), 50000))]
    if sklearn:
        from sklearn.cluster import kmeans_plusplus

        yield "scikit-learn", lambda: kmeans_plusplus(x, k, random_state=0)[0], left


def nearest_squared(x, centres):
    square = (x * x).sum(1)[:, None] - 2 * (x @ centres.T) + (centres * centres).sum(1)
    return float(square.min(1).sum(dtype=np.float64))
