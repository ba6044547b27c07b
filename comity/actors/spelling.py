"""Two spellings of one name made equal: case, marks, quotes, articles, possessives."""

from __future__ import annotations

import unicodedata
from re import compile as pattern

PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a", "&": " and "}
)
QUOTES = str.maketrans(dict.fromkeys("’‘ʼʻ`´′＇", "'"))
EDGES = " \t\r\n\"“”„«»‹›'()[]{},;:!?…"
POSSESSIVE = pattern(r"'s?$")
SAINT = pattern(r"\bst\b(?=\s)")
OTHER = pattern(r"[^\w\s]|_")
JOINTS = pattern(r"[-‐‑‒–—―/\s]+")


def clean(text: str) -> str:
    """The mention with straight quotes, single spaces and no quotation marks or commas around it.

    >>> clean(" “the Quai d’Orsay”, ")
    "the Quai d'Orsay"
    """
    return " ".join(text.translate(QUOTES).split()).strip(EDGES)


def bare(text: str) -> str:
    """The cleaned mention without article and possessive.

    >>> bare("the Kremlin's"), bare("Philippines'"), bare("The Gambia")
    ('Kremlin', 'Philippines', 'Gambia')
    """
    text = POSSESSIVE.sub("", text.translate(QUOTES).strip())
    return text[4:].lstrip() if text[:4].casefold() == "the " else text


def letters(text: str) -> str:
    """Letters and digits only, in lower case and without marks, words parted by one space; articles stay.

    >>> letters("Côte d’Ivoire"), letters("Guinea–Bissau"), letters("St. Lucia")
    ('cote divoire', 'guinea bissau', 'saint lucia')
    """
    text = text.casefold()
    if text.isascii() and text.replace(" ", "").isalpha() and text != "st" and "st " not in text:
        return " ".join(text.split()) if " " in text else text
    text = text.translate(PLAIN)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = OTHER.sub("", JOINTS.sub(" ", text))
    return " ".join(SAINT.sub("saint", text).split())


def normal(text: str) -> str:
    """The key under which a name is found.

    >>> normal("The Soviet Union's"), normal("TÜRKİYE"), normal("LAO PEOPLE's DEMOCRATIC REPUBLIC")
    ('soviet union', 'turkiye', 'lao peoples democratic republic')
    """
    return letters(bare(text))


def undotted(text: str) -> str:
    """An abbreviation as written, without dots, article and possessive: its capitals count.

    >>> undotted("the U.S.'s"), undotted("us")
    ('US', 'us')
    """
    return bare(text).replace(".", "")
