"""What is found: a claim with its words, whom and when it means, who makes it and how firmly."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from comity.schema import Span

KINDS = (
    "level", "trend", "pressure", "break", "constancy", "membership", "treaty", "sanctions", "trade", "meeting", "force",
    "power", "exercises", "votes", "state", "border",
)  # fmt: skip
"""What claims can be about; the patterns of each stand in comity/data/claims.tsv."""

STANDINGS = ("asserted", "negated", "planned", "hypothetical")
"""How a claim is held: it is so, it is not so, it is to come, or it only might be."""


@dataclass(frozen=True, slots=True)
class When:
    """The days a claim speaks of, both inclusive, None where open or not said.

    `role` is "since", "until", "before", "in" or "" (nothing said); `words` are the words that say it. `vague` marks spans put into
    years by us ("in decades"), `whole` those that mean all there ever was ("never", "ever");
    `at` is where the words stand.
    """

    first: date | None = None
    last: date | None = None
    role: str = ""
    words: str = ""
    vague: bool = False
    whole: bool = False
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `[start, end)` are its words in the text.

    `kind` is one of `KINDS`, `sense` what of that kind is claimed (see docs/reference/check.md). `subjects` and `objects` are ids of
    states, blocs or bodies; a claim about a pair as such has both in `subjects`. `number` is a count, rank or factor that the words
    give. `standing` is one of `STANDINGS`. `speaker` says it, "" where the text itself does; `denied` marks a claim whose
    speaker is said not to have said it. `trace` names the pattern.
    """

    kind: str
    sense: str
    start: int
    end: int
    sentence: int
    subjects: tuple[str, ...]
    objects: tuple[str, ...] = ()
    when: When = field(default_factory=When)
    number: float | None = None
    standing: str = "asserted"
    speaker: str = ""
    speaker_span: Span | None = None
    denied: bool = False
    trace: str = ""

    @property
    def actors(self) -> tuple[str, ...]:
        """Everybody it is about, subjects first, each once."""
        return tuple(dict.fromkeys((*self.subjects, *self.objects)))


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence that reads like a claim about states and that no pattern understands; `why` says what made it look so."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """All claims of a text in order, the sentences not understood, and how much was read (`read_to` characters)."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    read_to: int
