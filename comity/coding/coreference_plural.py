"""Several behind "they", "both sides", "the two leaders", "the former": exactly as many as the words say, or nobody."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from comity.coding.coreference_anaphors import Anaphor
from comity.coding.coreference_scene import Group, Scene
from comity.coding.coreference_single import Found, barred, choose
from comity.coding.coreference_things import Thing
from comity.coding.coreference_words import bloc_and_member, kind_of

_PLURAL_SUBJECT = re.compile(
    r"(?:^|[,;\"\u201c]\s*|\b(?:that|while|as|but|and|when|because|after|if|where)\s+)(?:(?:[Tt]he|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal|[Aa]ll|[Ll]ocal|[Oo]ther|[Tt]hese|[Tt]hose|\d+|[Tt]heir|[Ii]ts|[Hh]is|[Tt]wo|[Tt]hree)\s+)*"
    r"(?:[A-Za-z][\w-]*\s+){0,2}?(?:[a-z][\w-]+s|[Pp]eople|[Pp]olice|[Ww]omen|[Mm]en|[Cc]hildren|[A-Z][a-z]+s)\s+(?:have|had|were|are|will|would|said|say|could|can|who|in|at|[a-z]+ed)\b"
)


def several(scene: Scene, one: Anaphor) -> Found | None:
    """Who is meant by a phrase such as "the two countries"."""
    for found, confidence, why in _ways(scene, one):
        actors = tuple(dict.fromkeys(a for t in found for a in t.actors))
        if len(found) == one.count and _enough(one, found, actors):
            names = ", ".join(scene.text[t.start : t.end] for t in found)
            person = "" if one.sort != "person" else "; ".join(t.name for t in found if t.name)
            return Found(
                actors, person, found[0].span, confidence, f"{_label(one)}: {names} {why}", sort=_sort(one), many=True
            )
    return _topic(scene, one)


def _label(one: Anaphor) -> str:
    return f"{one.count} {one.noun}".strip()


def _sort(one: Anaphor) -> str:
    return "person" if one.sort == "person" else "state"


def _enough(one: Anaphor, found: Sequence[Thing], actors: Sequence[str]) -> bool:
    """Whether each of the things found has its own actor, and none contains another without being joined to it."""
    return len(actors) >= one.count and len({t.actors for t in found}) == len(found)


def _ways(scene: Scene, one: Anaphor) -> Iterator[tuple[list[Thing], float, str]]:
    """Sets that may be meant, best first: joined after or before the phrase, then all actors of a sentence, then of two."""
    after = _after(scene, one)
    if after:
        yield after, 0.9, "right after"
    for back in range(3):
        number = one.sentence - back
        if number < 0:
            return
        where = (
            "in the same sentence" if not back else "in the sentence before" if back == 1 else "two sentences before"
        )
        for group in reversed(scene.groups(number, one.start)):
            if len(_fitting(one, group.members)) == one.count:
                yield _fitting(one, group.members), 0.92 - 0.06 * back, where
        here = [t for t in scene.things[number] if t.end <= one.start]
        distinct = _distinct(one, here)
        yield from _those(one, here, distinct, back, where)
        if len(distinct) > one.count:
            return
        if back and distinct:
            both = _distinct(one, scene.before(one.sentence, one.start, back))
            if len(both) == one.count and not bloc_and_member(tuple(a for t in both for a in t.actors)):
                yield both, 0.75 - 0.05 * back, "in this sentence and before"
            return


def _those(
    one: Anaphor, here: Sequence[Thing], distinct: list[Thing], back: int, where: str
) -> Iterator[tuple[list[Thing], float, str]]:
    """The persons of a sentence, or all its actors, where there are as many as the phrase counts."""
    persons = _distinct(one, [t for t in here if t.sort == "person"]) if one.sort == "person" else []
    if len(persons) == one.count:
        yield persons, 0.88 - 0.08 * back, where
    if len(distinct) == one.count and not bloc_and_member(tuple(a for t in distinct for a in t.actors)):
        yield distinct, 0.85 - 0.08 * back, where


def _after(scene: Scene, one: Anaphor) -> list[Thing]:
    """ "the two countries, Peru and Chile," names them itself."""
    rest = [t for t in scene.things[one.sentence] if t.start >= one.end]
    if len(rest) < one.count or not re.match(
        r"\s*[,:(\u2013\u2014-]\s*(?:the\s+)?$", scene.text[one.end : rest[0].start]
    ):
        return []
    first = rest[: one.count]
    joined = all(
        re.match(r"\s*(?:,|,?\s*and)\s+(?:the\s+)?$", scene.text[a.end : b.start]) for a, b in itertools.pairwise(first)
    )
    return _fitting(one, first) if joined else []


def _fitting(one: Anaphor, found: Sequence[Thing]) -> list[Thing]:
    """Those that a phrase of this sort can count: persons or their states for leaders, actors for the rest."""
    kept = []
    for thing in found:
        if not thing.actors or len(thing.actors) > 1 or thing.place:
            continue
        state = kind_of(thing.actors[0]) in {"", "state"}
        if (one.sort == "state" and not state) or (one.sort == "person" and not _leads(one, thing)):
            continue
        kept.append(thing)
    return kept


_LESSER = re.compile(r"\b(?:secretary|ambassador|spokes\w+|envoy|deputy|adviser|official)\b")
_LEADING = frozenset(
    {
        "leaders",
        "presidents",
        "prime ministers",
        "premiers",
        "heads of state",
        "heads of government",
        "leader",
        "president",
    }
)


def _leads(one: Anaphor, thing: Thing) -> bool:
    """Whether a person can be one of "the two leaders": no foreign minister, no ambassador."""
    if one.noun not in _LEADING or thing.sort != "person":
        return True
    noun = thing.noun.lower()
    return not _LESSER.search(noun) and ("minister" not in noun or "prime minister" in noun)


def _distinct(one: Anaphor, found: Sequence[Thing]) -> list[Thing]:
    """One thing for each actor, persons first where persons are meant."""
    fitting = _fitting(one, found)
    best: dict[tuple[str, ...], Thing] = {}
    for thing in fitting:
        best.setdefault(thing.actors, thing)
    return list(best.values())


def _topic(scene: Scene, one: Anaphor) -> Found | None:
    """The pair that the text keeps speaking of."""
    pair = scene.topic(one.sentence)
    if one.count != 2 or pair is None or one.sort == "" or bloc_and_member(pair):
        return None
    if one.sort == "state" and any(kind_of(a) not in {"", "state"} for a in pair):
        return None
    number = next(
        (
            n
            for n in range(one.sentence, max(-1, one.sentence - 12), -1)
            if {a for t in scene.things[n] for a in t.actors} >= set(pair)
        ),
        -1,
    )
    if number < 0:
        return None
    thing = next(t for t in scene.things[number] if set(t.actors) & set(pair))
    return Found(
        pair,
        "",
        thing.span,
        0.65,
        f"{_label(one)}: {pair[0]}, {pair[1]} stand together most in the text",
        sort=_sort(one),
        many=True,
    )


def they(scene: Scene, one: Anaphor) -> Found | None:
    """Who is meant by "they", "them", "their": a group, a plural, or both partners of the sentence before."""
    plural = [
        t
        for t in scene.before(one.sentence, one.start, 1)
        if (t.many or len(t.actors) > 1) and not barred(scene, one, t)
    ]
    groups = [*_groups(scene, one, one.sentence), *(_groups(scene, one, one.sentence - 1) if one.sentence else [])]
    if _plural_between(scene, one, [*plural, *groups]):
        return None
    alone = [t for t in plural if not any(g.start <= t.start and t.end <= g.end for g in groups)]
    candidates = [*alone, *(_as_thing(g) for g in groups)]
    found = choose(scene, one, sorted(candidates, key=lambda t: t.start))
    if found or candidates:
        return found
    return None


def _groups(scene: Scene, one: Anaphor, number: int) -> list[Group]:
    return [g for g in scene.groups(number, one.start) if not any(barred(scene, one, t) for t in g.members)]


def _as_thing(group: Group) -> Thing:
    first, last = group.members[0], group.members[-1]
    role = next((t.role for t in (first, last) if t.role != "modifier"), "oblique")
    return Thing(
        group.start, group.end, first.span, group.actors, first.sort, first.sentence, role, True, quoted=first.quoted
    )


def _plural_between(scene: Scene, one: Anaphor, found: Sequence[Thing | Group]) -> bool:
    """Whether a plural subject that is nobody known stands nearer ("residents said they")."""
    last = max((t.end for t in found), default=-1)
    first = scene.sentences[max(0, one.sentence - 1)].start
    return last < 0 or _PLURAL_SUBJECT.search(scene.text[max(last, first) : one.start]) is not None


def ordered(scene: Scene, one: Anaphor) -> Found | None:
    """ "the former" and "the latter" of the two last named."""
    for back in range(4):
        named = [t for t in scene.before(one.sentence, one.start, back) if t.actors and not t.place]
        distinct: dict[tuple[str, ...], Thing] = {}
        for thing in named:
            distinct.setdefault(thing.actors, thing)
        two = list(distinct.values())
        if len(two) > 2:
            groups = [
                g.members
                for n in range(one.sentence - back, one.sentence + 1)
                if n >= 0
                for g in scene.groups(n, one.start)
            ]
            two = list(groups[-1]) if groups else []
        if len(two) == 2:
            best = two[0] if one.shape == "former" else two[1]
            return Found(
                best.actors,
                best.name,
                best.span,
                0.85 - 0.05 * back,
                f"the {one.shape} of {_both(scene, two)}",
                best.gender,
                best.sort,
                best.many,
            )
        if len(distinct) > 2:
            return None
    return None


def _both(scene: Scene, two: Sequence[Thing]) -> str:
    return " and ".join(scene.text[t.start : t.end] for t in two)
