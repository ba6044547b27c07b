"""Who spoke for a state on which day: heads of state and government, other leaders, foreign ministers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from comity.actors.spelling import clean, letters
from comity.actors.tables import Row, Spell, shipped

COLUMNS = ("state", "office", "name", "aliases", "start", "end", "note")
OFFICES = ("head of state", "head of government", "leader", "foreign minister", "head of body")
FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "KOR", "PRK", "VNM", "RVN", "KHM", "SGP"})
PARTICLES = frozenset(
    {"al", "el", "de", "da", "di", "del", "van", "von", "bin", "bint", "ibn", "ben", "ul", "du", "le", "la"}
)
TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "lord",
        "lady",
        "dame",
        "madame",
        "monsieur",
        "herr",
        "professor",
        "general",
        "colonel",
        "marshal",
        "generalissimo",
        "admiral",
        "captain",
        "comrade",
        "chairman",
        "chairwoman",
        "ayatollah",
        "imam",
        "sheikh",
        "sheik",
        "hojjatoleslam",
        "king",
        "queen",
        "emperor",
        "empress",
        "prince",
        "princess",
        "pope",
        "president",
        "premier",
        "chancellor",
        "secretary",
        "minister",
        "prime",
        "foreign",
        "former",
        "ex",
    ]
)
SUFFIXES = frozenset({"jr", "sr", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xii", "xvi", "xxiii"})


@dataclass(frozen=True, slots=True)
class Leader:
    """One row of a leaders table: a person in an office for a span of days."""

    state: str
    office: str
    name: str
    aliases: tuple[str, ...]
    spell: Spell
    note: str = ""

    def why(self, day: date | None) -> str:
        """The row in words, marked "former" or "future" where he was not in office on the day."""
        years = f"{self.name}, {self.office}"
        if day is None or self.spell.covers(day):
            return years
        former = self.spell.end is not None and self.spell.end < day
        return f"{self.name}, {'former' if former else 'future'} {self.office} ({_years(self.spell)})"


def _years(spell: Spell) -> str:
    return f"{spell.start or ''} to {spell.end or ''}".strip()


class LeaderIndex:
    """Rows by full name, alias and surname. A mention must be capitalised: "may" is no prime minister."""

    def __init__(self, leaders: Iterable[Leader]) -> None:
        self.leaders = tuple(leaders)
        self._by_key: dict[str, list[Leader]] = {}
        for leader in self.leaders:
            for key in _keys(leader.name, leader.aliases, leader.state in FAMILY_NAME_FIRST):
                self._by_key.setdefault(key, []).append(leader)

    def find(self, mention: str) -> list[Leader]:
        """Rows for a person named by full name, alias or surname; middle names may stand between first and last."""
        text = clean(mention)
        if text.endswith(("'s", "'")):
            text = text.removesuffix("s").removesuffix("'")
        words = text.split()
        if not _capitalised(words):
            return []
        found = self._by_key.get(letters(text), [])
        return found or (self._by_key.get(letters(f"{words[0]} {words[-1]}"), []) if len(words) > 2 else [])


def _capitalised(words: list[str]) -> bool:
    """ "Assad", "al-Assad" and "de Gaulle" are, "may" is not."""
    head, _, tail = words[0].partition("-") if words else ("", "", "")
    rest = tail or "".join(words[1:2])
    return (head[:1].isupper() or head in PARTICLES) and (head not in PARTICLES or rest[:1].isupper())


def untitled(mention: str) -> str:
    """The name without the titles before it.

    >>> untitled("Mr. Putin"), untitled("Marshal Tito"), untitled("General")
    ('Putin', 'Tito', 'General')
    """
    words = mention.split()
    while len(words) > 1 and letters(words[0]) in TITLES:
        words = words[1:]
    return " ".join(words)


def spellings(leader: Leader) -> list[str]:
    """Full name, aliases, and the surname drawn from the full name.

    >>> row = Leader("SYR", "head of state", "Bashar al-Assad", (), Spell())
    >>> spellings(row)
    ['Bashar al-Assad', 'al-Assad', 'Assad']
    """
    return [leader.name, *leader.aliases, *_surnames(leader.name, leader.state in FAMILY_NAME_FIRST)]


@cache
def _keys(name: str, aliases: tuple[str, ...], family_first: bool) -> frozenset[str]:
    return frozenset(map(letters, (name, *aliases, *_surnames(name, family_first))))


def _surnames(name: str, family_first: bool) -> list[str]:
    words = [word for word in name.split() if word.rstrip(".").casefold() not in SUFFIXES]
    if len(words) < 2:
        return []
    if family_first and len(words) <= 3:
        return [words[0]]
    last = words[-1]
    prefix, _, rest = last.partition("-")
    short = [rest] if rest and prefix.casefold() in PARTICLES else []
    particle = [f"{words[-2]} {last}"] if len(words) > 2 and words[-2].casefold() in PARTICLES else []
    return [last, *short, *particle]


def read_leaders() -> list[Leader]:
    """Every row of every leaders table that is there."""
    return [_leader(row) for row in shipped("leaders*.tsv", COLUMNS)]


def _leader(row: Row) -> Leader:
    aliases = tuple(part.strip() for part in row["aliases"].split("|") if part.strip())
    return Leader(row.need("state"), row.need("office"), row.need("name"), aliases, row.rough_spell(), row["note"])
