"""M5, which bodies hold the two together on the day, which only one of them, and which are the rival's own."""

from __future__ import annotations

from comity.actors import Membership, get, members
from comity.brief.findings import Findings
from comity.brief.objects import Block, Cell, Figure, Paragraph, Remark, Said, Section, Sentence, Table
from comity.brief.statements import Phrase, joined, say
from comity.brief.wording import EARLIER, count, day, listed, month, named, named_then, said, short_day, start
from comity.measure.pacts.bodies import SharedBody
from comity.schema import Actor

METHOD = "dated membership table of comity"
GROUPINGS = frozenset({"definition"})
"""Kinds of bloc that are a definition of ours, not a body with a seat and a door."""

NAMED = 4
"""Bodies named in the text where more are shared; the table has them all."""


def bodies(findings: Findings) -> Section:
    """Shared bodies with dates, then those of only one of the two, then the rival's own."""
    current = [body for body in findings.bodies if holds(body, findings)]
    former = [body for body in findings.bodies if not holds(body, findings)]
    blocks: list[Block] = [Paragraph((*shared(findings, current), *formerly(findings, former)))]
    if findings.bodies:
        blocks.append(table(findings, [*current, *former]))
    apart: list[Said] = [*only_one(findings), *rivals_own(findings)]
    blocks += [Paragraph(tuple(apart))] if apart else []
    return Section("bodies", "Bodies that hold them together", tuple(blocks))


def holds(body: SharedBody, findings: Findings) -> bool:
    """Whether the body held both on the day; a state's last day is its last day in every body."""
    return body.until is None or body.until >= findings.day


def shared(findings: Findings, current: list[SharedBody]) -> tuple[Said, ...]:
    """How many bodies the two share on the day, and the most exclusive of them, fewest members first."""
    when = day(findings.day)
    share = findings.tense("share", "shared")
    opening = findings.tense("As of", "On")
    if not current:
        return (Remark(f"{opening} {when} {findings.both} {share} none of the bodies in the membership table."),)
    closest = sorted(current, key=lambda body: (len(members(body.bloc, findings.day)), body.since))[:NAMED]
    on = since(findings, closest[0], when)
    if len(current) == 1:
        name = called(findings, current[0].bloc)
        return (
            say(
                f"{opening} ",
                on,
                f" {findings.both} {share} only one of the bodies in the membership table: {name}, since ",
                since(findings, current[0]),
                ".",
            ),
        )
    number = since(findings, closest[0], count(len(current), "body", "bodies").split()[0])
    again = {body.bloc for body in findings.bodies if not holds(body, findings)}
    phrases: list[Phrase] = [
        [f"{called(findings, body.bloc)} ({'again ' if body.bloc in again else ''}since ", since(findings, body), ")"]
        for body in closest
    ]
    head: Phrase = [f"{opening} ", on, f" {findings.both} {share} ", number, " of the bodies in the membership table"]
    if len(closest) == len(current):
        return (say(head, ": ", joined(phrases), "."),)
    return (say(head, "."), say(f"The most exclusive {findings.tense('are', 'were')} ", joined(phrases), "."))


def called(findings: Findings, bloc: str) -> str:
    """The name of a body on the day asked about."""
    return named_then(get(bloc), findings.day)


def since(findings: Findings, body: SharedBody, text: str = "") -> Figure:
    """The day from which both were members."""
    return said(
        text or month(body.since), float(body.since.year), findings.day, METHOD, body.evidence[0], n=2, unit="year"
    )


def formerly(findings: Findings, former: list[SharedBody]) -> tuple[Sentence, ...]:
    """Bodies that once held both and hold them no more, each once, with the last year they did."""
    still = {body.bloc for body in findings.bodies if holds(body, findings)}
    newest = {body.bloc: body for body in former if body.bloc not in still}
    if not newest:
        return ()
    phrases: list[Phrase] = []
    for bloc, body in newest.items():
        left = said(
            str(body.until.year) if body.until else "",
            float(body.since.year),
            findings.day,
            METHOD,
            body.evidence[0],
            n=2,
            unit="year",
        )
        phrases.append([f"{called(findings, bloc)} (until ", left, ")"])
    return (say(f"Earlier both {findings.tense('belonged', 'had belonged')} to ", joined(phrases), "."),)


