"""What actors are called: names, adjectives, demonyms, capitals, metonyms, each with the days on which it held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from re import IGNORECASE
from re import compile as pattern

from comity.actors.spelling import clean, letters, normal, undotted
from comity.actors.tables import Row, Spell, shipped

COLUMNS = ("id", "name", "kind", "use", "start", "end", "note")
KINDS = (
    "name",
    "official",
    "abbreviation",
    "adjective",
    "demonym",
    "plural demonym",
    "capital",
    "metonym",
    "misspelling",
)
USES = ("", "historic", "shared", "loose")
TURNED = pattern(r"([^,(]+?)(?:, | \()(.*\bof(?: the)?|The)\)?", IGNORECASE)
PLACES = frozenset({"capital", "metonym"})


@dataclass(frozen=True, slots=True)
class Name:
    """One row of names.tsv.

    `use` is empty for the actor's own name, "historic" for a former one, "shared" where
    another actor bears it by right as well (Congo, Korea), "loose" where writers use it
    though it is not the actor's (Russia for the Soviet Union). Own and historic names are
    understood outside their days too; shared and loose ones, capitals and metonyms are not:
    Bonn stands for no government today.
    """

    id: str
    name: str
    kind: str
    use: str
    spell: Spell
    note: str = ""

    @property
    def strict(self) -> bool:
        """Whether it counts only on its own days."""
        return self.kind in PLACES or self.use in ("shared", "loose")

    def why(self, day: date | None) -> str:
        """The row in words."""
        words = f"{self.use} {self.kind}".strip() if self.use else self.kind
        if day is None or self.spell.covers(day):
            return words
        return f"{words}, used {span(self.spell)}"


def span(spell: Spell) -> str:
    """A span in words.

    >>> span(Spell(None, date(1991, 12, 25)))
    'until 1991-12-25'
    """
    if spell.start and spell.end:
        return f"{spell.start} to {spell.end}"
    if spell.end:
        return f"until {spell.end}"
    return f"since {spell.start}" if spell.start else "always"


class NameIndex:
    """Rows by spelling. Abbreviations are matched with their capitals: "US", never "us"."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = tuple(names)
        self._by_key: dict[str, list[Name]] = {}
        self._by_capitals: dict[str, list[Name]] = {}
        for name in self.names:
            if name.kind == "abbreviation":
                self._by_capitals.setdefault(undotted(name.name), []).append(name)
            else:
                key = letters(name.name) if name.name.startswith("The ") else normal(name.name)
                self._by_key.setdefault(key, []).append(name)

    def find(self, mention: str, any_case: bool = False) -> list[Name]:
        """Rows whose spelling the mention is; "The Hague" needs its article, other names do without.

        Names as lists turn them round are understood too: "Moldova, Republic of".
        """
        text = clean(mention)
        found = self._find(text, any_case)
        turned = TURNED.fullmatch(text) if not found else None
        return self._find(f"{turned[2]} {turned[1]}", any_case) if turned else found

    def _find(self, text: str, any_case: bool) -> list[Name]:
        found = self._by_key.get(letters(text), [])
        if not found:
            found = self._by_key.get(normal(text), [])
        short = undotted(text)
        return [*self._by_capitals.get(short.upper() if any_case else short, []), *found]

    def keys(self) -> list[str]:
        """Every spelling."""
        return [*self._by_key, *self._by_capitals]

    def at(self, key: str) -> list[Name]:
        """Rows under a spelling that `keys` gave."""
        return self._by_key.get(key, []) or self._by_capitals.get(key, [])


def read_names() -> list[Name]:
    """Every row of names.tsv."""
    return [_name(row) for row in shipped("names.tsv", COLUMNS)]


def _name(row: Row) -> Name:
    return Name(row.need("id"), row.need("name"), row.need("kind"), row["use"], row.spell(), row["note"])
