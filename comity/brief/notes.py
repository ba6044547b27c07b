"""Numbered notes: which figure points to which evidence, and what each note shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from comity.actors import get
from comity.brief.document import Brief
from comity.brief.objects import Figure, Said, Table
from comity.brief.wording import named, start
from comity.errors import ComityError
from comity.measure.votes.yardsticks import YARDSTICKS

UNSHOWN = frozenset({"evidence", "address"})
"""Columns left to the command: ids and links take the room of what is read."""

LETTERS = 90
"""Length at which the text of a cell is cut; the library's " : resolution / adopted by ..." is left out before."""

SHOWN = 12
"""Rows of evidence a note shows; the command in the note brings the rest."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence as it is set: text, with its note number where it is a figure; `close` ends a run."""

    text: str
    note: int = 0
    close: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """What stands behind one evidence id: some of its rows, how many there are, and how to see them all."""

    number: int
    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int
    note: str

    @property
    def command(self) -> str:
        """What the reader types to follow it."""
        return f"comity why {self.id}"


def note_numbers(figures: Iterable[Figure]) -> dict[str, int]:
    """The number of each evidence id in reading order, from 1."""
    return {id: number for number, id in enumerate(dict.fromkeys(figure.evidence for figure in figures), start=1)}


@dataclass(frozen=True, slots=True)
class Noting:
    """The numbering of one rendering of a brief."""

    numbers: Mapping[str, int]

    def pieces(self, sentence: Said) -> list[Piece]:
        """A sentence as pieces; the last figure of each evidence id carries the number a reader sees."""
        return self.paragraph((sentence,))[0]

    def paragraph(self, sentences: Sequence[Said]) -> list[list[Piece]]:
        """Sentences as pieces; each evidence id shows its number once, where it is last used in its first sentence."""
        seen: set[str] = set()
        out = []
        for sentence in sentences:
            last = {
                part.evidence: at
                for at, part in enumerate(sentence.parts)
                if isinstance(part, Figure) and part.evidence not in seen
            }
            out.append(
                [
                    self._piece(part, last.get(part.evidence) == at if isinstance(part, Figure) else False)
                    for at, part in enumerate(sentence.parts)
                ]
            )
            seen |= set(last)
        return out

    def _piece(self, part: str | Figure, close: bool) -> Piece:
        if isinstance(part, Figure) and part.evidence in self.numbers:
            return Piece(part.said, self.numbers[part.evidence], close)
        return Piece(str(part))

    def of_row(self, row: Sequence[str | Figure]) -> list[int]:
        """The notes of a table row, each once, in order."""
        found = (self.numbers.get(cell.evidence, 0) for cell in row if isinstance(cell, Figure))
        return [number for number in dict.fromkeys(found) if number]


def read_notes(brief: Brief) -> tuple[Note, ...]:
    """Every note of a brief with the rows behind it."""
    names = treaty_names(brief)
    return tuple(_note(brief, number, id, names) for id, number in note_numbers(brief.noted()).items())


def treaty_names(brief: Brief) -> dict[str, str]:
    """The names of treaties by evidence id, from the tables that list them."""
    rows = (row for block in brief.blocks() if isinstance(block, Table) for row in block.rows)
    found = ((cell.evidence, str(row[0])) for row in rows for cell in row if isinstance(cell, Figure))
    return {id: name for id, name in found if id.startswith("treaty/")}


def _note(brief: Brief, number: int, id: str, names: Mapping[str, str]) -> Note:
    title = names.get(id) or heading(id)
    try:
        table = brief.why(id)
    except ComityError as error:
        return Note(number, id, title, (), (), 0, str(error))
    columns = tuple(name for name in table.columns if name not in UNSHOWN)
    every = table.rows()
    rows = tuple(tuple(_text(row[name]) for name in columns) for row in every[:SHOWN])
    return Note(number, id, title, columns, rows, max(len(every) - SHOWN, 0), table.note)


def heading(id: str) -> str:
    """What an evidence id is about, in words.

    >>> heading("similarity/kappa/CHN-RUS/2020/contested")
    "Cohen's kappa of China and Russia, 2020, contested votes"
    >>> heading("membership/UNO/RUS"), heading("treaty/atop:3200")
    ('Russia in the United Nations', 'Treaty atop:3200')
    """
    kind, *rest = id.split("/")
    if kind in ("similarity", "record") and len(rest) >= 3:
        span = f"the years to {rest[2]}" if kind == "record" else rest[2]
        tail = ", contested votes" if rest[3:] == ["contested"] else ""
        label = YARDSTICKS[rest[0]].label if rest[0] in YARDSTICKS else rest[0]
        return f"{label} of {_names(rest[1])}, {span}{tail}"
    if kind == "ladder" and len(rest) == 2:
        return f"Ladder of commitment of {_names(rest[0])}, {rest[1]}"
    if kind == "alignment" and len(rest) == 2:
        return f"Alignment of {_names(rest[0])}, {rest[1]}, part by part"
    if kind == "pressure" and len(rest) == 2:
        bloc, state = rest[0].rsplit("-", 1)
        return f"Pressure by {_name(bloc)} on {_name(state)}, {rest[1]}"
    if kind == "membership" and len(rest) == 2:
        return f"{start(_name(rest[1]))} in {_name(rest[0])}"
    return start(id.replace("/", " ", 1))


def _names(pair: str) -> str:
    return " and ".join(_name(id) for id in pair.split("-"))


def _name(id: str) -> str:
    try:
        return named(get(id))
    except ComityError:
        return id


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.3f}"
    text = str(value).split(" : resolution")[0]
    return text if len(text) <= LETTERS and "\n" not in text else shorten(text, LETTERS, placeholder=" …")