def table(findings: Findings, found: list[SharedBody]) -> Table:
    """Every body that holds or held both, with the days each joined."""
    rows = tuple(row(findings, body) for body in found)
    columns = ("Body", "Both since", "Until", findings.state1.name, findings.state2.name)
    return Table(
        "Shared bodies", columns, rows, note="Full members only; the last two columns give the day each state joined."
    )


def row(findings: Findings, body: SharedBody) -> tuple[Cell, ...]:
    """One body."""
    until: Cell = "still"
    if body.until is not None:
        until = said(
            short_day(body.until), float(body.until.year), findings.day, METHOD, body.evidence[0], n=2, unit="year"
        )
    joined = [entry(findings, evidence, body) for evidence in body.evidence]
    return (_full_name(findings, body), since(findings, body, short_day(body.since)), until, *joined)


def _full_name(findings: Findings, body: SharedBody) -> str:
    last = min(body.until or findings.day, findings.day)
    renamed = EARLIER.get(body.bloc)
    return start(body.name if renamed is None or last >= renamed[0] else renamed[1].removeprefix("the "))


def entry(findings: Findings, evidence: str, body: SharedBody) -> Cell:
    """The day a state joined, from the membership id."""
    _, bloc, state = evidence.split("/")
    spells = [
        spell
        for spells in findings.memberships.values()
        for spell in spells
        if (spell.bloc, spell.state) == (bloc, state)
    ]
    fitting = [spell for spell in spells if spell.start is not None and spell.start <= body.since]
    if not fitting:
        return ""
    joined = fitting[-1].start
    return (
        ""
        if joined is None
        else said(short_day(joined), float(joined.year), findings.day, METHOD, evidence, unit="year")
    )


def only_one(findings: Findings) -> tuple[Sentence, ...]:
    """Bodies that hold one of the two on the day and not the other."""
    one, two = (standing(findings, actor) for actor in (findings.state1, findings.state2))
    sentences = []
    for actor, mine, others in ((findings.state1, one, two), (findings.state2, two, one)):
        alone = [spell for bloc, spell in mine.items() if bloc not in others]
        if alone:
            names: list[Phrase] = [_named_figure(findings, spell) for spell in alone]
            belongs = findings.tense("belongs", "belonged")
            sentences.append(say(f"Of the two only {named(actor)} {belongs} to ", joined(names), "."))
    return tuple(sentences)


def standing(findings: Findings, actor: Actor) -> dict[str, Membership]:
    """Full memberships of a state on the day, by body; groupings of ours left out."""
    return {
        spell.bloc: spell
        for spell in findings.memberships.get(actor.id, ())
        if spell.status == "member" and _holds(spell, findings) and get(spell.bloc).kind not in GROUPINGS
    }


def _holds(spell: Membership, findings: Findings) -> bool:
    return (spell.start is None or spell.start <= findings.day) and (spell.end is None or findings.day <= spell.end)


def _named_figure(findings: Findings, spell: Membership) -> Phrase:
    name, year = called(findings, spell.bloc), spell.start.year if spell.start else 0
    return [
        said(
            name,
            float(year) if year else None,
            findings.day,
            METHOD,
            f"membership/{spell.bloc}/{spell.state}",
            unit="member since",
        )
    ]


def rivals_own(findings: Findings) -> tuple[Said, ...]:
    """Bodies whose every member belongs to the rival bloc, where neither of the two is in it."""
    if not findings.rival_bodies or findings.inside:
        return ()
    names = listed([named_then(actor, findings.day) for actor in findings.rival_bodies])
    verb = findings.tense("has", "had")
    noun = "one body" if len(findings.rival_bodies) == 1 else "bodies"
    return (Remark(f"{start(findings.rival)} {verb} {noun} of its own, with no member from outside it: {names}."),)
