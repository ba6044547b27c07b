"""What a brief is made of. The terminal, the web page and the JSON file are drawn from these same objects.

A claim is a `Sentence`, and a `Sentence` without a `Figure` cannot be constructed, nor can one that says a
number outside a `Figure`; a `Figure` without evidence cannot be constructed either. What is said about the
brief itself, about its method or about a gap in the record is a `Remark`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from comity.brief.pictures import Network, WorldMap
from comity.errors import NoEvidence
from comity.schema import Estimate

BARE_NUMBER = re.compile(r"(?<![\w-])\d")
"""A digit that starts a word: "1989" but not the digit of "G7" or "BRICS-5"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, a date or a name as the reader sees it, with the estimate that it states.

    >>> from datetime import date
    >>> Figure("0.54", Estimate(0.538, 0.43, 0.64, 0.9, 98, date(2020, 12, 31), "kappa", "similarity/kappa/CHN-RUS/2020"))
    Figure('0.54', 'similarity/kappa/CHN-RUS/2020')
    """

    said: str
    estimate: Estimate

    def __post_init__(self) -> None:
        if not self.estimate.evidence:
            raise NoEvidence("a figure without evidence", where=self.said, next_step="give its estimate an evidence id")

    @property
    def evidence(self) -> str:
        """The id that `comity why` answers."""
        return self.estimate.evidence

    def __str__(self) -> str:
        return self.said

    def __repr__(self) -> str:
        return f"Figure({self.said!r}, {self.evidence!r})"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A claim. `parts` are text and figures in reading order; every number is inside a figure.

    >>> Sentence(("They agreed in 2020.",))
    Traceback (most recent call last):
    comity.errors.NoEvidence: a claim without evidence (They agreed in 2020.). Next: put each number into a Figure
    """

    parts: tuple[str | Figure, ...]

    def __post_init__(self) -> None:
        loose = next((part for part in self.parts if isinstance(part, str) and BARE_NUMBER.search(part)), None)
        if not self.figures or loose is not None:
            what = "a claim without evidence" if not self.figures else f"a number without evidence: {loose!r}"
            raise NoEvidence(what, where=str(self), next_step="put each number into a Figure")

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in reading order."""
        return tuple(part for part in self.parts if isinstance(part, Figure))

    def __str__(self) -> str:
        return "".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about the brief, its method or a gap; it claims nothing about the two states."""

    text: str
    figures: tuple[Figure, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def parts(self) -> tuple[str | Figure, ...]:
        """The text as the only part."""
        return (self.text,)


Said = Sentence | Remark


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together. `kind` is "text", "lead", "list" or "sources" (one sentence a line).

    `page_only` keeps what is too long for a terminal to the page.
    """

    sentences: tuple[Said, ...]
    kind: str = "text"
    page_only: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in reading order."""
        return tuple(figure for sentence in self.sentences for figure in sentence.figures)

    def __str__(self) -> str:
        return " ".join(map(str, self.sentences))


@dataclass(frozen=True, slots=True)
class Stat:
    """One number set large, with what it is above it and a line of context below."""

    label: str
    figure: Figure
    context: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """The few numbers a reader takes away."""

    stats: tuple[Stat, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in reading order."""
        return tuple(stat.figure for stat in self.stats)


Cell = str | Figure


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text and figures under named columns. `numeric` names the columns set flush right.

    `data` marks the table that repeats a chart in numbers: folded away on the page, without notes. `page_only` tables
    are left out in the terminal, `folded` ones opened by the reader of the page. `short` names the columns where there is little room ("" keeps the name).
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[str] = frozenset()
    note: str = ""
    data: bool = False
    page_only: bool = False
    folded: bool = False
    short: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures row by row."""
        return tuple(cell for row in self.rows for cell in row if isinstance(cell, Figure))


@dataclass(frozen=True, slots=True)
class Point:
    """One year of a series: value and interval, None in a year that is missing or too sparse to show."""

    year: int
    value: float | None
    low: float | None = None
    high: float | None = None
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A line of a chart. `role` names its colour: main, first to fourth, or quiet; `band` draws the interval.

    After `read_to` nothing was read and the line is dotted; `thin` lines stand back behind the main one.
    """

    label: str
    role: str
    points: tuple[Point, ...]
    band: bool = True
    read_to: int | None = None
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A year of a series that the chart names."""

    year: int
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Axes with series over years. `form` is how the axis is labelled: "index" or "percent"."""

    title: str
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    form: str = "index"


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of a timeline; `end` None while it lasts."""

    label: str
    role: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: panels over years, or the spans of a timeline. `alt` says in words what it shows."""

    id: str
    title: str
    subtitle: str
    alt: str
    panels: tuple[Panel, ...] = ()
    spans: tuple[Span, ...] = ()
    years: tuple[int, int] = (1946, 2025)
    note: str = ""

    @property
    def figures(self) -> tuple[Figure, ...]:
        """None: the numbers of a chart stand in the table that goes with it."""
        return ()


Block = Paragraph | Strip | Table | Chart | Network | WorldMap


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a brief that answers one question."""

    id: str
    title: str
    blocks: tuple[Block, ...]
