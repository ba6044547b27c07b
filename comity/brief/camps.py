"""Who is with whom: the camps of the year, where the two and the rival's members sit, since when, and how far camps lie apart."""

from __future__ import annotations

from datetime import date

from comity import actors
from comity.brief.asking import whole_year
from comity.brief.camp_tables import every_camp, seats
from comity.brief.camp_words import called, largest, names_then
from comity.brief.findings import Findings
from comity.brief.indexed import named_year, spread, valued
from comity.brief.map import camp_map
from comity.brief.network import network
from comity.brief.objects import Block, Figure, Paragraph, Remark, Said, Section, Sentence
from comity.brief.statements import Phrase, apart, say
from comity.brief.wording import chance, count, percent, said, start
from comity.errors import ComityError
from comity.measure.camps.company import Company, Group, Setting, company
from comity.measure.source import Source
from comity.schema import Estimate

TITLE = "Who is with whom"
WHAT = Remark(
    "A camp is likeness in everything counted here, votes, bodies, treaties, arms, trade and conflict, found by modularity in the "
    "network of all pairs, larger states counting for more. It is no alliance, and it has no name of its own: it is told by the "
    "formal bloc it is most like, or by its largest members. Wings divide a camp once more."
)


def camps(findings: Findings, source: Source) -> Section | None:
    """The camps as the pair sees them."""
    year = findings.together.year if findings.together else whole_year(findings.day, findings.as_of)
    rivals = (
        {findings.against.id} if findings.against.kind == "state" else actors.members(findings.against.id, findings.day)
    )
    try:
        found = company(source.fused, findings.state1.id, findings.state2.id, rivals, year)
    except ComityError:
        return None
    if found is None:
        gap = f"{findings.both} have no place side by side in the network of alignment up to {findings.day.year}."
        return Section("camps", TITLE, (Paragraph((Remark(gap),)),))
    pictures = (camp_map(findings, found.now), network(findings, found, source))
    blocks: list[Block] = [
        Paragraph(told(findings, found)),
        Paragraph(system(found)),
        seats(findings, found),
        *(picture for picture in pictures if picture is not None),
        every_camp(found.now),
        Paragraph((WHAT,)),
    ]
    return Section("camps", TITLE, tuple(blocks))


def told(findings: Findings, found: Company) -> tuple[Said, ...]:
    """Where the two and the rival stand, and since when."""
    return (*pair(findings, found.now), *history(found), *rivals(findings, found.now))


def system(found: Company) -> tuple[Sentence, ...]:
    """How far the camps lie apart, and how far friends of friends are friends."""
    return (*polarised(found), *balanced(found))


def pair(findings: Findings, now: Setting) -> tuple[Sentence, ...]:
    """Which camps and wings the two are in."""
    one, two = names_then(findings, (now.one, now.two), now.year)
    verb = findings.tense("stand", "stood")
    head: Phrase = ["In ", _year(now, now.camp1 or now.camp2)]
    if not now.same:
        sides: Phrase = [start(one), f" {verb}s" if verb == "stand" else f" {verb}"]
        sides = [
            f"{one} {'stands' if verb == 'stand' else verb} ",
            _camp(now, now.camp1),
            f", {two} ",
            _camp(now, now.camp2),
        ]
        share: Phrase = [f"; they {findings.tense('share', 'shared')} a camp in ", _chance(now.together), " of draws."]
        return (say(head, " ", sides, share),)
    group = now.group(now.camp1)
    first = say(
        head,
        f" {one} and {two} {verb} in one camp, ",
        _members(group),
        f" {called(group)}; they {findings.tense('share', 'shared')} it in ",
        _chance(now.together),
        " of draws.",
    )
    return (first, *_wings(now, one, two))


def _wings(now: Setting, one: str, two: str) -> tuple[Sentence, ...]:
    if not now.wing1 or not now.wing2:
        return ()
    share = _chance(now.together_wing)
    if now.same_wing:
        others = largest(now.group(now.wing1), (now.one, now.two))
        return (say(f"Within it they share a wing with {others}, in ", share, " of draws."),)
    with1, with2 = (largest(now.group(wing), (state,)) for wing, state in ((now.wing1, now.one), (now.wing2, now.two)))
    return (
        say(f"Its wings part them, {one} with {with1}, {two} with {with2}; they share one in ", share, " of draws."),
    )


def history(found: Company) -> tuple[Sentence, ...]:
    """Since when it has been so."""
    now = found.now
    since = _then(found, found.since)
    if found.changed is None:
        return (
            say(
                f"They have {'shared a camp' if now.same else 'been in different camps'} in every year in which both have a place, from ",
                since,
                " on.",
            ),
        )
    state = "shared one without a break" if now.same else "been in different ones without a break"
    if found.since == now.year:
        return (say("The year before, ", _then(found, found.changed), f", they {'did not' if now.same else 'did'}."),)
    return (
        say(
            f"They have {state} since ",
            since,
            "; in ",
            _then(found, found.changed),
            f" they {'did not' if now.same else 'did'}.",
        ),
    )


