"""The vocabulary of text: documents, and what the coder reads in them. Spans are `[start, end)` characters of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b

from comity.schema.record import Failure

Span = tuple[int, int]

TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
"""The sixteen event types of PLOVER (Open Event Data Alliance 2018; Halterman et al. 2023), who does what to whom."""

STATUSES = ("asserted", "negated", "planned", "hypothetical", "historical")
"""Whether the text says that it happened. What only a speaker says carries `Event.reported_by` beside its status."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with what is known of it. `published` is a day, a month ("2014-09"), a year or None, as the document says."""

    id: str
    publisher: str
    published: str | None
    title: str | None
    text: str
    url: str | None
    lang: str | None
    licence: str

    @staticmethod
    def named(text: str, **rest: str | None) -> Document:
        """A document whose id is the hash of its content: adding it twice changes nothing.

        >>> Document.named("Ruritania protested.", published="2020-01-02").id
        'd6a917f06f09d8794'
        """
        known = {"publisher": "", "published": None, "title": None, "url": None, "lang": None, "licence": "", **rest}
        key = "\x1f".join([known["title"] or "", known["published"] or "", text])
        return Document(id=named("d", key), text=text, **known)  # type: ignore[arg-type]


def named(letter: str, key: str) -> str:
    """An id that is the hash of what it names.

    >>> named("d", "")
    'de4a6a0577479b2b4'
    """
    return letter + blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for somebody.

    `actors` are ids of states, blocs or bodies, several for "the two countries", none where
    nobody known is meant. `kind`: name, adjective, demonym, capital, metonym, organ, leader, bloc, person, pronoun, phrase or place
    (only a place there). `role` is a PLOVER sector code or "". `person` is the name of a natural person as the document first
    gives it in full. `antecedent` is the span a pronoun or phrase leads back to. `sentence` counts from 0.
    """

    start: int
    end: int
    actors: tuple[str, ...]
    kind: str
    sentence: int
    role: str = ""
    person: str = ""
    antecedent: Span | None = None
    confidence: float = 1.0
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One act of one actor towards one recipient, as one sentence tells it.

    `[start, end)` holds the words that decided the type. A mutual act ("X and Y met") is two rows, one each way. `date_start` and
    `date_end` are inclusive days, None where the text does not say; `precision` as in `comity.coding.dates`, or
    "published" where the day of the document stands in. `intensity` runs from -10 to +10. `reported_by` is the id of the statement that says so,
    "" where the text itself does. `confidence` is the network's probability of the type, calibrated where
    the mentions were given; on bare text it is too high. `trace` says which words and rules decided. `story` is
    shared by reports of one happening.
    """

    id: str
    document: str
    sentence: int
    start: int
    end: int
    type: str
    mode: str
    actor: str
    recipient: str
    actor_span: Span
    recipient_span: Span
    actor_role: str
    recipient_role: str
    mutual: bool
    status: str
    reported_by: str
    issue: str
    date_start: date | None
    date_end: date | None
    precision: str
    intensity: float
    confidence: float
    trace: tuple[str, ...]
    story: str = ""


@dataclass(frozen=True, slots=True)
class Stance:
    """How a speaker stands: `target` is an actor id or issue id, `kind` actor or issue, `value` for, against or neutral."""

    target: str
    kind: str
    value: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what.

    `speaker` is the name as the document first gives it in full, else the words used. `speaker_actors` are the states or bodies
    spoken for, none for an analyst or a witness (`affiliation` then says where they belong). `speaker_kind`: person, organ, group, unnamed or publisher.
    `said_to` is the publisher it was said to. `directness`: direct, mixed or indirect. `kind`: claim, position, promise, threat or forecast; `horizon` is the last day of what a forecast
    speaks of. `start` and `end` hold all of `content_spans`.
    """

    id: str
    document: str
    start: int
    end: int
    speaker: str
    speaker_span: Span | None
    speaker_actors: tuple[str, ...]
    speaker_kind: str
    role: str
    affiliation: str
    cue: str
    cue_span: Span | None
    content_spans: tuple[Span, ...]
    addressee: tuple[str, ...]
    said_to: str
    directness: str
    kind: str
    horizon: date | None
    stances: tuple[Stance, ...]
    issues: tuple[str, ...]
    negated: bool
    date_start: date | None
    date_end: date | None
    precision: str
    confidence: float
    trace: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What one marked actor does to another in a sentence: a PLOVER type, or "NONE"."""

    type: str
    mode: str
    status: str
    confidence: float
    trace: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision on one row, never overwritten: the newest of a row counts.

    `verdict`: right, wrong or changed; `changes` holds the fields given anew, as (name, value). `row` is the id of an event or statement,
    which re-coding the same text gives again.
    """

    row: str
    verdict: str
    changes: tuple[tuple[str, str], ...]
    note: str
    by: str
    made: str


@dataclass(frozen=True, slots=True)
class Coding:
    """All that was read in one document. `sentences` are `[start, end)`; `failures` say what was not read and why."""

    document: str
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    failures: tuple[Failure, ...] = field(default=())
