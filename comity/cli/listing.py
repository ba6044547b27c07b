"""Rows for the eye: who did or said what, the words that say so, and where they stand, at any width of the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.padding import Padding
from rich.text import Text

from comity.cli.safely import safe

Row = Mapping[str, Any]

WORDS = 400
"""Characters of a sentence or quotation that are shown; --form csv and json hold all."""


def event(row: Row) -> list[Any]:
    """An event: day, act, status and id; its sentence with the deciding words marked; its document."""
    act = f"{row['actor']} {row['type']} {row['recipient']}"
    status = row["status"] + (
        f", according to {safe(row['reporter'] or row['reported_by'])}" if row["reported_by"] else ""
    )
    return _entry(row, [act, status], _around(row))


def statement(row: Row) -> list[Any]:
    """A statement: day, speaker, kind and id; what was said; its document."""
    actors = f" ({' '.join(row['speaker_actors'])})" if row["speaker_actors"] else ""
    cue = safe(row["cue"]) if any(letter.isalpha() for letter in row["cue"]) else ""
    kind = row["kind"] + (", negated" if row["negated"] else "")
    return _entry(row, [safe(row["speaker"]) + actors, *([f"[{cue}]"] if cue else []), kind], Text(_cut(row["text"])))


def _entry(row: Row, told: list[str], words: Text) -> list[Any]:
    head = Text("  ".join([day(row), *told, f"{row['confidence']:.2f}", row["id"]]), style="bold")
    named = ": ".join(
        filter(None, [", ".join(filter(None, [row.get("publisher"), row.get("published")])), row["title"]])
    )
    foot = [Padding(Text(safe(named), style="dim"), (0, 0, 0, 4))] if named else []
    return [head, Padding(words, (0, 0, 0, 4)), *foot]


def day(row: Row) -> str:
    """The day or days; of a row that names none, that it was published on.

    >>> day({"date_start": "2021-12-14", "date_end": "2021-12-14"}), day({"date_start": "2021-01-01", "date_end": "2021-12-31"})
    ('2021-12-14', '2021-01-01 to 2021-12-31')
    >>> day({"date_start": None, "date_end": None, "published": "2021"}), day({"date_start": None, "date_end": None})
    ('(published 2021)', '(no day)')
    """
    first, last = row["date_start"], row["date_end"]
    if first is None:
        return f"(published {row['published']})" if row.get("published") else "(no day)"
    return str(first) if last in (None, first) else f"{first} to {last}"


def _around(row: Row) -> Text:
    """The sentence of an event, or as much of it as is shown around the deciding words."""
    sentence = row["sentence"] or row["text"]
    begin = row["start"] - row["sentence_start"] if row["sentence_start"] is not None else 0
    end = begin + len(row["text"])
    first = max(0, min(begin - WORDS // 2, len(sentence) - WORDS))
    last = min(len(sentence), max(first + WORDS, end))
    lead, tail = "… " if first else "", " …" if last < len(sentence) else ""
    return Text(safe(f"{lead}{sentence[first:begin]}**{sentence[begin:end]}**{sentence[end:last]}{tail}"))


def _cut(words: str) -> str:
    whole = safe(words)
    return whole if len(whole) <= WORDS else f"{whole[:WORDS]} …"
