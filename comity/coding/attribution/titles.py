"""What the words of a phrase tell of a speaker: the name among its titles, its head, its affiliation, a publisher's name."""

from __future__ import annotations

import re

from comity.coding.attribution.heads import heads
from comity.coding.furniture import AGENCIES
from comity.schema import Span

TITLED = frozenset({"official", "expert", "witness"})
"""Kinds of heads that a person bears as a title."""

_UPPER = "A-Z\u00c0-\u00de"
NAME = re.compile(
    rf"(?:[{_UPPER}][\w'\u2019.-]*|al-[A-Z][\w-]*)(?: (?:de|van|von|der|al|bin|el|la|da|dos|ibn|[{_UPPER}][\w'\u2019.-]*|al-[A-Z][\w-]*)){{0,5}}"
)
_MEDIUM = re.compile(
    rf"(?:the )?(?:{AGENCIES}|(?:[A-Z][\w&'-]+ ){{0,4}}(?:News|Times|Post|Television|TV|Radio|Press|Journal|Herald|Tribune|Telegraph|Chronicle|Gazette|"
    r"Network|Magazine|Newspaper|Broadcasting|[Nn]ews [Aa]gency|newspaper|television|radio|broadcaster|magazine|daily)(?: [A-Z]\w+)?)$"
)
ARTICLE = re.compile(r"^(?:the|an?)\s+", re.I)
_OF = re.compile(r"((?:[A-Z][\w'\u2019-]+\.? ){1,3}[A-Z][\w'\u2019-]+) (?:of|from|at|with|for) (?:the )?([A-Z].*)")
_FROM = re.compile(r"\b(?:of|at|from|with|for|in)\s+((?:the\s+)?[A-Z\u00c0-\u00de].*)", re.S)
_LESS = re.compile(r"\s*[,(].*$|\s+(?:who|which|that)\b.*$", re.S)
_CLAUSE = re.compile(r"\b(?:who|whose|which|that|speaking|citing|quoting)\b|\n")
_HEADED = re.compile(r"\s(?:of|for|in|at|from|to|on|with|close)\s")
_LINK = re.compile(
    r"\b(?:of|for|to|from|with|by|at|in|on|against|between)\s+((?:(?!\b(?:of|for|to|from|with|by|at|in|on)\b).)*)$",
    re.S,
)
_APART = re.compile(r"\b(?:of|to|with|by|from|for|on|in|at|who|speaking|citing|quoting)\b")


def head(words: str) -> str:
    """The last word before "of", "for", "in" or "at", in lower case.

    >>> head("the Foreign Minister of Peru")
    'minister'
    """
    parts = _HEADED.split(words, maxsplit=1)[0].split()
    return parts[-1].lower().strip(".,'\u2019") if parts else ""


def clean(words: str) -> str:
    """The words with plain blanks and without "the"; "a" and "an" stay.

    >>> clean("the  Foreign Ministry"), clean("A diplomat")
    ('Foreign Ministry', 'a diplomat')
    """
    words = " ".join(words.split())
    article = re.match(r"[Aa]n? ", words)
    return words[0].lower() + words[1:] if article else ARTICLE.sub("", words)


def medium(words: str) -> str:
    """The name of a publisher, without its article, or "".

    >>> medium("the BBC"), medium("Reuters"), medium("Ann Berg")
    ('BBC', 'Reuters', '')
    """
    words = " ".join(words.split())
    return ARTICLE.sub("", words) if _MEDIUM.match(words) else ""


def affiliation(words: str) -> str:
    """What stands after "of", "at" or "from" up to a comma.

    >>> affiliation("Ann Berg, a fellow at the Peace Institute, who")
    'Peace Institute'
    """
    words = _CLAUSE.split(words.replace("Secretary of State", "Secretary"), maxsplit=1)[0]
    found = _FROM.search(words)
    return _LESS.sub("", ARTICLE.sub("", " ".join(found[1].split()))).strip() if found else ""


def titled(words: str) -> tuple[str, str]:
    """A name of two words or more, and what else the phrase holds: the titles before it, or what follows "of" or "at" after it.

    >>> titled("Finance Minister Ann Berg"), titled("Ann Berg of the University of Oslo"), titled("Bank of Peru")
    (('Ann Berg', 'Finance Minister'), ('Ann Berg', 'University of Oslo'), ('', ''))
    """
    parts = words.split()
    kinds = [heads().get(part.lower().strip(".,()")) for part in parts]
    last = max((k for k, kind in enumerate(kinds) if kind in TITLED), default=-1)
    tail = parts[last + 1 :]
    if last >= 0 and 2 <= len(tail) <= 4 and all(part[:1].isupper() for part in tail):
        return " ".join(tail), " ".join(parts[: last + 1])
    found = _OF.fullmatch(words)
    plain = found and not any(part.lower() in heads() for part in found[1].split())
    return (found[1], found[2]) if found and plain else ("", "")


def apposed_name(words: str) -> bool:
    """Whether the words between commas are nothing but a full name."""
    return NAME.fullmatch(words) is not None and " " in words and not any(w.lower() in heads() for w in words.split())


def bears(text: str, name: Span, core: Span) -> bool:
    """Whether a name in a phrase is that of the one it stands for: "Minister [Ann Berg]", "[Ann Berg] of Oslo", "the minister, [Ann Berg]",
    but not "a lawyer for [Ann Berg]", "[Ann Berg]'s lawyer", "the [Berg] government" or "[Ann Berg] and Bo Li".

    >>> text = "a lawyer for Ann Berg"
    >>> bears(text, (13, 21), (0, 21)), bears("Minister Ann Berg", (9, 17), (0, 17))
    (False, True)
    """
    start, end = name
    if start >= core[1]:
        return not _APART.search(text, core[1], start) and head(text[slice(*core)]) in heads()
    before, after = text[core[0] : start], text[end : core[1]]
    if after[:1] in {"'", "\u2019"} or " and " in before or after.lstrip().startswith(("and ", ",")):
        return False
    if heads().get(head(text[slice(*core)])) == "document" and re.search(
        r"\b(?:against|about|on|over|for|to)\s[^,]*$", before
    ):
        return False
    if heads().get("".join(after.split()[:1]).lower().strip(".,")) == "organ":
        return False
    link = _LINK.search(before)
    if link is None:
        return True
    between = link[1].split()
    return bool(between) and not any(heads().get(word.lower()) in TITLED for word in between) and not after.strip()
