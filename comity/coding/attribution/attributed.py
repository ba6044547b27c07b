"""What attribution gives and takes: an attributed statement, and what it needs to know of persons and tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from comity.schema import Span


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who said what, in whose words. Spans are `[start, end)` characters of the text.

    `speaker` is the name as the document first gives it in full, else the noun phrase, "" where nobody is named. `actors` are the
    states or bodies spoken for. `speaker_kind`: person, organ, group, unnamed or publisher. `content_spans` leave out the marks of
    a quotation. `directness`: direct, mixed or indirect. `negated`: the words say that it was not said, or deny the content.
    `confidence` runs from 0 to 1. `trace` holds the rule in words.
    """

    speaker_span: Span | None
    speaker: str
    actors: tuple[str, ...]
    person: str
    speaker_kind: str
    role: str
    affiliation: str
    cue_span: Span | None
    cue: str
    content_spans: tuple[Span, ...]
    addressee: tuple[str, ...] = ()
    said_to: str = ""
    directness: str = "indirect"
    negated: bool = False
    confidence: float = 1.0
    trace: tuple[str, ...] = ()


class Tag(Protocol):
    """Words that a network takes for a "speaker", "cue" or "content", with a probability."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def confidence(self) -> float: ...


class Named(Protocol):
    """A natural person of the document, as `comity.coding.people.Person` holds one."""

    @property
    def name(self) -> str: ...
    @property
    def spans(self) -> Sequence[Span]: ...
    @property
    def actors(self) -> tuple[str, ...]: ...
    @property
    def role(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def affiliation(self) -> str: ...
    @property
    def gender(self) -> str: ...
