"""Write a trained reader as the files the coder ships: `python training/export.py --model DIR --out comity/data/coder`.

`reader.onnx` (the encoder's weights in eight bits), `tokenizer.json`, `card.json`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import onnx
import torch
from dataset import tokenizer
from model import FIRST_MARK, STATUSES, TAGS, TYPES, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from torch.nn import functional
from train import BASE
from transformers import AutoModel


class Encoder(nn.Module):
    """The encoder written out for one unpadded text: no mask; query, key and value in one product, whose input is then scaled to eight bits once;
    the word vectors in eight bits with a scale for each word, where one scale for all would lose the fine ones."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        encoder = reader.encoder
        words = encoder.embeddings.word_embeddings.weight.detach().clone()
        words[FIRST_MARK : FIRST_MARK + 2] = reader.marks.detach()
        self.heads, self.embeddings, self.layers = (
            encoder.config.num_attention_heads,
            encoder.embeddings,
            encoder.encoder.layer,
        )
        self.scales = nn.Parameter(words.abs().amax(1, keepdim=True) / 127, requires_grad=False)
        self.words = nn.Parameter((words / self.scales).round().to(torch.int8), requires_grad=False)
        self.products = nn.ModuleList(self._product(layer.attention.self) for layer in self.layers)

    def _product(self, own: nn.Module) -> nn.Linear:
        width = own.query.weight.shape[0]
        scale = (width // self.heads) ** -0.5
        product = nn.Linear(width, 3 * width)
        product.weight.data = torch.cat([own.query.weight * scale, own.key.weight, own.value.weight])
        product.bias.data = torch.cat([own.query.bias * scale, own.key.bias, own.value.bias])
        return product

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Token states [t, w] of tokens [1, t]."""
        own, width = self.embeddings, self.words.shape[1]
        places = own.position_embeddings.weight[: ids.shape[1]] + own.token_type_embeddings.weight[0]
        states = own.LayerNorm(self.words[ids[0]].float() * self.scales[ids[0]] + places)
        for product, layer in zip(self.products, self.layers, strict=True):
            query, key, value = product(states).view(-1, 3, self.heads, width // self.heads).permute(1, 2, 0, 3)
            seen = torch.softmax(query @ key.transpose(-1, -2), -1) @ value
            out = layer.attention.output
            states = out.LayerNorm(states + out.dense(seen.permute(1, 0, 2).reshape(-1, width)))
            wide = functional.gelu(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(states + layer.output.dense(wide))
        return states


class Whole(nn.Module):
    """Token ids of one text [1, t] and the places of its mentions' opening marks [m] to all that is read, with nothing to pad."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder, self.reader = Encoder(reader), reader

    def forward(self, ids: torch.Tensor, marks: torch.Tensor) -> tuple[torch.Tensor, ...]:
        states = self.encoder(ids)
        mentions = states[marks]
        m, w = mentions.shape
        one, two = mentions[:, None, :].expand(m, m, w), mentions[None, :, :].expand(m, m, w)
        hidden = self.reader.pair(torch.cat([one, two, one * two, one - two], dim=-1))
        points = torch.softmax(self.reader.pointer(hidden) @ states.T / w**0.5, -1)
        mixed = self.reader.mix(torch.cat([hidden, points @ states], dim=-1))
        return self.reader.kind(mixed), self.reader.status(mixed), points, self.reader.tags(states)


def write(reader: Reader, out: Path) -> None:
    """The network in one file: the encoder in eight bits, the heads as they are."""
    names = ["kinds", "statuses", "points", "tags"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Whole(reader).eval(), (torch.ones(1, 9, dtype=torch.long), torch.tensor([1, 4, 6])), str(plain), dynamo=False,
            input_names=["ids", "marks"], output_names=names, opset_version=17,
            dynamic_axes={"ids": {1: "tokens"}, "marks": {0: "mentions"}},
        )  # fmt: skip
        heads = [node.name for node in onnx.load(str(plain)).graph.node if "encoder" not in node.name]
        quantize_dynamic(str(plain), str(out), weight_type=QuantType.QInt8, per_channel=True, nodes_to_exclude=heads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    given = parser.parse_args()
    weights = torch.load(given.model / "reader.pt")
    layers = len({name.split(".")[3] for name in weights if name.startswith("encoder.encoder.layer.")})
    reader = Reader(AutoModel.from_pretrained(BASE, num_hidden_layers=layers))
    reader.load_state_dict(weights)
    reader.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    write(reader, given.out / "reader.onnx")
    tokenizer(str(BASE / "tokenizer.json")).save(str(given.out / "tokenizer.json"), pretty=False)
    fit = json.loads((given.model / "report.json").read_text(encoding="utf-8"))["real"]["calibration"]
    card = {
        "version": given.version,
        "type_temperature": fit["type"]["temperature"],
        "status_temperature": fit["status"]["temperature"],
        "types": TYPES,
        "statuses": STATUSES,
        "tags": TAGS,
        "encoder": "all-MiniLM-L6-v2 (Apache-2.0), fine-tuned",
    }
    (given.out / "card.json").write_text(json.dumps(card, indent=1), encoding="utf-8")
    for path in sorted(given.out.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
