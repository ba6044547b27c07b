"""Member spells of one alliance and the obligations that pairs of its members share over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from comity.actors import by_code
from comity.errors import ComityError, NotThen
from comity.schema import Actor

FIRST_DAY = date(1945, 1, 1)
FOREVER = date.max
LAST_LOOKED_AT = date(2030, 12, 31)
"""No state is looked for after this day."""
Span = tuple[date, date, int]
"""first day, last day (date.max while it lasts), row"""


@dataclass(frozen=True, slots=True)
class Spell:
    """One state in one alliance from `start` to `end` (date.max while it lasts), with its obligations."""

    alliance: str
    state: str
    start: date
    end: date
    obligations: frozenset[str]
    row: int


def standing(code: str, start: date, end: date, signed: bool = False) -> Iterator[tuple[str, date, date]]:
    """(state id, first day, last day) of the states a COW code stood for over a spell.

    With `signed`, whoever began the spell stays while it lives, though the code passes to another: what the Republic of China signed in 1945
    (code 710) binds no People's Republic.

    Codes outlive states: 365 is the Soviet Union, then Russia. The spell is cut where
    one ends and the next begins, and ends with the last. A spell that begins before its
    state did (Jordan entered the Arab League in 1945, independent in 1946) begins with
    the state. States are looked up from 1945 on; earlier days are the first one's.

    Raises:
        UnknownActor, NotThen: where the code answers to no state during the spell since 1945.
    """
    actor, first = _first(code, start, end)
    while True:
        last = min(end, (actor.end or FOREVER) if signed else _held_until(code, actor, max(first, FIRST_DAY)))
        yield actor.id, first, last
        if last == end:
            return
        first = last + timedelta(days=1)
        following = _answers(code, first)
        if following is None:
            return
        actor = following


def _first(code: str, start: date, end: date) -> tuple[Actor, date]:
    """The state on the first day of the spell, or the first state in it and the day it began."""
    try:
        return by_code("cow", code, max(start, FIRST_DAY)), start
    except NotThen:
        begun = _begins(code, max(start, FIRST_DAY), end)
        if begun is None:
            raise
        return begun


@cache
def _begins(code: str, start: date, end: date) -> tuple[Actor, date] | None:
    """The state and the day on which the code first answers in a span: the year first, then the day in the year before."""
    last = min(end, LAST_LOOKED_AT)
    years = [date(year, 1, 1) for year in range(start.year + 1, last.year + 1)]
    later = next((day for day in years if _answers(code, day)), last)
    days = (date.fromordinal(n) for n in range(max(start.toordinal(), later.toordinal() - 366), later.toordinal() + 1))
    return next(((actor, day) for day in days if (actor := _answers(code, day))), None)


@cache
def _held_until(code: str, actor: Actor, first: date) -> date:
    """The last day on which the code means the state: its own last, or the day before another is meant.

    710 is the Republic of China until 30 September 1949, which lives on as Taiwan under another code.
    """
    own = min(actor.end or FOREVER, LAST_LOOKED_AT)
    years = (date(year, 1, 1) for year in range(first.year + 1, own.year + 1))
    taken = next((day for day in years if _taken(code, actor, day)), None)
    if taken is None:
        return actor.end or FOREVER
    days = range(max(first, date(taken.year - 1, 1, 1)).toordinal(), taken.toordinal() + 1)
    return date.fromordinal(next(n for n in days if _taken(code, actor, date.fromordinal(n))) - 1)


def _taken(code: str, actor: Actor, day: date) -> bool:
    """Whether the code means another state then."""
    other = _answers(code, day)
    return other is not None and other.id != actor.id


def _answers(code: str, day: date) -> Actor | None:
    try:
        return by_code("cow", code, day)
    except ComityError:
        return None


def shared(spells: Sequence[Spell]) -> Iterator[tuple[str, str, str, Span]]:
    """(state1, state2, obligation, span) of every pair of co-members of one alliance, state1 < state2.

    The pair has an obligation while both are members and at least one of them has it.
    Spans that touch or overlap are one: phases of a treaty do not interrupt it.
    """
    spans: dict[tuple[str, str, str], list[Span]] = {}
    for one, two in combinations(sorted(spells, key=lambda spell: spell.state), 2):
        start, end = max(one.start, two.start), min(one.end, two.end)
        if one.state == two.state or start > end or end < FIRST_DAY:
            continue
        for obligation in sorted(one.obligations | two.obligations):
            spans.setdefault((one.state, two.state, obligation), []).append((start, end, max(one.row, two.row)))
    for (state1, state2, obligation), found in spans.items():
        for span in merged(found):
            yield state1, state2, obligation, span


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap joined; the row is that of the first.

    >>> day = date.fromisoformat
    >>> merged([(day("1950-01-01"), day("1955-05-01"), 2), (day("1955-05-02"), day("1960-01-01"), 3)])
    [(datetime.date(1950, 1, 1), datetime.date(1960, 1, 1), 2)]
    """
    joined: list[Span] = []
    for start, end, row in sorted(spans):
        if joined and start.toordinal() <= joined[-1][1].toordinal() + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end), joined[-1][2])
        else:
            joined.append((start, end, row))
    return joined
