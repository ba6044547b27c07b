"""A small coder for tests of the ledger: "X praised Y." is an event, and what stands after "said:" a statement."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from comity.schema import Coding, Document, Event, Failure, Stance, Statement, named

NAMES = {"Ruritania": "RUS", "Graustark": "CHN", "Zenda": "USA", "Strelsau": "FRA"}
VERBS = {"praised": "SUPPORT", "met": "CONSULT", "blamed": "ACCUSE"}
_ACT = re.compile(rf"({'|'.join(NAMES)}) ({'|'.join(VERBS)}) ({'|'.join(NAMES)})")
_SAID = re.compile(rf"({'|'.join(NAMES)}) said: ([^.]+)\.")


class ToyCoder:
    """Finds acts and sayings by pattern. A text with CRASH ends the process, one with BREAK raises."""

    def __init__(self, confidence: float = 0.9, mode: str = "") -> None:
        self.confidence = confidence
        self.mode = mode

    def code(self, document: Document) -> Coding:
        """The coding of one document."""
        text = document.text
        if "CRASH" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "BREAK" in text:
            raise ValueError("no such thing")
        sentences = tuple((m.start(), m.end()) for m in re.finditer(r"[^.\s][^.]*\.?", text))
        events = tuple(self._event(document, sentences, m) for m in _ACT.finditer(text))
        statements = tuple(_statement(document, m) for m in _SAID.finditer(text))
        failures = (Failure(document.id, 1, "too long", text[:10]),) if "LONG" in text else ()
        return Coding(document.id, sentences, (), events, statements, failures)

    def _event(self, document: Document, sentences: Sequence[tuple[int, int]], m: re.Match[str]) -> Event:
        key = f"{document.id}|{m.span(2)}|{m[1]}|{m[3]}"
        number = next(n for n, (start, end) in enumerate(sentences) if start <= m.start() < end)
        day = date(2020, 5, 1)
        return Event(
            named("e", key), document.id, number, m.start(2), m.end(2), VERBS[m[2]], self.mode, NAMES[m[1]], NAMES[m[3]],
            m.span(1), m.span(3), "GOV", "", False, "asserted", "", "taiwan" if "Taiwan" in document.text else "", day, day,
            "day", 3.0, self.confidence, (f"by {m[2]!r}", "toy"),
        )  # fmt: skip


def _statement(document: Document, m: re.Match[str]) -> Statement:
    stance = Stance("USA", "actor", "against", m.span(2), 0.5)
    return Statement(
        named("s", f"{document.id}|{m.span()}"), document.id, m.start(2), m.end(2), m[1], m.span(1), (NAMES[m[1]],), "organ",
        "GOV", "", "said", (m.end(1) + 1, m.end(1) + 5), (m.span(2),), (), "Toy News", "direct", "claim", None, (stance,),
        ("taiwan",), False, None, None, "", 0.8, ("cue 'said'",),
    )  # fmt: skip


def toy() -> ToyCoder:
    """For worker processes."""
    return ToyCoder()


def loud() -> ToyCoder:
    """Another version."""
    return ToyCoder(0.6, "loud")


def toy_stories(events: Sequence[Event], documents: Mapping[str, Document]) -> dict[str, str]:
    """All acts of one kind between two are one story."""
    assert {event.document for event in events} == set(documents)
    return {e.id: named("t", f"{e.actor}{e.type}{e.recipient}") for e in events}


def missing() -> Any:
    """A coder that cannot be made."""
    raise FileNotFoundError("no model here")


def articles(count: int, start: int = 0) -> list[str]:
    """Texts with an event each, and a statement in every third."""
    verbs = list(VERBS)
    return [
        f"Report {n} came in. Ruritania {verbs[n % 3]} Graustark over Taiwan today."
        + (f" Zenda said: we saw case {n}." if n % 3 == 0 else "")
        for n in range(start, start + count)
    ]


def write_articles(path: Path, texts: Sequence[str], **more: str) -> Path:
    """A JSONL file of these texts."""
    import json

    rows = [
        {"text": text, "title": f"Title {n}", "date": "2020-05-02", "lang": "en", **more}
        for n, text in enumerate(texts)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path
