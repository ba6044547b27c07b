"""Sanctions and pressure: who had sanctions on whom in a year, and which way a bloc's pressure went."""

from __future__ import annotations

from datetime import date

from comity import actors
from comity.brief.check.record import NO_SERIES, Record, is_state, name_of
from comity.brief.check.verdict import CONTRADICTED, DEPENDS, SUPPORTED, Verdict, together, unchecked
from comity.brief.indexed import valued
from comity.brief.objects import Figure
from comity.brief.wording import count
from comity.coding.claims import Claim
from comity.measure.push.course import course_of

SANCTIONS = "sanctions/in_force"
TREND = 10


def sanctions(claim: Claim, record: Record) -> Verdict:
    """Sanctions of every sender named on every target named."""
    return together([_between(claim, record, one, two) for one in claim.subjects for two in claim.objects])


def _between(claim: Claim, record: Record, sender: str, target: str) -> Verdict:
    covered = record.covered(SANCTIONS)
    if covered is None:
        return unchecked(f"who sanctions whom is not held: {NO_SERIES}")
    if not is_state(target):
        return unchecked(f"sanctions are listed against states, not {name_of(target)}")
    first, last = _window(claim, record, covered)
    if first > covered[1]:
        return unchecked(f"the record of sanctions ends in {covered[1]}")
    to = covered[1] if covered[1] < min(last, record.year) else None
    held = _held(record, sender, target)
    inside = {year: figure for year, figure in held.items() if first <= year <= last}
    who = f"{name_of(sender)} on {name_of(target)}"
    if not inside:
        shown = _silence(record, sender, target, held)
        return (
            Verdict(CONTRADICTED, f"none is listed of {who} from {first} to {min(last, covered[1])}", shown, to)
            if shown
            else unchecked(
                f"none is listed of {who} from {first} to {min(last, covered[1])}; the list names no other year that could be shown"
            )
        )
    year = max(inside)
    begins = min(held)
    if claim.sense == "lifted":
        after = {one for one in held if one > year}
        return Verdict(
            DEPENDS if after else SUPPORTED,
            f"{who}: {inside[year]} in {year}, the last year listed",
            (inside[year],),
            to,
        )
    told = (
        claim.when.first.year
        if claim.when.first and claim.when.words and not claim.when.vague and claim.when.role in ("in", "since")
        else None
    )
    text = f"{who}: {inside[year]} in {year}; listed since {begins}"
    figures = (inside[year], held[begins])
    if told and told not in held and told + 1 not in held:
        return Verdict(CONTRADICTED, text, figures, to)
    return Verdict(SUPPORTED, text, figures, to)


def _window(claim: Claim, record: Record, covered: tuple[int, int]) -> tuple[int, int]:
    last = min(
        record.last_of(claim).year, max(record.year, record.day.year - 1) if not claim.when.words else record.day.year
    )
    if claim.when.words and claim.when.first and claim.when.role != "since":
        return claim.when.first.year, last
    if claim.standing == "negated":
        return covered[0], last
    return max(covered[0], min(last, covered[1]) - 1), last


def _held(record: Record, sender: str, target: str) -> dict[int, Figure]:
    """Years with sanctions of the sender, of a body it belongs to, or (for a bloc) of a member of the day."""
    found: dict[int, Figure] = {}
    senders = _senders(sender, record.day)
    for one in senders:
        if one == target:
            continue
        for year, estimate in record.of_pair(one, target).get(SANCTIONS, {}).items():
            if one == sender or _belongs(one, sender, year):
                old = found.get(year)
                if old is None or (estimate.value or 0) > (old.estimate.value or 0):
                    by = "" if one == sender else f" by {name_of(one)}"
                    found[year] = Figure(f"{count(int(estimate.value or 0), 'kind')} of sanctions{by}", estimate)
    return found


BODIES = ("EU", "NATO", "G7", "AU", "ARAB_LEAGUE", "ECOWAS", "OAS")
"""Bodies that sanction in their own name."""


def _senders(sender: str, day: date) -> list[str]:
    if is_state(sender):
        return [sender, *(body for body in BODIES if any(spell.bloc == body for spell in actors.memberships(sender)))]
    return [
        sender,
        *(body for body in BODIES if body != sender and actors.members(body, day) <= actors.members(sender, day)),
        *sorted(actors.members(sender, day)),
    ]


def _belongs(one: str, sender: str, year: int) -> bool:
    day = date(year, 12, 31)
    if is_state(sender):
        return sender in actors.members(one, day)
    return one in actors.members(sender, day) or (
        not is_state(one) and actors.members(one, day) <= actors.members(sender, day)
    )


def _silence(record: Record, sender: str, target: str, held: dict[int, Figure]) -> tuple[Figure, ...]:
    """What shows that the list was asked: a year in which it does list the two, or what it lists against the target."""
    if held:
        return (held[max(held)],)
    kept = record.source.kept
    rows = kept.towards(SANCTIONS, [target], 0, record.year) if kept.held else []
    if not rows:
        return ()
    last = max(rows, key=lambda row: row[3])
    return (
        Figure(
            f"of others {name_of(last[1]) if _known(last[1]) else last[1]} in {last[3]}",
            kept.estimate(last, f"{last[1]}-{target}"),
        ),
    )


def _known(id: str) -> bool:
    return any(id == one.id for one in (*actors.states(), *actors.blocs()))


def pressure(claim: Claim, record: Record) -> Verdict:
    """The pressure of every bloc on every state named: rising or falling."""
    if not claim.objects:
        return unchecked("on whom is not said")
    return together([_pressure(claim, record, one, two) for one in claim.subjects for two in claim.objects])


def _pressure(claim: Claim, record: Record, bloc: str, state: str) -> Verdict:
    if is_state(bloc):
        return unchecked(f"pressure is estimated of blocs, not of {name_of(bloc)} alone")
    found = course_of(record.source.fused, bloc, state, record.year) if is_state(state) else None
    if found is None:
        return unchecked(f"the pressure of {name_of(bloc)} on {name_of(state)} is not estimated")
    begin = max(claim.when.first.year if claim.when.first else found.before, min(found.series))
    if begin >= found.read:
        return unchecked(f"the record of pressure ends in {found.read}")
    then, now = found.series[begin], found.series[found.read]
    figures = (valued(then), valued(now))
    text = f"the pressure of {name_of(bloc)} on {name_of(state)} was {figures[0]} in {begin} and {figures[1]} in {found.read}"
    up = (now.low or 0) > (then.high or 0)
    down = (now.high or 0) < (then.low or 0)
    wanted = up if claim.sense == "rising" else down
    name = SUPPORTED if wanted else CONTRADICTED if up or down else DEPENDS
    if name == DEPENDS:
        text += ", a change its intervals do not tell from none"
    return Verdict(name, text, figures, found.read if found.read < record.year else None)
