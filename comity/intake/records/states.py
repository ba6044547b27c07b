"""Codes and names in a file to state ids on the day, remembered, with a reason where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from comity.actors import by_code, choose, present
from comity.errors import ComityError, NotThen, UnknownActor

Find = Callable[[str, date], str]
"""(code or name as printed, day) -> state id; raises a ComityError where nothing answers."""


class StatesOf(dict[str, tuple[str, str]]):
    """What names mean on one day: name -> (state id, "") or ("", why there is none), looked up when first asked.

    Behind a `lenient` look-up ("", "") is a name whose state did not exist then.
    """

    def __init__(self, find: Find, day: date) -> None:
        super().__init__()
        self._find = find
        self._day = day

    def __missing__(self, name: str) -> tuple[str, str]:
        try:
            answer = self._find(name, self._day), ""
        except ComityError as error:
            answer = "", f"no state answers to {name[:60]!r} then: {error.what}"
        self[name] = answer
        return answer


class States(dict[date, StatesOf]):
    """A memory in front of a look-up, by day: a file repeats the same names for every vote of a day.

    >>> states = States(finder("iso3"))
    >>> states[date(2000, 1, 1)]["GBR"]
    ('GBR', '')
    >>> states[date(2000, 1, 1)]["QQQ"][0]
    ''
    """

    def __init__(self, find: Find) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, day: date) -> StatesOf:
        names = self[day] = StatesOf(self._find, day)
        return names


def finder(system: str) -> Find:
    """The look-up of one code system of comity.actors: iso3, iso2, cow, gw, or un for names printed in voting records."""
    return lambda code, day: by_code(system, code, day).id


def printed(same: Mapping[str, tuple[str, ...]], kinds: frozenset[str] = frozenset({"state"})) -> Find:
    """The look-up of names as one publisher prints them, of actors of these kinds.

    `same` holds the names that comity.actors reads otherwise or not at all, each with the ids it may
    stand for: the first that existed on the day is meant. Other names are read by `comity.actors.choose`.

    >>> find = printed({"Yugoslavia": ("YUG", "SCG")})
    >>> find("Yugoslavia", date(1991, 1, 1)), find("Yugoslavia", date(1999, 1, 1)), find("Peru", date(1999, 1, 1))
    ('YUG', 'SCG', 'PER')
    """

    def find(name: str, day: date) -> str:
        ids = same.get(name, ())
        actor = choose(next((id for id in ids if present(id, day)), ids[0] if ids else name), day)
        if actor.kind not in kinds:
            raise UnknownActor(f"{actor.name} is no {' or '.join(sorted(kinds))}", next_step="leave the row out")
        return actor.id

    return find


def lenient(find: Find) -> Find:
    """A look-up that answers "" where the code or name is known and its state did not exist on the day.

    For series that cover a territory before it was a state: such rows are no mistake of the file.

    >>> lenient(finder("iso3"))("KEN", date(1960, 1, 1))
    ''
    """

    def search(code: str, day: date) -> str:
        try:
            return find(code, day)
        except NotThen:
            return ""

    return search


def within(find: Find, days: Callable[[date], tuple[date, ...]]) -> Find:
    """A look-up that tries several days: for a source whose days are inexact, as `month_of` or `year_of` say.

    The day itself comes first; the first day on which a state answers decides.
    """

    def search(code: str, day: date) -> str:
        failed: ComityError | None = None
        for other in days(day):
            try:
                return find(code, other)
            except ComityError as error:
                failed = failed or error
        assert failed is not None
        raise failed

    return search


def month_of(day: date) -> tuple[date, ...]:
    """The day, then the first and last day of its month.

    >>> [d.day for d in month_of(date(1961, 12, 4))]
    [4, 1, 31]
    """
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return day, day.replace(day=1), date.fromordinal(following.toordinal() - 1)


def year_of(day: date) -> tuple[date, ...]:
    """The first day of its year, then the last: a state that ended in the year before one that began in it."""
    return date(day.year, 1, 1), date(day.year, 12, 31)
