# /// pluginal
# kind = "learner"
# name = "fine-tune"
# version = "1.0.0"
# summary = "Fine-tunes a network of PyTorch: a small one over the pool's features, or the head of a transformer over its embeddings."
# gives = ["probabilities", "embeddings"]
# ///
"""A learner that fine-tunes: each round goes on from the model of the round before.

    pluginal plugins trust samples/python/fine_tune.py
    pluginal simulate --data train.csv --test test.csv --strategy random,badge --learner samples/python/fine_tune.py --out results

With texts it is the same sample with another model. Give the pool the token numbers as features, one column for each place of the text
(pad with 0: what is padded is masked), and the name of a model that lies on this machine:

    --learner 'samples/python/fine_tune.py:model=./my-bert;epochs=3;rate=2e-5'

transformers is imported only then, and nothing is downloaded.
"""
import io

import numpy as np
import torch

import pluginal


class Small(torch.nn.Module):
    """One hidden layer over the features as they are: enough to see the loop work."""

    def __init__(self, width, hidden, classes):
        super().__init__()
        self.embed = torch.nn.Sequential(torch.nn.Linear(width, hidden), torch.nn.ReLU())
        self.head = torch.nn.Linear(hidden, classes)
        self.hidden = hidden

    def forward(self, rows):
        embedding = self.embed(rows)
        return self.head(embedding), embedding


class Transformer(torch.nn.Module):
    """An encoder of transformers with a head; rows are token numbers, 0 where there is none."""

    def __init__(self, name, classes):
        super().__init__()
        from transformers import AutoModel
        self.encoder = AutoModel.from_pretrained(name, local_files_only=True)
        self.hidden = self.encoder.config.hidden_size
        self.head = torch.nn.Linear(self.hidden, classes)

    def forward(self, rows):
        tokens = rows.long()
        embedding = self.encoder(input_ids=tokens, attention_mask=(tokens != 0).long()).last_hidden_state[:, 0]
        return self.head(embedding), embedding


class TunedModel:
    def __init__(self, network, width, classes):
        self.network, self.width, self.classes = network, width, classes
        self.embedding_width = network.hidden

    def predict_probabilities(self, rows):
        return torch.softmax(self._forward(rows)[0], dim=1).numpy()

    def embed(self, rows):
        return self._forward(rows)[1].numpy()

    def save(self):
        buffer = io.BytesIO()
        torch.save({"weights": self.network.state_dict(), "width": self.width, "classes": self.classes}, buffer)
        return buffer.getvalue()

    @torch.no_grad()
    def _forward(self, rows):
        self.network.eval()
        parts = [self.network(part) for part in torch.split(as_tensor(rows), 1024)]
        return torch.cat([part[0] for part in parts]), torch.cat([part[1] for part in parts])


class FineTune:
    def __init__(self, model: str = "small", hidden: int = 64, epochs: int = 30, rate: float = 1e-2, batch: int = 32):
        self.model, self.hidden, self.epochs, self.rate, self.batch = model, hidden, epochs, rate, batch
        torch.set_num_threads(1)

    def fit(self, data, context):
        generator = torch.Generator().manual_seed(int(context.random.generator().integers(2**31)))
        torch.manual_seed(generator.initial_seed())
        width, classes = data.features.shape[1], data.class_count
        network = self._network(width, classes)
        previous = context.previous
        if previous is not None and (previous.width, previous.classes) == (width, classes):
            network.load_state_dict(previous.network.state_dict())
        rows, labels = as_tensor(data.features), torch.from_numpy(np.array(data.labels, np.int64))
        optimizer = torch.optim.AdamW(network.parameters(), lr=self.rate)
        network.train()
        for _ in range(self.epochs):
            for batch in torch.split(torch.randperm(len(rows), generator=generator), self.batch):
                optimizer.zero_grad()
                torch.nn.functional.cross_entropy(network(rows[batch])[0], labels[batch]).backward()
                optimizer.step()
        return TunedModel(network, width, classes)

    def load(self, saved):
        state = torch.load(io.BytesIO(saved))
        network = self._network(state["width"], state["classes"])
        network.load_state_dict(state["weights"])
        return TunedModel(network, state["width"], state["classes"])

    def _network(self, width, classes):
        return Small(width, self.hidden, classes) if self.model == "small" else Transformer(self.model, classes)


def as_tensor(rows):
    return torch.from_numpy(np.array(rows.to_dense() if isinstance(rows, pluginal.Sparse) else rows, np.float32))


pluginal.run(FineTune)
