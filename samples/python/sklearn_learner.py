# /// pluginal
# kind = "learner"
# name = "sklearn"
# version = "1.0.0"
# summary = "Any classifier of scikit-learn that predicts probabilities."
# gives = ["probabilities"]
# ///
"""A learner in Python: an estimator of scikit-learn.

    pluginal plugins trust samples/python/sklearn_learner.py
    pluginal simulate --data train.csv --test test.csv --strategy random,margin --learner samples/python/sklearn_learner.py --out results

Another estimator, with arguments in JSON (in quotes of the shell):

    --learner 'samples/python/sklearn_learner.py:estimator=sklearn.ensemble.RandomForestClassifier;arguments={"n_estimators": 50}'
"""
import importlib
import json
import pickle

import numpy as np

import pluginal


class SklearnModel:
    def __init__(self, estimator, width, classes):
        self.estimator, self.width, self.classes = estimator, width, classes

    def predict_probabilities(self, rows):
        rows = as_matrix(rows)
        probabilities = np.zeros((rows.shape[0], self.classes), np.float32)
        if isinstance(self.estimator, int):
            probabilities[:, self.estimator] = 1
            return probabilities

        # Most estimators refuse what is not a number; here such a row is not predicted.
        bad = np.zeros(rows.shape[0], bool) if hasattr(rows, "indptr") else ~np.isfinite(rows).all(axis=1)
        if not bad.all():
            good = self.estimator.predict_proba(rows[~bad]) if bad.any() else self.estimator.predict_proba(rows)
            probabilities[np.ix_(~bad, self.estimator.classes_)] = good
        probabilities[bad] = np.nan
        return probabilities

    def save(self):
        return pickle.dumps((self.estimator, self.width, self.classes))


class SklearnLearner:
    def __init__(self, estimator: str = "sklearn.linear_model.LogisticRegression", arguments: str = "{}"):
        module, _, name = estimator.rpartition(".")
        try:
            self.make = getattr(importlib.import_module(module), name)
            self.arguments = json.loads(arguments)
        except (ImportError, AttributeError, ValueError) as error:
            raise pluginal.UsageError(f"estimator={estimator};arguments={arguments} is no estimator with its arguments as JSON: {error}") from None
        if name == "LogisticRegression":
            self.arguments.setdefault("max_iter", 1000)

    def fit(self, data, context):
        labels = np.array(data.labels)
        present = np.unique(labels)
        if len(present) == 1:
            return SklearnModel(int(present[0]), data.features.shape[1], data.class_count)
        estimator = self.make(**self.arguments)
        if "random_state" in estimator.get_params() and "random_state" not in self.arguments:
            estimator.set_params(random_state=int(context.random.generator().integers(2**31)))
        return SklearnModel(estimator.fit(as_matrix(data.features), labels), data.features.shape[1], data.class_count)

    def load(self, saved):
        # Only what this learner saved comes here; still, a pickle runs code: keep the project's files to yourself.
        return SklearnModel(*pickle.loads(saved))


def as_matrix(rows):
    return rows.to_scipy() if isinstance(rows, pluginal.Sparse) else np.asarray(rows)


pluginal.run(SklearnLearner)
