"""Tables of acts that documents tell: when, who towards whom, in which sentence, where."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from comity.actors import get
from comity.brief.objects import Cell, Remark, Table
from comity.brief.quoting import placed
from comity.brief.wording import named, said, short_day, start
from comity.errors import ComityError
from comity.measure.strength.acts_told import Told

READ = Remark(
    "Acts are read in documents by rules and a small network, and some are read wrongly: each row leads to its sentence. What no "
    "document held tells of is neither confirmed nor denied."
)


def told_table(title: str, acts: Sequence[Told], made: date, most: int, link: str) -> Table:
    """The newest acts, at most so many; `link` stands between who acts and who is meant: " and ", " against "."""
    rows = tuple(_row(act, made, link) for act in acts[:most])
    left = len(acts) - len(rows)
    note = f"The newest {len(rows)} of {len(acts)}." if left else ""
    return Table(title, ("When", "Who", "In which words", "Where"), rows, note=note, short=("", "", "Words", ""))


def _row(act: Told, made: date, link: str) -> tuple[Cell, ...]:
    words = said(act.words or "no sentence", None, act.published or made, f"event, {act.status}", act.id, unit="event")
    who = f"{start(_named(act.actor))}{link}{_named(act.recipient)}"
    return (when(act), who, words, placed(act.published, act.publisher))


def when(act: Told) -> str:
    """The day as told; of the document where none is."""
    if act.day is None:
        return f"told {short_day(act.published)}" if act.published else "no date"
    if act.precision == "day":
        return short_day(act.day)
    return f"{act.day:%b %Y}" if act.precision == "month" else str(act.day.year)


def _named(id: str) -> str:
    try:
        return named(get(id))
    except ComityError:
        return id
