"""Words that say what somebody is: roles.tsv, looked up in the singular, the longest entry first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from comity.coding.spacing import wordset
from comity.coding.tables import checked

LONGEST = 5
"""Words in the longest entry."""
_IRREGULAR = {
    "spokespeople": "spokesperson",
    "men": "man",
    "women": "woman",
    "policemen": "policeman",
    "children": "child",
    "wives": "wife",
    "thieves": "thief",
}
_SAME = wordset("police press media congress business news boss witness forces series")


@dataclass(frozen=True, slots=True)
class Word:
    """One row of roles.tsv.

    `sort`, beside "end" and "lesser" (see `ends`, `lesser`): head (has its role of itself), carrier (takes the role of its modifiers or of its complement, else its own), modifier (gives
    a carrier its role), strong (gives any head its role), past (out of office), quantity (counts what follows "of").
    `takes`: prepositions behind which the state it belongs to may stand. `offices`: of `comity.actors.leaders`, held by whoever bears
    the title. `posted`: a place named right before it is where it is posted or what it studies ("Syria envoy").
    """

    words: str
    role: str
    sort: str
    takes: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    posted: bool = False


@cache
def heads() -> dict[str, Word]:
    """Heads and carriers by their words.

    >>> heads()["foreign ministry"].role, heads()["spokesman"].sort
    ('GOV', 'carrier')
    """
    return {word.words: word for word in _rows() if word.sort in ("head", "carrier")}


@cache
def modifiers() -> dict[str, Word]:
    """Modifiers, strong words and words of past office."""
    return {word.words: word for word in _rows() if word.sort in ("modifier", "strong", "past")}


@cache
def quantities() -> frozenset[str]:
    """Words that count what follows "of"."""
    return frozenset(word.words for word in _rows() if word.sort == "quantity")


@cache
def ends() -> frozenset[str]:
    """Words with which something else than the phrase begins: prepositions, relative pronouns, auxiliaries."""
    return frozenset(word.words for word in _rows() if word.sort == "end")


@cache
def lesser() -> frozenset[str]:
    """Words beside a title that say it is not the holder of the office who is meant: "deputy", "a", "future"."""
    return frozenset(word.words for word in _rows() if word.sort == "lesser")


def key(words: list[str]) -> str:
    """Words as the table has them: small letters, no stops and possessives, the last in the singular.

    >>> key(["Foreign", "Ministers"]), key(["embassies"]), key(["gunmen"]), key(["Duma's"])
    ('foreign minister', 'embassy', 'gunman', 'duma')
    """
    low = [word.lower().replace("’", "'") for word in words]
    return " ".join([*low[:-1], singular(low[-1].removesuffix("'s").removesuffix("'"))])


def singular(word: str) -> str:
    """The singular of an English noun, as far as the table needs it."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        return word[:-2] + "an"
    if word in _SAME or not word.endswith("s") or word.endswith("ss") or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "ches", "shes")) else word[:-1]


def match(words: list[str], place: int, table: dict[str, Word]) -> tuple[Word, int] | None:
    """The longest entry that begins at the place, and where it ends."""
    for size in range(min(LONGEST, len(words) - place), 0, -1):
        some = words[place : place + size]
        low = " ".join(some).lower().replace("’", "'")
        word = table.get(low) or table.get(key(some))
        if word:
            return word, place + size
    return None


@cache
def _rows() -> tuple[Word, ...]:
    return tuple(
        Word(
            row.need("words"), row["role"], row.need("sort"), tuple(row["takes"].split()), _offices(row["office"]), bool(row["posted"])
        )
        for row in checked("roles.tsv", ("words", "role", "sort", "takes", "office", "posted"))
    )  # fmt: skip


def _offices(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
