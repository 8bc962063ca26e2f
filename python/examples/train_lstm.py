"""An LSTM of PyTorch on exactly the examples that lexbench's runs of a suite see, scored into the same tables and charts:

    lexbench run suite.yaml
    python train_lstm.py suite.yaml 'parity' [SEED]
    lexbench plot accuracy SUITE-NAME
"""
import itertools
import sys

import torch

import lexbench

suite, task, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 1
asked = [e for split in ("fit", "test") for e in lexbench.examples(task, split, suite=suite, seed=seed)]
torch.manual_seed(seed)
torch.set_num_threads(1)  # batches are small


class Model(torch.nn.Module):
    def __init__(self, vocabulary, width=64):
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, width)
        self.lstm = torch.nn.LSTM(width, width, num_layers=2, batch_first=True)
        self.head = torch.nn.Linear(width, vocabulary)

    def forward(self, examples):
        """Logits at all scored places of the examples, one after the other."""
        tokens = [torch.tensor(e["tokens"]) for e in examples]
        row, place = torch.tensor([(b, t) for b, e in enumerate(examples) for t in e["scored"]]).T
        hidden, _ = self.lstm(self.embedding(torch.nn.utils.rnn.pad_sequence(tokens, batch_first=True)))
        return self.head(hidden[row, place])


model = Model(asked[0]["vocabulary"])
optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
for step, batch in itertools.groupby(lexbench.examples(task, "train", suite=suite, seed=seed), lambda e: e["step"]):
    batch = list(batch)
    loss = torch.nn.functional.cross_entropy(model(batch), torch.tensor([a for e in batch for a in e["answer"]]))
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    if step % 100 == 0:
        print(f"step {step}: loss {loss.item():.3f}", flush=True)
with torch.no_grad():
    for e in asked:
        e["predicted"] = model([e]).argmax(-1).tolist()
print(lexbench.score(asked, task, "LSTM", seed=seed, suite=suite))