def rivals(findings: Findings, now: Setting) -> tuple[Said, ...]:
    """Where the rival, or its members other than the two, sit."""
    if not now.rivals or not now.rival_camp:
        return (Remark(f"No other member of {findings.rival} has a place in the network of {now.year}."),)
    group, inside = now.group(now.rival_camp), now.rivals_in(now.rival_camp)
    where = _where(findings, now)
    if findings.against.kind == "state":
        return (
            say(f"{start(findings.rival)} {findings.tense('stands', 'stood')} {where}", *_apposition(now, group), "."),
        )
    many = f"{len(inside)} of {len(now.rivals)}" if len(inside) < len(now.rivals) else f"all {len(inside)}"
    other = "other members" if findings.inside else "members"
    share = said(
        many, float(len(inside)), date(now.year, 12, 31), group.firm.method, group.firm.evidence, len(inside), "states"
    )
    return (
        say(
            f"Of the {other} of {findings.rival} with a place that year, ",
            share,
            f" {findings.tense('stand', 'stood')} {where}",
            *_apposition(now, group),
            ".",
        ),
    )


def _where(findings: Findings, now: Setting) -> str:
    """The rival's camp beside those of the two."""
    one, two = names_then(findings, (now.one, now.two), now.year)
    if now.rival_camp == now.camp1 == now.camp2:
        return "in the same camp as both"
    if now.rival_camp == now.camp1:
        return f"with {one}"
    if now.rival_camp == now.camp2:
        return f"with {two}"
    return "in another camp" if now.same else "in a third camp"


def _apposition(now: Setting, group: Group) -> tuple[Phrase, ...]:
    """The rival's camp, where it was not told yet."""
    return () if group.name in (now.camp1, now.camp2) else (", ", _members(group), f" {called(group)}")


def polarised(found: Company) -> tuple[Sentence, ...]:
    """How far the camps lie apart, against ten years before and the peak."""
    year, first = found.now.year, min(found.polarised)
    now, top = found.polarised[year], found.peak
    head: Phrase = [
        "On a scale on which two equal camps with nothing in common make one, polarisation was ",
        valued(now),
        " (",
        spread(now, True),
        ") in ",
        _pole(year),
    ]
    peak: Phrase = ["; no year since ", _pole(first), " was more polarised"]
    if top != year:
        peak = ["; its highest was ", valued(found.polarised[top]), " in ", _pole(top)]
    before = None if found.before is None else found.polarised.get(found.before.year)
    if before is None or found.before is None:
        return (say(head, peak, "."),)
    way = (
        ("clearly up from " if (now.value or 0.0) > (before.value or 0.0) else "clearly down from ")
        if apart(now, before)
        else "not clearly different from "
    )
    return (say(head, f", {way}", valued(before), " in ", _pole(found.before.year), peak, "."),)


def balanced(found: Company) -> tuple[Sentence, ...]:
    """Structural balance, against chance and ten years before."""
    kept = found.balance.get(found.now.year)
    if kept is None:
        return ()
    share, expected = kept
    head: Phrase = [
        "Friends of friends were friends, and enemies of enemies too, in ",
        Figure(percent(share.value or 0.0), share),
        " of the triads of states by the weight of their ties",
    ]
    alone: Phrase = [", where signs at random would give ", Figure(percent(expected), share)]
    before = found.balance.get(found.before.year) if found.before else None
    if before is None or found.before is None:
        return (say(head, alone, "."),)
    return (
        say(
            head,
            ", against ",
            Figure(percent(before[0].value or 0.0), before[0]),
            " in ",
            _at(found.before.year, before[0]),
            alone,
            ".",
        ),
    )


def _camp(now: Setting, name: str) -> Phrase:
    """A camp as told of one of the two."""
    return ["in a camp of ", _members(now.group(name), ""), f" {called(now.group(name))}"] if name else "alone"


def _members(group: Group, lead: str = "one of ") -> Phrase:
    n = len(group.members)
    many = said(
        count(n, "state"), float(n), date(group.year, 12, 31), group.firm.method, group.firm.evidence, n, "states"
    )
    return [lead, many]


def _chance(share: Estimate) -> Figure:
    return Figure(chance(share.value or 0.0), share)


def _year(now: Setting, camp: str) -> Figure:
    return named_year(f"camp/alignment/{now.year}/{camp or now.found.groups()[0]}", now.year)


def _then(found: Company, year: int) -> Figure:
    """A year in which the two did or did not share a camp: the camp of the first, with its members, stands behind it."""
    return named_year(f"camp/alignment/{year}/{found.seats[year] or 'A'}", year)


def _pole(year: int) -> Figure:
    return named_year(f"polarisation/alignment/{year}/esteban_ray", year)


def _at(year: int, estimate: Estimate) -> Figure:
    return named_year(estimate.evidence, year)
