"""comity diff: everything that moved between two states from one day to another, with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity import actors
from comity.errors import ComityError, Refused
from comity.measure.change.arrivals import Arrived, arrived
from comity.measure.change.begun import Turn, turns
from comity.measure.change.beside import pressures, yardsticks
from comity.measure.change.between import Move, Moved, moved
from comity.measure.change.days import whole
from comity.measure.change.documents import Happening
from comity.measure.change.sentences import Words, words
from comity.measure.source import Source, open_source
from comity.results import Table
from comity.schema import Actor

if TYPE_CHECKING:
    from comity.ledger import Ledger


@dataclass(frozen=True)
class Difference:
    """All that changed between two days; `years` are the whole years up to them, that yearly numbers stand for.

    `moved` is None, and `gap` says why, where the index has no value on one of the days.
    """

    state1: Actor
    state2: Actor
    against: Actor
    first: date
    last: date
    years: tuple[int, int]
    moved: Moved | None
    gap: str
    yardsticks: tuple[Move, ...]
    pressures: tuple[Move, ...]
    turns: tuple[Turn, ...]
    arrived: tuple[Arrived, ...]
    words: dict[Happening, Words]


def diff(
    state1: str,
    state2: str,
    first: date | str,
    last: date | str,
    *,
    against: str = "WEST",
    ledger: Ledger | Path | str | None = None,
) -> Table:
    """What moved between two days and because of which evidence, one row each; columns SHOWN.

    Rows of section `index` and `yardstick` and `pressure` hold both values, the change and its 90 % interval. `part`
    of the rows `level` adds up to the change of the index, and so does `part` of the rows `reading`, `document` and
    `carried`. Days that both end a year are compared by year, others by month. UnknownActor, Refused for days not in order.

    >>> table = diff("Russia", "China", "2014-12-31", "2020-12-31")
    >>> change = table.rows()[0]["change"]
    >>> abs(sum(row["part"] for row in table.rows() if row["section"] == "level") - change) < 1e-9
    True
    """
    from comity.measure.votes.similarity import as_day

    start, end = as_day(first), as_day(last)
    if start is None or end is None:
        raise Refused("two days are wanted", next_step="write them as 2014-12-31")
    one, two, rival = (actors.choose(mention, end) for mention in (state1, state2, against))
    source = open_source(ledger)
    return table(difference(source, one, two, rival, start, end), source)


def difference(
    source: Source,
    one: Actor,
    two: Actor,
    rival: Actor,
    first: date,
    last: date,
    until: date | None = None,
    yearly: tuple[int, int] | None = None,
) -> Difference:
    """Ask every measure what changed; `until` as in `between.moved`. Refused where the days are not in order.

    `yearly`: years that yearly numbers and the index stand for, where they are not the last whole ones up to the two days.
    """
    if first >= last:
        raise Refused("the first day is not before the last", where=f"{first}, {last}", next_step="swap the days")
    if (first.year, first.month) == (last.year, last.month):
        raise Refused("both days are in one month", where=f"{first}, {last}", next_step="choose days further apart")
    years, gap, found = yearly or (whole(first), whole(last)), "", None
    try:
        if yearly and years[0] >= years[1]:
            raise ComityError(f"both days stand for {years[1]}, the last whole year told here")
        start, end = (date(year, 12, 31) for year in years) if yearly else (first, last)
        found = moved(source, one.id, two.id, start, end, until)
    except ComityError as error:
        gap = error.what
    ledger: Ledger | None = getattr(source, "ledger", None)
    said = [one.happening for one in found.said] if found else []
    apart = years[0] < years[1]
    return Difference(
        state1=one,
        state2=two,
        against=rival,
        first=first,
        last=last,
        years=years,
        moved=found,
        gap=gap,
        yardsticks=yardsticks(source, one.id, two.id, years, date(years[1], 12, 31)) if apart else (),
        pressures=pressures(source, rival.id, (one.id, two.id), years) if apart and rival.kind != "state" else (),
        turns=turns(source, one.id, two.id, first, last),
        arrived=arrived(ledger, one.id, two.id, first, last) if ledger else (),
        words=words(ledger, one.id, two.id, said) if ledger else {},
    )


SHOWN = (
    "section", "what", "when", "was", "now", "change", "low", "high", "part", "n_evidence", "method", "text", "evidence",
)  # fmt: skip


def table(found: Difference, source: Source) -> Table:
    """Every row of a difference."""
    from comity.measure.evidence import why

    rows = [*index_rows(found), *beside_rows(found), *turn_rows(found), *arrived_rows(found)]
    columns = {name: [row.get(name) for row in rows] for name in SHOWN}
    title = f"What moved between {found.state1.name} and {found.state2.name}, {found.first} to {found.last}"
    return Table(title, columns, note=note(found), explain=lambda id: why(id, source))


def note(found: Difference) -> str:
    """How to read the rows."""
    if found.moved is None:
        return f"The index is not compared: {found.gap}."
    return (
        "Parts of levels add up to the change of the index, and so do those of readings, documents and what is carried. "
        "A part of a reading is its news: what it said beyond what was expected. Intervals of the index and its levels come from the "
        "joint posterior of both periods, exactly; those of yardsticks and pressure from the two years taken as independent."
    )


def index_rows(found: Difference) -> list[dict[str, Any]]:
    """The index, its levels, readings, documents and what is carried between levels."""
    if found.moved is None:
        return []
    moving = found.moved
    rows = [_moved("index", "overall", moving.index), *(_moved("level", one.name, one) for one in moving.levels)]
    for one in sorted(moving.readings, key=lambda one: -abs(one.part)):
        rows.append({"section": "reading", "what": one.level, "when": one.when, "part": one.part, "evidence": one.evidence,
                     "text": " ".join(one.read_from)})  # fmt: skip
    for told in sorted(moving.said, key=lambda one: -abs(one.part)):
        happening = told.happening
        said = found.words.get(happening)
        rows.append({"section": "document", "what": _does(said) if said else happening.kind, "when": happening.day.isoformat(),
                     "part": told.part, "text": said.sentence if said else "",
                     "evidence": said.event if said else happening.story})  # fmt: skip
    pair, last = moving.pair, found.last.year
    return [
        *rows,
        {
            "section": "carried",
            "what": "between levels",
            "part": moving.carried,
            "evidence": f"alignment/{pair}/{last}",
        },
    ]


def _does(said: Words) -> str:
    return f"{said.actor} {said.kind} {said.recipient}"


def _moved(section: str, what: str, one: Move) -> dict[str, Any]:
    return {
        "section": section, "what": what, "was": one.was.value, "now": one.now.value, "change": one.change.value,
        "low": one.change.low, "high": one.change.high, "part": one.part, "n_evidence": one.now.n_evidence,
        "method": one.change.method, "evidence": one.now.evidence,
    }  # fmt: skip


def beside_rows(found: Difference) -> list[dict[str, Any]]:
    """Yardsticks and pressure."""
    when = f"{found.years[0]} to {found.years[1]}"
    rows = [_moved("yardstick", one.name, one) | {"when": when} for one in found.yardsticks]
    return rows + [
        _moved("pressure", f"{found.against.id} on {one.name}", one) | {"when": when} for one in found.pressures
    ]


def turn_rows(found: Difference) -> list[dict[str, Any]]:
    """Treaties, memberships and rungs that began or ended."""
    return [
        {"section": one.kind, "what": f"{'ended' if one.ended else 'began'}: {one.name}" + (f" ({one.who})" if one.who else ""),
         "when": one.day.isoformat(), "evidence": one.evidence}
        for one in found.turns
    ]  # fmt: skip


def arrived_rows(found: Difference) -> list[dict[str, Any]]:
    """Events and statements told in the documents of the ledger; a consultation counts as a meeting, held or planned."""
    return [
        {"section": _sort(one), "what": f"{one.who} {one.what} {one.whom}".strip(), "when": one.day.isoformat(), "text": one.text,
         "method": one.status, "evidence": one.id}
        for one in sorted(found.arrived, key=lambda one: (one.day, one.sort, one.id))
    ]  # fmt: skip


def _sort(one: Arrived) -> str:
    return "meeting" if one.sort == "event" and one.what == "CONSULT" else one.sort


def shortened(found: Table, most: int) -> Sequence[Table]:
    """One table a section for the eye; of long sections the first rows, and for parts the rest added up in one row."""
    by_section: dict[str, list[dict[str, Any]]] = {}
    for row in found.rows():
        by_section.setdefault(row["section"], []).append(row)
    out = []
    for title, sections, names in EYE:
        rows = [row for section in sections for row in by_section.get(section, [])]
        if rows:
            out.append(_for_eye(title, rows, names, most))
    return tuple(replace(one, note=found.note if one is out[-1] else one.note) for one in out)


EYE = (
    ("Index and levels", ("index", "level"), ("what", "was", "now", "change", "low", "high", "part", "evidence")),
    ("Because of which readings", ("reading", "carried"), ("what", "when", "part", "text", "evidence")),
    ("Because of which sentences", ("document",), ("when", "what", "part", "text", "evidence")),
    ("Yardsticks and pressure", ("yardstick", "pressure"), ("what", "when", "was", "now", "change", "low", "high", "evidence")),
    ("Began and ended", ("treaty", "membership", "rung"), ("when", "section", "what", "evidence")),
    ("Told in your documents", ("meeting", "event", "statement"), ("when", "section", "what", "method", "text", "evidence")),
)  # fmt: skip


def _for_eye(title: str, rows: list[dict[str, Any]], names: Sequence[str], most: int) -> Table:
    shown, left = rows[:most], rows[most:]
    columns = {name: [_short(row[name], name) for row in shown] for name in names}
    if left and "part" in names:
        rest = {"what": f"{len(left)} others", "part": _short(sum(row["part"] for row in left))}
        columns = {name: [*column, rest.get(name, "")] for name, column in columns.items()}
    more = "" if not left or "part" in names else f"{len(left)} more: --csv or --json shows all"
    return Table(title, columns, note=more)


def _short(value: Any, name: str = "") -> Any:
    """A number in four places, or in six where it would read as nought."""
    if not isinstance(value, float):
        return "" if value is None else value
    sign = "" if name in ("was", "now") else "+"
    return f"{value:{sign}.{6 if 0 < abs(value) < TINY else 4}f}"


TINY = 0.00005
