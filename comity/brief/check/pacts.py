"""Treaties and alliances: which rung of the ladder two stood on, and which treaties began when."""

from __future__ import annotations

import re
from dataclasses import dataclass

from comity import actors
from comity.brief.check.record import Record, is_state, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, UNCHECKED, Verdict, unchecked
from comity.brief.objects import Figure
from comity.brief.wording import said, short_day
from comity.coding.claims import Claim
from comity.errors import ComityError
from comity.measure.pacts.ladder import RUNGS, Ladder, Treaty, ladder

DEFENCE = 5
MANY = 10


@dataclass(frozen=True, slots=True)
class Meant:
    """What kind of bond the words mean: one of these obligations, or any where there are none; `loose` words bind nobody."""

    obligations: frozenset[str]
    label: str
    loose: bool = False


_MEANT = (
    (r"non-?aggression", Meant(frozenset({"non-aggression"}), "a pledge of non-aggression")),
    (r"neutrality", Meant(frozenset({"neutrality"}), "a pledge of neutrality")),
    (r"friendship", Meant(frozenset(), "a treaty")),
    (
        r"defen[cs]e|mutual assistance|security (?:pact|treaty|alliance)|military (?:pact|alliance)|formal all|treaty all",
        Meant(frozenset({"defence", "offence"}), "a defence pact"),
    ),
    (r"treaty of alliance|alliance", Meant(frozenset({"defence", "offence"}), "a defence pact", True)),
    (r"\ball(?:y|ies|ied)\b", Meant(frozenset({"defence", "offence"}), "a defence pact", True)),
)
_MADE = re.compile(r"\b(?:sign|conclude|made|enter|ratif|agree)", re.I)


def treaty(claim: Claim, record: Record, words: str) -> Verdict:
    """A bond between two states in force on the day, or made in the year that is said."""
    meant = next((one for pattern, one in _MEANT if re.search(pattern, words, re.I)), Meant(frozenset(), "a treaty"))
    one, two = claim.subjects[:2]
    blocs = [id for id in (one, two) if not is_state(id)]
    if blocs:
        return _with_bloc(claim, record, meant, blocs[0], two if blocs[0] == one else one)
    try:
        found = ladder(one, two, source=record.source, until=record.day)
    except ComityError as error:
        return unchecked(error.what)
    dated = claim.when.words and not claim.when.vague and claim.when.role in ("in", "since", "")
    if dated and (_MADE.search(words) or claim.when.role == "since"):
        return _made(claim, record, meant, found)
    return _in_force(claim, record, meant, found)


def _fits(treaty: Treaty, meant: Meant) -> bool:
    return not meant.obligations or bool(meant.obligations & set(treaty.obligations))


def _vast(treaty: Treaty) -> bool:
    """A treaty of many that our table of alliances does not know: what ATOP reads in it, a text may not mean."""
    return not treaty.page and (treaty.n_parties or MANY) >= MANY


def _figure(treaty: Treaty) -> Figure:
    end = f" to {short_day(treaty.end)}" if treaty.end else " on"
    return said(
        f"{treaty.name} (from {short_day(treaty.start)}{end})", None, treaty.start, "treaty record", treaty.evidence
    )


def _made(claim: Claim, record: Record, meant: Meant, found: Ladder) -> Verdict:
    first, last = claim.when.first or claim.when.last, claim.when.last or claim.when.first
    if first is None or last is None:
        return _in_force(claim, record, meant, found)
    near = [one for one in found.treaties if first.year - 1 <= one.start.year <= last.year + 1]
    fitting = [one for one in near if _fits(one, meant)]
    if fitting:
        return Verdict(SUPPORTED, f"on record: {_figure(fitting[0])}", (_figure(fitting[0]),))
    if near:
        return Verdict(
            DEPENDS,
            f"on record is {_figure(near[0])}, which holds no {meant.label.removeprefix('a ')}",
            (_figure(near[0]),),
        )
    rung = _rung(found)
    return Verdict(
        CONTRADICTED,
        f"no treaty of that year is on record; on {short_day(found.as_of)} the two stood on the rung {rung}",
        (rung,),
    )


def _rung(found: Ladder) -> Figure:
    return said(
        found.label, float(found.rung), found.as_of, "ladder of commitment", found.evidence, len(found.treaties)
    )


def _in_force(claim: Claim, record: Record, meant: Meant, found: Ladder) -> Verdict:
    day = record.last_of(claim)
    held = [one for one in found.treaties if one.start <= day and (one.end is None or one.end >= day)]
    fitting = [one for one in held if _fits(one, meant)]
    to = found.as_of.year if found.as_of.year < record.year else None
    if fitting:
        best = next((one for one in reversed(fitting) if not _vast(one)), fitting[-1])
        name = DEPENDS if _vast(best) and meant.obligations else SUPPORTED
        wide = f", a treaty of {best.n_parties} parties that is no alliance in name" if name == DEPENDS else ""
        return Verdict(name, f"in force: {_figure(best)}{wide}", (_figure(best), _rung(found)), to)
    rung = _rung(found)
    before = [one for one in found.treaties if _fits(one, meant)]
    text = f"no {meant.label.removeprefix('a ')} is in force on record; rung on {short_day(found.as_of)}: {rung}"
    figures: tuple[Figure, ...] = (rung,)
    if before and before[-1].end:
        text += f"; formerly {_figure(before[-1])}"
        figures = (rung, _figure(before[-1]))
    if meant.loose and (found.rung or before or "ally" in meant.label or _loosely(claim)):
        return Verdict(DEPENDS, f"{text}; the words may be meant loosely", figures, to)
    return Verdict(CONTRADICTED, text, figures, to)


def _loosely(claim: Claim) -> bool:
    """A standing figure of speech ("an ally of"): no treaty is claimed by it."""
    return claim.sense == "pact" and claim.standing == "asserted"


def _with_bloc(claim: Claim, record: Record, meant: Meant, bloc: str, state: str) -> Verdict:
    """A state and a bloc: how many of its members are bound to the state."""
    if not is_state(state):
        return unchecked("two bodies have no treaty on the ladder")
    day = record.day
    bound, asked = [], 0
    for member in sorted(actors.members(bloc, day)):
        if member == state:
            return Verdict(
                SUPPORTED,
                f"{name_of(state)} is itself in {name_of(bloc)}",
                (said("a member", None, day, "membership", f"membership/{bloc}/{state}"),),
            )
        try:
            found = ladder(member, state, source=record.source, until=day)
        except ComityError:
            continue
        asked += 1
        if found.rung == DEFENCE:
            bound.append(found)
    if not asked:
        return Verdict(UNCHECKED, f"no member of {name_of(bloc)} on {short_day(day)} is on record")
    if bound:
        figures = tuple(_rung(one) for one in bound[:3])
        return Verdict(
            SUPPORTED if len(bound) * 2 >= asked else DEPENDS,
            f"{len(bound)} of {asked} members of {name_of(bloc)} are bound to {name_of(state)} by a {RUNGS[DEFENCE].label}",
            figures,
        )
    last = ladder(sorted(actors.members(bloc, day) - {state})[0], state, source=record.source, until=day)
    lead = next((one for one in ("USA", "GBR", "RUS", "CHN") if one in actors.members(bloc, day)), "")
    shown = _rung(ladder(lead, state, source=record.source, until=day)) if lead and lead != state else _rung(last)
    return Verdict(
        DEPENDS,
        f"no member of {name_of(bloc)} is bound to {name_of(state)} by a {RUNGS[DEFENCE].label} (with {name_of(lead) if lead else 'one'}: {shown}); the word may be meant loosely",
        (shown,),
    )
