# /// pluginal
# kind = "strategy"
# name = "margin-py"
# version = "1.0.0"
# summary = "One minus the distance between the two most probable classes, in Python."
# needs = ["probabilities"]
# ///
"""A strategy in Python: the same scores as the built-in 'margin'.

    pluginal plugins trust samples/python/margin_strategy.py
    pluginal simulate --data train.csv --test test.csv --strategy random,samples/python/margin_strategy.py --out results
"""
import numpy as np

import pluginal


class Margin:
    """Scheffer, Decomain and Wrobel 2001: 1 - (p1 - p2)."""

    def __init__(self, power: float = 1.0):
        self.power = power

    def score(self, block, random):
        best = np.partition(block.probabilities, -2, axis=1)
        return (1 - (best[:, -1] - best[:, -2])) ** self.power


pluginal.run(Margin)
