"""Whom a judging word is about: the owner of what it names, or its object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from comity.coding.stance_clauses import PREPOSITIONS, Scene, Target
from comity.coding.stance_spots import Spot, usable
from comity.coding.stance_subjects import BE, Reading, governor, subject_of
from comity.coding.stance_words import listed

POSSESSIVES = frozenset({"its", "their", "his", "her"})
ADJECTIVES = frozenset({"adjective", "demonym"})
LOST = frozenset({"death", "deaths", "loss", "losses", "victims", "suffering", "plight"})
TOWARDS = listed("to for with at against on over about upon")
OWN = frozenset({"of", "by", "", "verb"})
BREAKS = PREPOSITIONS | (BE - {"'s"}) | {"of", "by", "and", ",", "to", "that"}
REACH = 12
"""Words after a judging word among which its object is looked for."""


def owner(read: Reading, spot: Spot) -> Target | None:
    """Whose a noun is: before it ("Peru's", "Peruvian"), or behind it ("by Peru", "of Peru" where the noun allows)."""
    before = _owner_before(read, spot)
    return before if before is not None else _owner_behind(read, spot)


def described(read: Reading, spot: Spot) -> Target | None:
    """Who owns what an adjective describes: a name before it, in or behind its noun phrase."""
    found = owner(read, replace(spot, entry=replace(spot.entry, of="patient")))
    scene, last = read.scene, spot.span[1]
    if found is not None or scene.word(last - 1) in PREPOSITIONS | {"of"}:
        return found
    for one in scene.named(last, min(last + 6, scene.clauses[spot.n].last)):
        how, far = governor(scene, read.verbs, one), one.first - last
        if how == "by" or (far <= 1 and one.kind in ADJECTIVES | {"organ", "phrase"}):
            return one
        if how == "of" and far <= 4 and one.kind not in ADJECTIVES and not suffered(read, last, one.first):
            return one
    return None


def apposed(read: Reading, spot: Spot) -> Target | None:
    """Who stands right behind the noun that says what he is: "our ally Peru", "the aggressor, the Peruvian delegation"."""
    scene, last = read.scene, spot.span[1]
    if scene.word(last) == "," and scene.word(last + 1) in {"the", "our"}:
        last += 2
    target = next(scene.named(last, last + 1), None)
    return target if target is not None and usable(target) else None


def objects(read: Reading, spot: Spot) -> Iterator[Target]:
    """Whom an attitude is about: the owner of what is condemned, else the object itself, with those joined to it."""
    scene, first = read.scene, spot.span[1]
    found: list[Target] = []
    for one in scene.named(first, min(first + REACH, _end(scene, spot))):
        how = governor(scene, read.verbs, one)
        if how == "by":
            found = [one]
            break
        near = how in TOWARDS and one.first - first <= 4 and not (how == "for" and spot.entry.value < 0)
        if suffered(read, first, one.first) or not (how in OWN or near):
            continue
        if not found or joined(scene, found[-1], one):
            found.append(one)
    yield from (one for one in found if usable(one))


def suffered(read: Reading, first: int, last: int) -> bool:
    """Whether a noun whose "of" leads to the victim stands between two words."""
    if any(read.scene.word(k) in LOST for k in range(first, last)):
        return True
    return any(e.kind == "act" and e.of == "patient" for _, some in read.near(first, last) for e in some)


def joined(scene: Scene, one: Target, two: Target) -> bool:
    """Whether two names are joined by no more than "and" or a comma."""
    between = {scene.word(k) for k in range(one.last, two.first)}
    return between <= {"and", ",", "the", "or", "of", "with"} and bool(between & {"and", "or", ","})


def _end(scene: Scene, spot: Spot) -> int:
    """Where the object of an attitude may end: with the clause, or with the next that "that" or a quotation begins."""
    end = scene.clauses[spot.n].last
    if spot.n + 1 == len(scene.clauses):
        return end
    behind = scene.clauses[spot.n + 1]
    follows = behind.opener == "" or (behind.opener == "that" and end - spot.span[1] <= 1)
    return behind.last if follows else end


def _owner_before(read: Reading, spot: Spot) -> Target | None:
    scene, first = read.scene, spot.span[0]
    for place in range(first - 1, max(first - 5, -1), -1):
        if scene.at[place] >= 0:
            return _possessor(scene, spot, scene.targets[scene.at[place]])
        if scene.word(place) in POSSESSIVES:
            who = subject_of(read, spot.n, place).target
            return who if usable(who) else None
        if scene.word(place) in BREAKS or place in read.verbs:
            return None
    return None


def _possessor(scene: Scene, spot: Spot, target: Target) -> Target | None:
    """A name that owns the noun behind it: with "'s", as an adjective, or right before it ("the Lima junta")."""
    first = spot.span[0]
    marked = any(scene.word(k) in {"'s", "'"} for k in range(target.last, first))
    beside = target.last == first and spot.entry.of != "patient"
    return target if marked or beside or target.kind in ADJECTIVES | {"first"} else None


def _owner_behind(read: Reading, spot: Spot) -> Target | None:
    scene, last = read.scene, spot.span[1]
    for one in scene.named(last, min(last + 6, scene.clauses[spot.n].last)):
        how, near = governor(scene, read.verbs, one), one.first - last <= 3
        if how == "by" or (near and (how == "from" or (how == "of" and spot.entry.of != "patient"))):
            return one
    return None
