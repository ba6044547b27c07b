"""One person or one actor behind "he", "it", "the country", "the minister": scored, and left out where two come close."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from comity.coding.coreference_anaphors import Anaphor
from comity.coding.coreference_fitting import fits
from comity.coding.coreference_scene import Scene
from comity.coding.coreference_things import Thing
from comity.coding.coreference_words import kind_of
from comity.coding.stops import SAYS
from comity.schema import Span

FAINTEST = 0.5
"""A chain of pronouns this unsure breaks off."""

_FADES = (0.98, 0.93)
LEAST = 0.7
MARGIN = 1.0
MARGIN_OF_PERSONS = 1.4
DISTANCE = {0: 2.0, 1: 1.2, 2: -0.2, 3: -1.0}
ROLES = {
    "subject": 1.3,
    "inner": 0.8,
    "object": 0.2,
    "oblique": -0.3,
    "possessor": 0.0,
    "joined": 0.5,
    "modifier": -3.0,
    "label": -9.0,
}
_CLAUSE = re.compile(
    r"[,;:\u2014\u2013]|\b(?:that|which|who|because|after|before|while|when|if|although|but|and|as|saying|since|until|so)\b"
)
_SUBJECT_NOUN = re.compile(
    r"(?:^|[,;]\s+|\b(?:that|while|but|as|because|after|when|and)\s+)(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Ii]ts|[Hh]is|[Tt]heir|[Ss]uch\s+an?)\s+(?:[a-z][\w-]*\s+){1,4}?"
    r"(?:has|had|was|is|will|would|could|may|might|can|did|does|[a-z]+ed|came|went|began|took|gave|made|fell|rose)\b"
)
_SAYS_AFTER = re.compile(rf"\s+(?:also\s+|later\s+|then\s+|had\s+|has\s+|[a-z]+ly\s+)?{SAYS}\b")


@dataclass(frozen=True, slots=True)
class Found:
    """Who is meant, and why."""

    actors: tuple[str, ...]
    person: str
    antecedent: Span
    confidence: float
    trace: str
    gender: str = ""
    sort: str = ""
    many: bool = False


def single(scene: Scene, one: Anaphor) -> Found | None:
    """Who is meant by a singular pronoun or phrase; None where nobody fits or two fit about as well."""
    back = 2 if one.shape in {"he", "she"} or one.sort in {"person", "organ"} else 1
    candidates = [
        t
        for t in scene.before(one.sentence, one.start, back)
        if fits(one, t, scene.genders) and not barred(scene, one, t)
    ]
    found = choose(scene, one, candidates)
    if found is None and not candidates:
        return _last_speaker(scene, one) if one.shape in {"he", "she"} else _only_holder(scene, one)
    return found


def choose(scene: Scene, one: Anaphor, candidates: Sequence[Thing]) -> Found | None:
    """The best candidate, if good enough and well ahead of any other referent."""
    scored = sorted(
        ((score(scene, one, t), -n, t) for n, t in enumerate(candidates[::-1])), key=lambda s: s[:2], reverse=True
    )
    if not scored or scored[0][0] < LEAST:
        return None
    best = scored[0][2]
    rest = [s for s, _, t in scored if not _alike(best, t)]
    lead = scored[0][0] - max(rest, default=-1.0)
    least = MARGIN_OF_PERSONS if one.shape in {"he", "she"} else MARGIN
    if lead < least or not (best.actors or best.name):
        return None
    confidence = round(
        min(0.95, 0.6 + 0.08 * min(lead, 4.0) + 0.02 * min(scored[0][0], 3.0), best.sure * _FADES[one.shape == "they"]),
        2,
    )
    if confidence < FAINTEST:
        return None
    return Found(
        best.actors, best.name, best.span, confidence, _why(scene, one, best), best.gender, best.sort, best.many
    )


def _alike(one: Thing, two: Thing) -> bool:
    if one.sort == "person" and two.sort == "person":
        return one.same(two) or bool(one.actors and one.actors == two.actors and not (one.name and two.name))
    return bool(one.actors) and one.actors == two.actors


def _why(scene: Scene, one: Anaphor, best: Thing) -> str:
    words = scene.text[best.start : best.end]
    where = {0: "in the same sentence", 1: "in the sentence before"}.get(one.sentence - best.sentence, "further up")
    return f"{one.noun or one.shape}: {words}, {best.role}, {where}"


def barred(scene: Scene, one: Anaphor, thing: Thing) -> bool:
    """Whether grammar or the quotation around it forbids the antecedent."""
    inside = scene.quoted(one.start)
    apart = inside >= 0 and thing.quoted != inside
    if apart and any(_alike(thing, s) for s in scene.speakers(one.sentence, inside)):
        return True
    if thing.sentence != one.sentence or one.role == "possessive":
        return (
            thing.sentence == one.sentence
            and one.shape == "one"
            and thing.role == "possessor"
            and one.role != "subject"
        )
    between = scene.text[thing.end : one.start]
    parted = _CLAUSE.search(between) is not None
    if (
        one.role in {"object", "oblique"}
        and not parted
        and thing.role in {"subject", "inner", "joined"}
        and one.shape != "one"
    ):
        return True
    return one.sort in {"state", "styled"} and thing.role == "possessor" and not parted


def score(scene: Scene, one: Anaphor, thing: Thing) -> float:
    """How well a thing fits: near, subject, beside a word of saying, spoken of often, in the same quotation."""
    apart = one.sentence - thing.sentence
    total = DISTANCE.get(apart, -2.0) + ROLES.get(thing.role, 0.0)
    if one.shape == "it" and apart and one.role in {"object", "oblique"}:
        total -= 0.8
    if thing.gender and thing.gender == one.shape:
        total += 0.5
    if thing.speaks and _SAYS_AFTER.match(scene.text, one.end):
        total += 0.6
    if (thing.quoted >= 0) != (scene.quoted(one.start) >= 0):
        total -= 0.5
    if apart and scene.sentences[thing.sentence].block != scene.sentences[one.sentence].block:
        total -= 0.4
    if (
        one.role == "possessive"
        and not apart
        and thing.role in {"subject", "inner"}
        and not scene.subject_between(thing, one.start)
    ):
        total += 0.5
    total += min(0.4, 0.1 * scene.times[thing.name]) if thing.name else 0.0
    return total + _between(scene, one, thing)


def _between(scene: Scene, one: Anaphor, thing: Thing) -> float:
    """Taken off for a subject that is no actor between the two ("The treaty ... It ...")."""
    if one.shape != "it" or (one.role == "possessive" and one.sentence == thing.sentence):
        return 0.0
    between = scene.text[max(thing.end, one.start - 400) : one.start]
    if _SUBJECT_NOUN.search(between):
        return -1.5
    first = scene.sentences[one.sentence - 1].start if one.sentence else 0
    if thing.sentence == one.sentence - 1 and one.role == "subject" and thing.role != "subject":
        return -0.6 if _SUBJECT_NOUN.match(scene.text[first : thing.start]) else 0.0
    return 0.0


def _only_holder(scene: Scene, one: Anaphor) -> Found | None:
    """ "the ministry", "the president": the only one that the text has named so far."""
    if one.sort not in {"person", "organ"}:
        return None
    held = scene.holders.get(one.noun.split()[-1], {})
    if len(held) != 1:
        return None if held else _only_state(scene, one)
    best = next(iter(held.values()))
    if not best.actors and not best.name:
        return None
    why = f"{one.noun}: the only one so far, {scene.text[best.start : best.end]}"
    return Found(best.actors, best.name, best.span, 0.7, why, best.gender, best.sort)


def _only_state(scene: Scene, one: Anaphor) -> Found | None:
    """ "the ministry" where this sentence and the one before name one state and nobody else."""
    near = [t for t in scene.before(one.sentence, one.start, 1) if t.actors or t.name]
    if not near or len({t.actors for t in near}) != 1 or len(near[0].actors) != 1 or scene.quoted(one.start) >= 0:
        return None
    best = near[-1]
    if kind_of(best.actors[0]) != "state" or all(t.role in {"modifier", "oblique"} or t.place for t in near):
        return None
    why = f"{one.noun}: of the only state near, {scene.text[best.start : best.end]}"
    return Found(best.actors, "", best.span, 0.6, why, "", "person" if one.sort == "person" else "organ")


def _last_speaker(scene: Scene, one: Anaphor) -> Found | None:
    """ "he said" paragraphs after: the last person beside a word of saying, where no other person stood since."""
    if not _SAYS_AFTER.match(scene.text, one.end) or scene.quoted(one.start) >= 0:
        return None
    for number in range(one.sentence - 3, max(-1, one.sentence - 9), -1):
        persons = [t for t in scene.things[number] if t.sort == "person" and t.quoted < 0]
        if persons:
            speaking = [t for t in persons if t.speaks and t.gender in {"", one.shape}]
            best = speaking[-1] if speaking and all(_alike(speaking[-1], t) for t in persons) else None
            if best is None or not (best.name or best.actors):
                return None
            why = f"{one.noun}: the last speaker, {scene.text[best.start : best.end]}"
            return Found(best.actors, best.name, best.span, 0.65, why, best.gender, "person")
    return None
