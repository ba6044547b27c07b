"""Whether a name of a state or its capital is only a place where it stands."""

from __future__ import annotations

import re
from functools import cache

from comity.coding.naming_scene import Around
from comity.coding.naming_tables import carriers, context
from comity.coding.people_words import given_names, name_words

NEIGHBOURS = 12
"""Hits on either side that are looked at for another actor."""

_DIRECTION = r"(?:(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central|downtown|upper|lower|rural|mainland|suburban|nearby|greater|coastal|war-torn|occupied|neighbou?ring)"
_IN = re.compile(
    rf"(?P<head>[\w'’-]*)\s*\b(?:in|In|at|near|Near|around|outside|inside|across|Across|throughout|within|via|through|over|off|Inside|Outside|Around)\s+(?:the\s+)?(?:(?:capital|city)(?: of)?\s+)?(?:{_DIRECTION}\s+)?$",
)
_WENT = re.compile(
    r"\b(?:arriv\w+|return\w*|travel\w*|fl(?:y|ies|ew|own|ying)|flights?|trip|trips|dr(?:ive|ove|iven)|born|based|headquartered|headquarters|held|residen\w+|liv(?:e|es|ed|ing)|embass\w+|road|train|route|go|goes|going|went|mov\w+|away|far|miles|km|kilomet\w+|back|moved?|expelled|evacuat\w+)\s+(?:back\s+)?(?:to|from|in|for|into|of)\s+(?:the\s+)?$",
    re.I,
)
_TOWN = re.compile(
    r"\b(?:in|at|near|from|to|of|on|outside|for|through)\s+(?:the\s+)?(?:[A-ZÀ-Þ][\w'’.-]*(?:\s[A-ZÀ-Þ][\w'’.-]*){0,3},\s){1,2}$"
)
_OF = re.compile(
    r"\b(?:streets?|city|capital|people|heart|outskirts|suburbs?|centre|center|north|south|east|west|bustle|airport|mayor|residents|port|"
    r"areas?|parts?|town|University|Mayor|Archbishop|Bishop|Patriarch|Battle|battle|siege|Siege)\s+of\s+(?:the\s+)?$|\b(?:capital|city|town|capital city|called)\s+(?:of\s+)?$"
)
_LIST = re.compile(r",? (?:and |or )?|, [A-Z]\w+,? (?:and |or )?|, (?:and|or) (?:the )?|, the ")
_OWNS = re.compile(r"['’]s?\b|['’]\s")
_PART = re.compile(
    r"(?:-based|-born|['’]s (?:airport|streets?|suburbs?|outskirts|centre|center|old city|main square|largest|second|"
    r"international airport|northern|southern|eastern|western|capital)| (?:region|airport|suburbs?|area|streets?|city|hotel|time|metro|district|"
    r"neighbou?rhood|speech|talks|summit|conference|meeting|visit|trip|attacks?|bombings?|office|bureau|residents?|home|headquarters|embassy|Embassy|Summit|Conference|mayor|Mayor|police|newspapers?|university|bank|court|province|oblast|square|stock exchange|Oblast|Region|Airport|Province|District|bourse)\b)"
)
_DATELINE = re.compile(
    r"(?:,\s[^—–()-]{0,40})?\s*(?:[—–]|--?\s|\((?:AP|AFP|Reuters|TASS|Xinhua|UPI|IANS|dpa|ANSA|EFE|\w{2,12})\)|,\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]*\s\d)"
)
_DIRECTED = re.compile(
    r"\b(?:West|East|North|South|Central|Greater|Inner|Outer|Northern|Southern|Eastern|Western|Downtown)\s$"
)


@cache
def _region() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(carriers("region"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)")


def place(around: Around, kind: str) -> bool:
    """Whether the text shows only a place: a preposition, a dateline, a town and its state, a part of a town.

    A place keeps its actors, for what is done in a state may be done to it.
    """
    if kind not in ("capital", "name", "metonym"):
        return False
    if kind == "name" and around.word_after[:1].isupper() and not around.style and not _followed(around):
        return False
    if _OWNS.match(around.after) and not _PART.match(around.after):
        return False
    found = _IN.search(around.before)
    if found and found["head"].lower() not in context("abstract"):
        return True
    if _listed(around):
        return True
    if (kind != "name" and any(shape.search(around.before) for shape in (_WENT, _OF, _DIRECTED))) or (
        kind == "capital" and _PART.match(around.after)
    ):
        return True
    return bool(_of_town(around, kind) or (kind == "capital" and _dateline(around)))


def _followed(around: Around) -> bool:
    """Whether the capitalised word behind is the next hit or a month."""
    following = around.following()
    return bool(following and len(following[2]) == 1) or name_words().get(around.word_after) == "calendar"


def _listed(around: Around) -> bool:
    """Whether it goes on a list of places: "in Kabul, Brussels or Paris"."""
    previous = around.previous()
    return bool(
        previous and around.place - 1 in around.scene.places and _LIST.fullmatch(previous[2]) and previous[2] != " "
    )


def _of_town(around: Around, kind: str) -> bool:
    """ "Kyiv, Ukraine": the town, and the state behind it."""
    following = around.following()
    ids = around.scene.options[around.place].ids
    if (
        kind == "capital"
        and following
        and following[2] == ", "
        and following[1].kind == "name"
        and following[1].ids == ids
    ):
        return True
    previous = around.previous()
    if previous and previous[2] == ", ":
        return previous[1].kind == "capital" and previous[1].ids == ids
    return kind == "name" and bool(_TOWN.search(around.before))


def _dateline(around: Around) -> bool:
    at = around.hit.start - around.start
    return at <= 1 and bool(_DATELINE.match(around.after)) and not around.after.startswith("-")


def _american(around: Around) -> bool:
    """Whether the sentence names another part of a federal state, and no actor but the United States."""
    scene = around.scene
    near = range(max(0, around.place - NEIGHBOURS), min(len(scene.hits), around.place + NEIGHBOURS + 1))
    others = (scene.options[n].ids for n in near if around.start <= scene.hits[n].start < around.end)
    alone = all(ids in (("GEO",), ("USA",), ()) for ids in others)
    return alone and bool(_region().search(scene.text, around.start, around.end))


def other_town(around: Around) -> bool:
    """Whether the name is another town's or person's: "Paris, Texas", "New London", "Jack London".

    Only names of one word, written with one capital, can be.
    """
    if around.after.startswith(", ") and _region().match(around.after, 2) and around.word_before != "and":
        return True
    if around.hit.form.words == "Georgia" and _american(around):
        return True
    word, style = around.word_before, around.style
    if word in carriers("before") or word.strip(".").lower() in context("courtesy"):
        return True
    named = (
        word in given_names() and name_words().get(word) != "calendar" and word not in ("Will", "May", "Mark", "Grant")
    )
    previous = around.previous()
    if named and not style and not (previous and previous[0].form.sort != "person" and not previous[2].strip()):
        return True
    return not style and around.hit.form.words in given_names() and _person_behind(around)


def _person_behind(around: Around) -> bool:
    """Whether a capitalised word behind makes it a given name: "Chad Roe"."""
    word = around.word_after
    following = around.following()
    if not word[:1].isupper() or len(word) < 2 or (following and len(following[2]) == 1):
        return False
    return name_words().get(word, "") in ("", "family")
