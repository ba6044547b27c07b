"""From statements in the making to attributed ones: who speaks, to whom, how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.coding.attribution.attributed import Attributed
from comity.coding.attribution.drafts import Draft
from comity.coding.attribution.listeners import publisher, stray
from comity.coding.attribution.speakers import NOBODY, POSSESSIVES, Speakers, Who
from comity.schema import Span

NEAR = 1
"""Paragraphs back in which a pronoun without a mention may find its speaker."""

GUESSED = 0.8
"""Factor on the confidence of a statement whose speaker was found that way."""


def resolved(text: str, found: Sequence[tuple[int, Draft]], speakers: Speakers) -> list[Attributed]:
    """The statements with their speakers, in order of their content, each once."""
    done: list[Attributed] = []
    present = _present(found, speakers)
    recent: list[tuple[int, Who]] = []
    seen: set[tuple[Span, ...]] = set()
    holders = {number: draft for _, draft in found for number in draft.quotations}
    for number, draft in sorted(found, key=lambda row: (row[1].spans[0], row[1].nested, row[1].cue)):
        who = speakers.who(draft.core, draft.full) if draft.core and draft.full else NOBODY
        near = NOBODY if who.speaker else _near(text, draft, speakers, recent, number)
        if draft.first_person:
            who = _own(draft, speakers, holders, who)
        elif draft.nested and _someone_here(text, draft, who, speakers, holders, present):
            continue
        elif near.speaker:
            who, draft = near, replace(draft, sure=round(draft.sure * GUESSED, 3))
        if _doubtful(draft, who) or draft.spans in seen:
            continue
        if not who.speaker and draft.act in ("threaten", "promise") and _thing(text, draft):
            continue
        if not draft.nested and draft.floor is None and who.speaker:
            recent = [*recent[-3:], (number, who)]
        seen.add(draft.spans)
        done.append(_attributed(text, draft, who, speakers))
    return done


def _present(found: Sequence[tuple[int, Draft]], speakers: Speakers) -> frozenset[str]:
    """The names of those who have the floor somewhere in the text: each speaks to the others as "you"."""
    floors = {draft.floor for _, draft in found if draft.floor}
    return frozenset(speakers.who(floor, floor).speaker for floor in floors)


def _someone_here(
    text: str, draft: Draft, who: Who, speakers: Speakers, holders: dict[int, Draft], present: frozenset[str]
) -> bool:
    """Whether "he said" inside somebody's words seems to mean the one who speaks or listens, whom it cannot mean."""
    if not draft.core or text[slice(*draft.core)].lower() not in ("he", "she", "they", "it"):
        return False
    holder = holders.get(draft.inside)
    if draft.floor:
        return not who.speaker or who.speaker in present
    own = holder and holder.core and holder.full and speakers.who(holder.core, holder.full).speaker
    return bool(who.speaker and own == who.speaker)


def _own(draft: Draft, speakers: Speakers, holders: dict[int, Draft], who: Who) -> Who:
    """Who "I" and "we" are: whoever has the floor or is quoted; outside quotations the publisher or author of the text."""
    if draft.floor:
        return speakers.who(draft.floor, draft.floor)
    holder = holders.get(draft.inside)
    if holder and holder.core and holder.full and not holder.first_person:
        return speakers.who(holder.core, holder.full)
    return who if draft.inside >= 0 else replace(NOBODY, kind="publisher")


def _thing(text: str, draft: Draft) -> bool:
    """Whether the subject is an "it" that nothing explains: a storm threatens too."""
    return bool(draft.core and text[slice(*draft.core)].lower() == "it")


def _doubtful(draft: Draft, who: Who) -> bool:
    """Whether only "For X" or a colon tells that X speaks, and X is nobody known."""
    if draft.act == "for":
        return not who.person
    return draft.act == ":" and draft.floor is None and not _known(draft, who)


def _known(draft: Draft, who: Who) -> bool:
    """Whether a speaker that only a colon tells is somebody known, titled or fully named."""
    full = who.kind == "person" and " " in who.speaker
    return bool(
        who.actors or who.person or who.role or full or who.kind in ("organ", "publisher") or who.speaker[:1].islower()
    )


def _near(text: str, draft: Draft, speakers: Speakers, recent: Sequence[tuple[int, Who]], number: int) -> Who:
    """The last speaker that a pronoun without a mention can stand for, if near; else nobody."""
    low = text[slice(*draft.core)].lower() if draft.core else ""
    low = POSSESSIVES.get(low, low)
    kinds = {"he": ("person",), "she": ("person",), "it": ("organ", "publisher"), "they": ("group", "unnamed", "organ")}
    for place, other in reversed(recent):
        if number - place > NEAR:
            break
        if low in ("he", "she") and other.speaker.isupper():
            continue
        if other.kind in kinds.get(low, ()) and speakers.may_be(low, other):
            return other
    return NOBODY


def _attributed(text: str, draft: Draft, who: Who, speakers: Speakers) -> Attributed:
    said_to = (
        publisher(text, *draft.around, draft.addressee)
        or _spoken_to(text, draft)
        or stray(text, max(draft.around[1] - 1, draft.cue[1]))
    )
    addressee = () if said_to or not draft.addressee else _ids(speakers, draft.addressee)
    sure = draft.sure * (0.75 if not who.speaker or text[slice(*draft.cue)] == "" else 1.0)
    return Attributed(
        speaker_span=draft.full,
        speaker=who.speaker,
        actors=who.actors,
        person=who.person,
        speaker_kind=who.kind,
        role=who.role,
        affiliation=who.affiliation,
        cue_span=draft.cue,
        cue=text[slice(*draft.cue)],
        content_spans=draft.spans,
        addressee=addressee,
        said_to=said_to,
        directness=draft.directness,
        negated=draft.negated,
        confidence=round(min(0.99, sure), 3),
        trace=draft.trace,
    )


def _spoken_to(text: str, draft: Draft) -> str:
    """The publisher named between speaker and cue: "X, speaking to Reuters, said"."""
    return publisher(text, draft.core[1], draft.full[1], None) if draft.core and draft.full else ""


def _ids(speakers: Speakers, span: Span) -> tuple[str, ...]:
    found = [actor for mention in speakers.inside(*span) for actor in mention.actors]
    return tuple(dict.fromkeys(found))
