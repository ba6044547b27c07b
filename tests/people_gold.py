"""Names of persons marked in the GUM news, as a test of who is found in a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coding_texts import documents

_NAME = re.compile(r"[A-Z][\w.'\u2019-]*(?: (?:de |van |von |bin |al )?[A-Z][\w.'\u2019-]*){0,3}")
_TITLES = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Sir|President|Professor|Senator|Governor|Ambassador|King|Queen|Prime|Minister|Attorney|Judge)\b\.? )+"
)


_NO_NAMES = frozenset(["I", "He", "She", "My", "His", "Her", "You", "Your", "They", "It", "The"])
_OFFICE = re.compile(r"(?:President|Minister|Governor|Secretary|General|Administrator|MP|Poet)$")


@dataclass(frozen=True)
class Named:
    """A document with the spans of the names of persons, each person with at least one name of two words."""

    text: str
    title: str
    date: str
    spans: tuple[tuple[int, int], ...]


def named(path: Path) -> Iterator[Named]:
    """Documents with the name spans of persons."""
    for row in documents(path, 100):
        text = row["text"]
        by_id: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for entity in row["entities"]:
            start, end = entity["span"]
            words = re.sub(r"['\u2019]s?$", "", text[start:end])
            if entity["type"] == "person" and _NAME.fullmatch(words):
                bare = _TITLES.sub("", re.sub(r"^\w+['\u2019]s ", "", words))
                if bare.split()[0] in _NO_NAMES or _OFFICE.search(bare):
                    continue
                by_id[entity["id"]].append((start + len(words) - len(bare), start + len(words)))
        full = [spans for spans in by_id.values() if any(" " in text[a:b] for a, b in spans)]
        yield Named(text, row["title"], row["date"], tuple(sorted(span for spans in full for span in spans)))
