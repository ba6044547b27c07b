"""Write a trained reader as the files the coder ships: `python training/export.py --model DIR --out comity/data/coder`.

`encoder.onnx` (weights in eight bits), `heads.npz` (the small matrices behind it, half precision), `tokenizer.json`, `card.json`.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from dataset import tokenizer
from model import STATUSES, TAGS, TYPES, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from train import BASE
from transformers import AutoModel


class States(torch.nn.Module):
    """Token ids of one text to token states, with nothing to pad."""

    def __init__(self, encoder: torch.nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        return self.encoder(input_ids=ids, attention_mask=torch.ones_like(ids)).last_hidden_state


def write_encoder(reader: Reader, out: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            States(reader.encoder).eval(), (torch.ones(1, 9, dtype=torch.long),), str(plain), dynamo=False,
            input_names=["ids"], output_names=["states"], opset_version=17,
            dynamic_axes={"ids": {0: "texts", 1: "tokens"}, "states": {0: "texts", 1: "tokens"}},
        )  # fmt: skip
        quantize_dynamic(
            str(plain),
            str(out),
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"MatMulConstBOnly": True},
        )


def write_heads(reader: Reader, out: Path) -> None:
    heads = {
        name.replace(".", "_"): value.numpy().astype(np.float16)
        for name, value in reader.state_dict().items()
        if not name.startswith("encoder")
    }
    np.savez_compressed(out, **heads)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", required=True)
    given = parser.parse_args()
    reader = Reader(AutoModel.from_pretrained(BASE, attn_implementation="eager"))
    reader.load_state_dict(torch.load(given.model / "reader.pt"))
    reader.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    write_encoder(reader, given.out / "encoder.onnx")
    write_heads(reader, given.out / "heads.npz")
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
