"""Who is meant: states since 1945 with their dates, names, codes, organs and leaders, and blocs with dated members.

Every function reads the tables in comity/data/actors, once, when it is first called.

>>> from datetime import date
>>> choose("Burma").id, by_code("cow", "365", date(1980, 1, 1)).id, lineage("RUS")
('MMR', 'SUN', ('SUN', 'RUS'))
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from comity.actors.blocs import Membership
from comity.actors.confusables import Confusable
from comity.actors.leaders import Leader
from comity.actors.names import Name
from comity.actors.reading import Ambiguous, Candidate
from comity.actors.registry import Actors
from comity.actors.userlist import load_over
from comity.schema import Actor

__all__ = [
    "Actors",
    "Ambiguous",
    "Candidate",
    "Confusable",
    "Leader",
    "Membership",
    "Name",
    "blocs",
    "by_code",
    "candidates",
    "choose",
    "code_of",
    "confusables",
    "get",
    "leaders",
    "lineage",
    "load",
    "members",
    "memberships",
    "names",
    "predecessors",
    "present",
    "resolve",
    "states",
    "successors",
]


@cache
def _shipped() -> Actors:
    return Actors()


def states() -> tuple[Actor, ...]:
    """Every state that existed on some day since 1945, about in the order of COW, disputed ones last.

    >>> len(states()) > 200
    True
    """
    return _shipped().states()


def blocs() -> tuple[Actor, ...]:
    """Every bloc and alliance with its dated members, then bodies that act in their own name (kind "body", members not listed).

    >>> next(bloc for bloc in blocs() if bloc.id == "IAEA").kind
    'body'
    """
    return _shipped().blocs()


def get(id: str) -> Actor:
    """The actor with this id. UnknownActor where there is none.

    >>> get("SUN").end
    datetime.date(1991, 12, 25)
    """
    return _shipped().get(id)


def present(id: str, day: date) -> bool:
    """Whether the actor existed on the day or held a UN seat then (India from 1945; Syria not in 1960).

    >>> present("IND", date(1946, 1, 1)), present("SYR", date(1960, 1, 1))
    (True, False)
    """
    return _shipped().present(id, day)


def by_code(system: str, code: str, day: date, until: date | None = None) -> Actor:
    """The state that bore a code on a day. UnknownActor for a code nobody bears, NotThen for one of another time.

    `system`:
      "iso3" "iso2" "iso3n"  ISO 3166, with withdrawn codes on their days (BUR, ZAR, DD, YD) and EL, UK
      "cow" "gw"             numbers of Correlates of War and of Gleditsch and Ward. They say which state is
                             meant, on any day of its life; whether COW counted it a member then is another matter
      "un"                   the member's name as UN voting records print it, in any of their spellings
      "voeten"               the column country_code or country of Voeten's roll calls: there RU is also the Soviet
                             Union and YU all of Yugoslavia, FR Yugoslavia and Serbia
    `until` turns the day into a span, for yearly data: where nobody bore the code on `day`, the first who did up
    to and including `until`.

    >>> by_code("un", "CHINA", date(1960, 1, 1)).id, by_code("un", "CHINA", date(1971, 11, 1)).id
    ('TWN', 'CHN')
    >>> by_code("un", "UKRAINIAN SSR", date(1960, 1, 1)).id, by_code("voeten", "RU", date(1960, 1, 1)).id
    ('UKR', 'SUN')
    >>> by_code("cow", "255", date(1990, 1, 1), until=date(1990, 12, 31)).id
    'DEU'
    """
    return _shipped().by_code(system, code, day, until)


def code_of(id: str, system: str, day: date) -> str | None:
    """What a system (see `by_code`) calls a state on a day, or None where it has no code for it then.

    >>> code_of("DEU", "cow", date(1980, 1, 1)), code_of("DEU", "gw", date(2020, 1, 1))
    ('260', '260')
    >>> code_of("BFA", "un", date(1980, 1, 1))
    'UPPER VOLTA'
    """
    return _shipped().code_of(id, system, day)


def lineage(id: str) -> tuple[str, ...]:
    """Ids whose record the actor continues at the UN, oldest first, itself last.

    >>> lineage("SRB"), lineage("CZE"), lineage("YEM")
    (('YUG', 'SCG', 'SRB'), ('CZE',), ('YAR', 'YEM'))
    """
    return _shipped().lineage(id)


def predecessors(id: str) -> tuple[str, ...]:
    """Ids of the states it succeeded, wholly or in part; colonial powers are not among them.

    >>> predecessors("YEM")
    ('YAR', 'YMD')
    """
    return _shipped().predecessors(id)


def successors(id: str) -> tuple[str, ...]:
    """Ids of the states that succeeded it, the one that continues its record first.

    >>> successors("CSK"), successors("SUN")[0]
    (('CZE', 'SVK'), 'RUS')
    """
    return _shipped().successors(id)


def candidates(mention: str, day: date | None = None) -> tuple[Candidate, ...]:
    """Every actor a mention may stand for, each with the reason and the organ named.

    >>> candidates("the Russian foreign ministry", date(2020, 1, 1))[0].organ
    'foreign ministry'
    """
    return _shipped().candidates(mention, day)


def resolve(mention: str, day: date | None = None) -> Actor | Ambiguous | None:
    """Who is meant by a mention in a text of that day: an actor, Ambiguous with the candidates, or None. Never raises.

    The mention is the whole name ("Jordan", not "Michael Jordan"): a name, adjective, demonym, capital, metonym,
    organ, leader or bloc, in any case except that abbreviations need their capitals ("US") and people a capital.
    Loose use is followed: "Russia" in 1980 is the Soviet Union. A state not yet there is None. A state gone by then
    is Ambiguous, with itself first and its successors after it, for only the text can say which is meant.
    A leader out of office stands for his state; `candidates` says so in its reason.
    Without a day, what holds today comes first.

    >>> resolve("the Kremlin", date(2020, 1, 1)).id, resolve("the Kremlin", date(1980, 1, 1)).id
    ('RUS', 'SUN')
    >>> [candidate.actor.id for candidate in resolve("Korea", date(1980, 1, 1)).candidates]
    ['PRK', 'KOR']
    >>> resolve("Georgia", date(1989, 1, 1)) is None
    True
    """
    return _shipped().resolve(mention, day)


def choose(mention: str, day: date | None = None) -> Actor:
    """The actor a command means, by id or name in any case.

    UnknownActor with names spelt nearly so; AmbiguousActor with the ids to choose from; NotThen with the dates and
    whom to ask for instead.

    >>> choose("Russia", date(1980, 1, 1))
    Traceback (most recent call last):
        ...
    comity.errors.NotThen: Russia (RUS) begins 1991-12-26; before it the Soviet Union (SUN) (1980-01-01). Next: ask for SUN, or for a day from 1991-12-26
    """
    return _shipped().choose(mention, day)


def members(bloc_id: str, day: date, status: str = "member") -> frozenset[str]:
    """Ids of the states that stood in a bloc on a day with that status. UnknownActor for an unknown bloc.

    None of a body of the kind "body", whose members are not listed.
    """
    return _shipped().members(bloc_id, day, status)


def memberships(state_id: str) -> tuple[Membership, ...]:
    """Every spell of a state in a bloc, of any status. UnknownActor for an unknown state."""
    return _shipped().memberships(state_id)


def names() -> tuple[Name, ...]:
    """Every name of every actor with its kind and days, for readers of text that look names up themselves."""
    return _shipped().names()


def leaders() -> tuple[Leader, ...]:
    """Every leader and foreign minister held, with days of office."""
    return _shipped().leaders()


def confusables() -> tuple[Confusable, ...]:
    """Mentions that look like an actor and are none, or are another than they seem."""
    return _shipped().confusables()


def load(path: str | Path) -> Actors:
    """The shipped actors with a reader's own list laid over them; the functions here are its methods.

    The list is a UTF-8, tab-separated table with the columns id, kind, name, aliases (separated by |), start, end
    (days, inclusive, empty is open) and note. A row with an id we hold adds names and replaces what it fills in; any
    other row adds an actor of its kind. UnsafePath: no plain file. WrongFile: anything that is not such a table, with
    file and line.
    """
    return load_over(_shipped(), Path(path))
