"""The network, its encoder in eight bits, run by onnxruntime one sentence at a time.

One sentence at a time, because eight-bit scales and padding would make a sentence's figures depend on its neighbours in a
batch: the same text must give the same rows whatever it is read with.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from comity.coding.model.marking import Marking, mark
from comity.coding.model.reading import Array, Marked, Reading, softmax, tagged, trigger
from comity.schema import Span

LONGEST = 480
"""Tokens of the longest sentence read whole; the encoder holds 512."""

OUTPUTS = ["kinds", "statuses", "points", "tags"]

SURE = 0.9
"""A pair this surely none needs no deciding words."""


class Reader:
    """Reads sentences. Opening the files takes about a third of a second; one reader serves one process."""

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "reader.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._words: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
        self.types: tuple[str, ...] = tuple(self._card["types"])
        self.statuses: tuple[str, ...] = tuple(self._card["statuses"])

    @property
    def version(self) -> str:
        """Name of the network: what the card says of it."""
        return str(self._card.get("version", ""))

    def read(self, row: Marked) -> Reading | None:
        """What is said of one sentence, or None where it is too long to be read whole."""
        marking = mark(row.text, row.spans)
        encoded = self._words.encode(marking.text)
        if len(encoded.ids) > LONGEST:
            return None
        at = {start: k for k, (start, end) in enumerate(encoded.offsets) if end > start}
        given = {
            "ids": np.array([encoded.ids], dtype=np.int64),
            "marks": np.array([at[p] for p in marking.opens], dtype=np.int64),
        }
        kinds, statuses, points, tags = self._session.run(OUTPUTS, given)
        kinds = softmax(kinds / self._card.get("type_temperature", 1.0))
        statuses = softmax(statuses / self._card.get("status_temperature", 1.0))
        places = _places(encoded.offsets, marking, row)
        triggers = _triggers(kinds, points, places, row.text)
        return Reading(kinds, statuses, triggers, tagged(self._card["tags"], softmax(tags), places))


def _triggers(kinds: Array, points: Array, places: list[Span], text: str) -> dict[tuple[int, int], Span]:
    found = {}
    usable = np.array([k for k, (start, end) in enumerate(places) if end > start], dtype=np.int64)
    for i, j in zip(*np.nonzero(kinds[..., 0] < SURE), strict=True):
        span = trigger(points[i, j], usable, places, text)
        if span:
            found[int(i), int(j)] = span
    return found


def _places(offsets: list[tuple[int, int]], marking: Marking, row: Marked) -> list[Span]:
    """The characters of each token in the bare text; empty for marks and for the tokens that frame the sentence."""
    places = []
    for start, end in offsets:
        first, last = marking.back(start), marking.back(max(start, end - 1))
        real = end > start and marking.moved[first] == start and marking.moved[last] == end - 1
        places.append((first, last + 1) if real else (first, first))
    return places


@cache
def shipped() -> Reader:
    """The reader in the package. One a process."""
    with as_file(files("comity") / "data" / "coder") as folder:
        return Reader(folder)
