"""Who is meant by the surname of a leader, or by a full name, on a day: one state or none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from comity.actors import Leader
from comity.actors.confusables import read_ordinary
from comity.actors.leaders import TITLES
from comity.coding.naming_scene import Around, Scene
from comity.coding.naming_tables import context
from comity.coding.people_words import given_names, name_words, title_of

REMEMBERED_FOR = timedelta(days=365 * 15)
"""How long after leaving office a surname alone still means a leader, where the text names the state."""

OFFICES = (
    (re.compile(r"\b(?:king|queen|emperor|emir|sultan|shah)$", re.I), ("head of state",)),
    (re.compile(r"\b(?:prime minister|premier|taoiseach|chancellor)$", re.I), ("head of government",)),
    (re.compile(r"\b(?:secretary[- ]general|director[- ]general)$", re.I), ("head of body",)),
    (re.compile(r"\b(?:secretary|secretary of state|foreign (?:minister|secretary))$", re.I), ("foreign minister",)),
)
"""Titles right before a name and the only offices of the leaders tables that go with them."""

_OFFICE_OF = re.compile(r"([A-Za-z-]+) (?:of|for) (?:the )?(?:[A-Z]\w+ (?:and )?){1,4}$")


@cache
def _ordinary() -> frozenset[str]:
    return read_ordinary()


def is_common(words: str) -> bool:
    """Whether a surname is a common word or name too.

    >>> is_common("Major"), is_common("Thatcher")
    (True, False)
    """
    return words in _ordinary()


@dataclass(frozen=True, slots=True)
class Led:
    """A leader found: the states or bodies, the name ("" where two of the name held the office), where the name starts."""

    actors: tuple[str, ...]
    name: str
    start: int
    why: str
    sure: float


def titled(around: Around) -> bool:
    """Whether a title stands right before: "Minister", "Secretary of State", "Mr"."""
    found = _OFFICE_OF.search(around.before[-60:])
    return title(around.word_before) or bool(found and title(found[1]))


def title(word: str) -> bool:
    """Whether a word is a title or the name of an office.

    >>> title("Premier"), title("Gen."), title("Treaty")
    (True, True, False)
    """
    plain = word.strip(".,'’").lower()
    return plain in TITLES or bool(title_of(word)[0])


def by_surname(around: Around) -> Led | None:
    """The leader a surname alone stands for: in office on the day, or titled, or lately so with the state in the text."""
    scene, words, start = around.scene, around.hit.form.words, around.hit.start
    rows = [row for row in rows_of(scene, words) if not _given(words, row)]
    if _lesser(around):
        return None
    entitled = titled(around)
    rows = _fitting(rows, around.before.rstrip())
    now = in_time(rows, scene.day, former=False)
    if not entitled and is_common(words) and not _plainly(around, now):
        return None
    if now:
        some = _of_state(now, around) if entitled or len({row.state for row in now}) > 1 else now
        if entitled or _distinct(words, rows) or (scene.day and any(row.state in scene.named for row in some)):
            return found_of(some, scene, start, 0.9)
    gone = [row for row in in_time(rows, scene.day, former=True) if not now]
    if around.word_before.lower() in context("office"):
        some = [row for row in _of_state(gone, around) if not is_common(words) or row.state in scene.named]
        return found_of(some, scene, start, 0.8) if len({row.state for row in some}) == 1 else None
    late = [row for row in gone if scene.day is None or _recent(row, scene.day)]
    named = [row for row in late if row.state in scene.named]
    return found_of(named, scene, start, 0.7) if named and _distinct(words, rows) else None


def _fitting(rows: list[Leader], before: str) -> list[Leader]:
    """Rows whose office goes with the title before the name."""
    offices = next((offices for shape, offices in OFFICES if shape.search(before[-30:])), ())
    return [row for row in rows if row.office in offices] if offices else rows


def _lesser(around: Around) -> bool:
    """Whether the title before is one that no leader of the tables bears: "Senator", "Vice President"."""
    words = [word.strip(".").lower() for word in around.before.split()[-2:]]
    lesser = (context("courtesy") - {"mr", "mrs", "ms"}) | context("other")
    lesser |= {"chairman"} if is_common(around.hit.form.words) else frozenset()
    return bool(words) and (words[-1] in lesser or (words[0] in ("vice", "deputy") and title(words[-1])))


def _given(words: str, row: Leader) -> bool:
    """Whether the word is the leader's given name: "Mark" of Mark Chen."""
    return words in given_names() and name_words().get(words) != "family" and row.name.startswith(words + " ")


def _plainly(around: Around, now: list[Leader]) -> bool:
    """Whether a surname that is a common word or name can only be the leader: in office, of a state named, amid a sentence."""
    amid = around.hit.start > around.start + 1 and not around.style
    month = name_words().get(around.hit.form.words) == "calendar"
    return bool(around.scene.day) and amid and not month and any(row.state in around.scene.named for row in now)


def rows_of(scene: Scene, words: str) -> list[Leader]:
    """Rows of the leaders tables under a spelling, of actors that are known."""
    actors = scene.gate.actors
    return [row for row in actors.leader_index.find(words) if actors.held(row.state) is not None]


def in_time(rows: Iterable[Leader], day: date | None, former: bool) -> list[Leader]:
    """Those in office on the day; else, where asked for, the former ones; all where there is no day."""
    rows = list(rows)
    if day is None:
        return rows
    now = [row for row in rows if row.spell.covers(day)]
    if now or not former:
        return now
    return [row for row in rows if row.spell.end is not None and row.spell.end < day]


def found_of(rows: list[Leader], scene: Scene, start: int, sure: float) -> Led | None:
    """One state or none; the name where it is one person."""
    states = {row.state for row in rows}
    if len(states) > 1:
        row = latest(rows, scene.day)
        rows = [one for one in rows if row and one.state == row.state] if len({one.name for one in rows}) == 1 else []
        states = {row.state for row in rows}
    if len(states) != 1:
        return None
    names = {row.name for row in rows}
    name = next(iter(names)) if len(names) == 1 else ""
    row = latest(rows, scene.day)
    return Led(tuple(states), name, start, row.why(scene.day) if row else "", sure)


def latest(rows: Iterable[Leader], day: date | None) -> Leader | None:
    """The one who held office last."""
    return max(rows, key=lambda row: (row.spell.end or date.max, row.spell.start or date.min), default=None)


def _recent(row: Leader, day: date) -> bool:
    return row.spell.end is None or day - row.spell.end < REMEMBERED_FOR


def _of_state(rows: list[Leader], around: Around) -> list[Leader]:
    """Those of the state whose name stands right before, else of the states the text names."""
    before = around.previous()
    if before is not None and len(before[2]) < 40 and "," not in before[2]:
        near = [row for row in rows if row.state in before[1].ids]
        if near or (before[1].kind == "adjective" and len(before[2]) < 25):
            return near
    return [row for row in rows if row.state in around.scene.named] or rows


def _distinct(words: str, rows: list[Leader]) -> bool:
    """Whether a surname is one leader's and no common word or name."""
    return (
        len(words) > 3
        and len({(row.state, row.name) for row in rows}) == 1
        and not is_common(words)
        and words not in given_names()
        and words not in name_words()
    )
