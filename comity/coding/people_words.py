"""The words that tell a person's name from others: titles, given and family names, words of bodies and places."""

from __future__ import annotations

import re
from functools import cache

from comity.coding.spacing import wordset
from comity.coding.tables import checked

PARTICLES = wordset(
    "de da do dos das di del della der den du la le van von zu zum bin ibn bint al el ul ben abu y ter ten"
)
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv"])
_DIGRAPHS = re.compile(r"^(?:al|el|ul|ad|an|ar|as|at)[-\u2010\u2011]", re.I)


@cache
def titles() -> dict[str, tuple[str, str]]:
    """Title in lower case: (voice, gender). Voices: for (speaks for a body), own, courtesy, modifier, past.

    >>> titles()["spokeswoman"], titles()["analyst"][0]
    (('for', 'she'), 'own')
    """
    rows = checked("person_titles.tsv", ("title", "voice", "gender"))
    return {row["title"].lower(): (row["voice"], row["gender"]) for row in rows}


@cache
def given_names() -> dict[str, str]:
    """Given name as printed: "he", "she", or "" where it may be either.

    >>> given_names()["Jane"], given_names()["Kim"]
    ('she', '')
    """
    return {row["name"]: row["gender"] for row in checked("given_names.tsv", ("name", "gender"))}


@cache
def name_words() -> dict[str, str]:
    """Capitalised word: body, place, calendar, ordinary or family.

    >>> name_words()["Institute"], name_words()["Monday"], name_words()["Zhang"]
    ('body', 'calendar', 'family')
    """
    return {row["word"]: row["kind"] for row in checked("name_words.tsv", ("word", "kind"))}


def title_of(word: str) -> tuple[str, str]:
    """Voice and gender hint of a title word, plural or abbreviated with a stop too; two empty strings for other words.

    >>> title_of("Gen."), title_of("Ms"), title_of("treaty")
    (('for', ''), ('courtesy', 'she'), ('', ''))
    """
    return titles().get(word.rstrip(".").lower(), ("", ""))


def key(name: str) -> str:
    """A word of a name for comparison: no case, no accents of apostrophes, no leading article.

    >>> key("al-Assad"), key("O\\u2019Brien")
    ('assad', "o'brien")
    """
    return _DIGRAPHS.sub("", name.replace("\u2019", "'").strip(".")).casefold()


def distance(one: str, two: str, most: int) -> int:
    """Letters to insert, drop, change or swap with their neighbour to turn one word into the other; `most` + 1 if more.

    >>> distance("conti", "cotni", 2), distance("moreau", "morau", 2), distance("xi", "putin", 2)
    (1, 1, 3)
    """
    if abs(len(one) - len(two)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(two, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
