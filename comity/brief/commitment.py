"""M19, where the two stand on the ladder from nothing to a defence pact, since when, and by which treaties."""

from __future__ import annotations

from comity.brief.caveats import NO_PACT, caveats, holding, titled
from comity.brief.charts import ties_chart
from comity.brief.findings import Findings
from comity.brief.objects import Block, Cell, Figure, Paragraph, Remark, Said, Section, Table
from comity.brief.statements import Phrase, joined, say
from comity.brief.wording import count, day, listed, prose_days, said, short_day
from comity.brief.wording import start as capital
from comity.measure.pacts.ladder import Spell, Treaty

METHOD = "ladder of commitment"

NAMED = 4
"""Treaties named in the sentence on the rung; the table has them all."""


def commitment(findings: Findings) -> Section:
    """The rung, the earlier rungs, the treaties and the timeline."""
    ladder = findings.ladder
    sentences: list[Said] = [rung(findings), *caveats(findings), *highest(findings), *declarations(findings)]
    if ladder.note:
        sentences.append(Remark(prose_days(ladder.note)))
    blocks: list[Block] = [Paragraph(tuple(sentences))]
    chart = ties_chart(findings)
    blocks += [chart] if chart else []
    binding, declared = split(findings)
    if binding:
        blocks.append(table(findings, "Treaties that bind or bound the two", binding))
    if declared:
        blocks.append(
            table(findings, "Declarations and agreements without an obligation of this kind", declared, page_only=True)
        )
    return Section("commitment", "What they have promised each other", tuple(blocks))


def split(findings: Findings) -> tuple[tuple[Treaty, ...], tuple[Treaty, ...]]:
    """Treaties with obligations, and what was signed without any."""
    binding = tuple(treaty for treaty in findings.ladder.treaties if treaty.obligations)
    return binding, tuple(treaty for treaty in findings.ladder.treaties if not treaty.obligations)


def figure(findings: Findings, text: str, number: float | None, unit: str, evidence: str = "") -> Figure:
    """A figure that rests on the ladder or on one of its spells or treaties."""
    return said(text, number, findings.ladder.as_of, METHOD, evidence or findings.ladder.evidence, unit=unit)


def rung(findings: Findings) -> Said:
    """Where the two stand on the last day the record of treaties speaks for."""
    ladder = findings.ladder
    as_of = figure(findings, day(ladder.as_of), float(ladder.as_of.year), "day")
    label = figure(findings, ladder.label.lower() if ladder.rung else capital(NO_PACT), float(ladder.rung), "rung")
    reach: Phrase = ["; the record of treaties speaks up to ", as_of]
    if ladder.rung == 0 or ladder.since is None:
        ended: Phrase = (
            []
            if ladder.since is None
            else [" from ", figure(findings, day(ladder.since), float(ladder.since.year), "day"), " on"]
        )
        return say(label, f" between {findings.both} {findings.tense('is', 'was')} on record", ended, reach, ".")
    since = figure(findings, day(ladder.since), float(ladder.since.year), "day")
    if ladder.rung == 1:
        return say(
            f"{findings.both} {findings.tense('have', 'had')} no pact of their own, but a ",
            label,
            ", since ",
            since,
            under(findings),
            reach,
            ".",
        )
    bound = f"{findings.both} {findings.tense('have', 'had')} been bound by a "
    return say(bound, label, " since ", since, under(findings), reach, ".")


def under(findings: Findings) -> Phrase:
    """The treaties that hold the rung now, by name; none where they are too many to read."""
    treaties = holding(findings)
    if not 0 < len(treaties) <= NAMED:
        return []
    names = [figure(findings, titled(treaty), None, "treaty", treaty.evidence) for treaty in treaties]
    return [f", {findings.tense('now', 'on that day')} under ", joined(names)]


def obligations(spell: Spell | Treaty) -> str:
    """The obligations of a spell or treaty as a list in words."""
    return listed(list(spell.obligations))


def highest(findings: Findings) -> tuple[Said, ...]:
    """The highest rung ever held, where it is not the present one, with every stretch of it."""
    ladder = findings.ladder
    top = max(ladder.spells, key=lambda spell: spell.rung, default=None)
    if top is None or top.rung <= ladder.rung:
        return ()
    label = figure(findings, top.label.lower(), float(top.rung), "rung", top.evidence)
    stretches: list[Phrase] = [_stretch(findings, spell) for spell in ladder.spells if spell.rung == top.rung]
    return (say("Their highest commitment on record was a ", label, ", ", joined(stretches), "."),)


def _stretch(findings: Findings, spell: Spell) -> Phrase:
    first = figure(findings, str(spell.start.year), float(spell.start.year), "year", spell.evidence)
    if spell.end is None:
        return ["from ", first, " on"]
    return [
        "from ",
        first,
        " to ",
        figure(findings, str(spell.end.year), float(spell.end.year), "year", spell.evidence),
    ]


def declarations(findings: Findings) -> tuple[Said, ...]:
    """What was signed without an obligation to defend, abstain or consult: how many, and the newest."""
    _, declared = split(findings)
    if not declared:
        return ()
    alone = [treaty for treaty in declared if treaty.n_parties == 2]
    newest = (alone or declared)[-1]
    which = "; the newest between the two alone is " if alone and len(alone) < len(declared) else "; the newest is "
    number = figure(
        findings,
        count(len(declared), "declaration or agreement", "declarations and agreements"),
        float(len(declared)),
        "treaties",
    )
    name = figure(findings, newest.name, None, "treaty", newest.evidence)
    when = figure(findings, day(newest.start), float(newest.start.year), "day", newest.evidence)
    if len(declared) == 1:
        return (say("The record also holds ", number, " without such obligations: ", name, " (", when, ")."),)
    return (say("The record also holds ", number, " without such obligations", which, name, " (", when, ")."),)


COUNTED = (
    "From: the day of signature, of entry into force or of the later state's accession, as the record has it. Parties: the "
    "members on the day where an alliance has a body of its own, else every state the record counts under the treaty."
)


def table(findings: Findings, title: str, treaties: tuple[Treaty, ...], page_only: bool = False) -> Table:
    """Treaties with their days, what they oblige to and how many states they bind."""
    columns = (
        ("Treaty", "From", "To", "Obligations", "Parties") if not page_only else ("Title", "From", "To", "Parties")
    )
    rows = tuple(row(findings, treaty, page_only) for treaty in treaties)
    return Table(title, columns, rows, frozenset({"Parties"}), note=COUNTED, page_only=page_only, folded=page_only)


def row(findings: Findings, treaty: Treaty, bare: bool = False) -> tuple[Cell, ...]:
    """One treaty; `bare` leaves out the obligations."""
    start = figure(findings, short_day(treaty.start), float(treaty.start.year), "day", treaty.evidence)
    if treaty.end is not None and treaty.end <= findings.day:
        end: Cell = figure(findings, short_day(treaty.end), float(treaty.end.year), "day", treaty.evidence)
    else:
        known = treaty.known_to
        end = "in force" if known is None or known >= findings.as_of else f"in force ({known.year})"
    parties = (
        ""
        if treaty.n_parties is None
        else figure(findings, f"{treaty.n_parties}", float(treaty.n_parties), "states", treaty.evidence)
    )
    words = obligations(treaty)
    if treaty.one_sided:
        words += f" (one-sided: {listed(treaty.one_sided)})"
    name = capital(treaty.name)
    return (name, start, end, parties) if bare else (name, start, end, words, parties)
