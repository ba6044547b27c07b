"""The nouns of phrases that lead back ("the kingdom", "both sides"), and which actors a noun can stand for."""

from __future__ import annotations

from functools import cache

import comity.actors as registry
from comity.coding.tables import checked

STYLES = {
    "kingdom": ("kingdom",),
    "monarchy": ("kingdom", "sultanate", "emirate", "principality"),
    "sultanate": ("sultanate",),
    "emirate": ("emirate", "emirates"),
    "emirates": ("emirates",),
    "republic": ("republic",),
    "federation": ("federation", "federal"),
    "confederation": ("confederation",),
    "principality": ("principality",),
}
"""Words of an official name that let a state be called so."""

SHORT_STYLES = {
    "QAT": "emirate", "KWT": "emirate", "ARE": "emirates", "OMN": "sultanate", "BRN": "sultanate", "JPN": "monarchy",
    "SAU": "kingdom", "MAR": "kingdom", "JOR": "kingdom", "BHR": "kingdom", "THA": "kingdom",
}  # fmt: skip


@cache
def nouns(number: str) -> dict[str, str]:
    """Noun in lower case and its sort; `number` is "one" or "several".

    >>> nouns("one")["ministry"], nouns("several")["sides"]
    ('organ', 'side')
    """
    rows = checked("reference_nouns.tsv", ("noun", "number", "sort"))
    return {row["noun"]: row["sort"] for row in rows if row["number"] == number}


@cache
def _islands() -> frozenset[str]:
    return frozenset(row["id"] for row in checked("island_states.tsv", ("id",)))


@cache
def _official() -> dict[str, frozenset[str]]:
    words: dict[str, frozenset[str]] = {}
    for name in registry.names():
        if name.kind == "official":
            words[name.id] = words.get(name.id, frozenset()) | set(name.name.lower().split())
    return words


@cache
def kind_of(actor: str) -> str:
    """ "state", the kind of a bloc, or "" where the shipped tables do not know the id.

    >>> kind_of("FRA"), kind_of("NATO"), kind_of("X_1")
    ('state', 'alliance', '')
    """
    return _kinds().get(actor, "")


@cache
def _kinds() -> dict[str, str]:
    return {actor.id: actor.kind for actor in (*registry.states(), *registry.blocs())}


@cache
def body_words(actor: str) -> frozenset[str]:
    """The words of a body's name, and what the European Union is called for short.

    >>> "league" in body_words("ARAB_LEAGUE"), body_words("FRA")
    (True, frozenset())
    """
    if kind_of(actor) in {"", "state"}:
        return frozenset()
    words = {word for name in registry.names() if name.id == actor for word in name.name.lower().split()}
    return frozenset(words | ({"commission", "union", "bloc"} if actor == "EU" else set()))


@cache
def members_ever(bloc: str) -> frozenset[str]:
    """States that were members of a bloc on any day."""
    return frozenset(
        spell.state
        for state in registry.states()
        for spell in registry.memberships(state.id)
        if spell.bloc == bloc and spell.status == "member"
    )


def styled(actor: str, noun: str) -> bool:
    """Whether a state can be called by this noun.

    >>> styled("SAU", "kingdom"), styled("FRA", "kingdom"), styled("CUB", "island")
    (True, False, True)
    """
    if noun.startswith(("island", "archipelago")):
        return actor in _islands()
    wanted = STYLES.get(noun, ())
    return SHORT_STYLES.get(actor) in {noun, *wanted} or bool(_official().get(actor, frozenset()) & set(wanted))


def bloc_and_member(actors: tuple[str, ...]) -> bool:
    """Whether one of the actors is a bloc to which another belongs or belonged.

    >>> bloc_and_member(("NATO", "USA")), bloc_and_member(("NATO", "RUS"))
    (True, False)
    """
    blocs = [a for a in actors if kind_of(a) not in {"", "state"}]
    return any(member in members_ever(bloc) for bloc in blocs for member in actors if member != bloc)
