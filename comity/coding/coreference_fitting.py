"""Whether a person or an actor can be meant by a pronoun or a noun, by number, gender and kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from comity.coding.coreference_anaphors import Anaphor
from comity.coding.coreference_things import Thing
from comity.coding.coreference_words import body_words, kind_of, styled


def fits(one: Anaphor, thing: Thing, genders: Mapping[str, str]) -> bool:
    """Whether number, kind and gender allow an antecedent; `genders` are the pronouns of persons that the text has told.

    >>> spain = Thing(0, 5, (0, 5), ("ESP",), "state", 0, "subject")
    >>> fits(Anaphor(9, 12, "it", "subject", 0), spain, {}), fits(Anaphor(9, 11, "he", "subject", 0), spain, {})
    (True, False)
    """
    if one.shape in {"he", "she"}:
        if genders.get(thing.name, one.shape) != one.shape:
            return False
        return thing.sort == "person" and not thing.many and thing.gender in {"", one.shape} and thing.role != "label"
    if thing.many or len(thing.actors) > 1:
        return False
    if one.shape == "it":
        return (thing.sort in {"state", "body", "organ"} and thing.role != "modifier" and not thing.place) or (
            thing.place and one.noun == "its" and thing.role == "subject"
        )
    return _fits_noun(one, thing)


def _fits_noun(one: Anaphor, thing: Thing) -> bool:
    state = bool(thing.actors) and kind_of(thing.actors[0]) in {"", "state"}
    if one.sort == "person":
        return thing.sort == "person" and _titled(one.noun, thing)
    if one.sort == "state":
        return state and thing.sort != "person"
    if one.sort == "styled":
        return state and styled(thing.actors[0], one.noun)
    if one.sort == "government":
        return state and thing.role != "modifier"
    if one.sort == "organ":
        return thing.sort in {"organ", "person"} and one.noun.split()[-1] in thing.noun.lower()
    return thing.sort == "body" and _body_noun(one.noun, thing)


_BODIES = {
    "alliance": {"alliance"}, "military alliance": {"alliance"}, "pact": {"alliance"}, "union": {"union"},
    "organisation": {"organisation", "alliance"}, "organization": {"organisation", "alliance"},
    "bloc": {"union", "organisation", "alliance", "forum"}, "grouping": {"forum", "organisation", "union"}, "group": {"forum", "organisation"},
    "world body": {"organisation"}, "body": {"organisation", "union"}, "customs union": {"union"}, "league": {"organisation"},
}  # fmt: skip


def _body_noun(noun: str, thing: Thing) -> bool:
    if not thing.actors:
        return False
    return kind_of(thing.actors[0]) in _BODIES.get(noun, set()) or noun.split()[-1] in body_words(thing.actors[0])


def _titled(noun: str, thing: Thing) -> bool:
    """Whether a person is called by this title in the text."""
    words = thing.noun.lower()
    last = noun.split()[-1]
    if last in {"leader", "statesman"}:
        return bool(thing.actors)
    return re.search(rf"\b{re.escape(last)}\b", words) is not None
